import { describe, expect, it } from 'vitest';
import { assertHolds } from './capacity.ts';

describe('what a file claims to hold', () => {
  const megabyte = 2 ** 20;

  it('is believed as far as a file can be packed', () => {
    expect(() => assertHolds(200 * megabyte, false, megabyte, 'X')).not.toThrow();
    expect(() => assertHolds(3000 * megabyte, false, 50 * megabyte, 'X')).not.toThrow();
    expect(() => assertHolds(8 * 2 ** 40, false, megabyte, 'X')).toThrow(
      /^X claims 8\.8 TB of values, in a file of 1.05 MB: it is not read.$/,
    );
    expect(() => assertHolds(900 * megabyte, true, 2 * megabyte, 'X')).toThrow(/in a file of 2.1 MB/);
  });

  it('is not read at once beyond what an array can be', () => {
    expect(() => assertHolds(6 * 2 ** 30, true, 8 * 2 ** 30, 'X')).toThrow(/X takes 6.44 GB in memory/);
  });
});
