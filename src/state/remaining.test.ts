import { describe, expect, it } from 'vitest';
import { remainingText } from './remaining.ts';

const textAfter = (milliseconds: number, from: number, to: number) =>
  remainingText({ first: { at: 500, done: from }, last: { at: 500 + milliseconds, done: to } });

describe('what remains', () => {
  it('is not said before there is enough to tell', () => {
    expect(remainingText({ first: null, last: null })).toBeNull();
    expect(textAfter(900, 0, 0.5)).toBeNull();
    expect(textAfter(5000, 0, 0.04)).toBeNull();
  });

  it('is said by the pace since it began, whatever was there before', () => {
    expect(textAfter(1000, 0, 0.1)).toBe('about 10 s left');
    expect(textAfter(10_000, 0, 0.25)).toBe('about 30 s left');
    expect(textAfter(10_000, 0.5, 0.75)).toBe('about 10 s left');
    expect(textAfter(10_000, 0, 0.1)).toBe('about 2 min left');
    expect(textAfter(60_000, 0, 0.9)).toBe('a few seconds left');
    expect(textAfter(600_000, 0, 0.06)).toBe('about 3 h left');
  });
});
