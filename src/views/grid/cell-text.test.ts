import { describe, expect, it } from 'vitest';
import { type NumericArray, packStrings } from '../../shadow/index.ts';
import { cellText, exactText } from './cell-text.ts';
import { csvPieces, tabSeparated } from './csv.ts';

const floats: NumericArray = {
  kind: 'numeric',
  dtype: 'float32',
  shape: [4],
  data: Float32Array.of(6.332204, Number.NaN, 0.1, 123456.79),
};

describe('cells', () => {
  it('show six digits, and copy what float32 knows', () => {
    expect([0, 1, 2, 3].map((at) => cellText({ value: floats, at }))).toEqual(['6.3322', null, '0.1', '123,457']);
    expect([0, 1, 2, 3].map((at) => exactText({ value: floats, at }))).toEqual(['6.332204', '', '0.1', '123456.79']);
    const big: NumericArray = { kind: 'numeric', dtype: 'int64', shape: [1], data: BigInt64Array.of(2n ** 60n + 1n) };
    expect(cellText({ value: big, at: 0 })).toBe('1,152,921,504,606,846,977');
    expect(exactText({ value: big, at: 0 })).toBe('1152921504606846977');
  });

  it('show booleans and categories as Python does', () => {
    expect(cellText({ value: { kind: 'boolean', shape: [1], data: Uint8Array.of(1) }, at: 0 })).toBe('True');
    const categories: NumericArray = { kind: 'numeric', dtype: 'float64', shape: [1], data: Float64Array.of(1) };
    expect(cellText({ value: { kind: 'categorical', shape: [1], codes: Int8Array.of(0), categories, ordered: false }, at: 0 })).toBe('1.0');
  });
});

describe('CSV', () => {
  it('quotes what needs it, keeps the order of rows, and is made in pieces', async () => {
    const names = packStrings(['a,b', 'say "x"', 'two\nlines', 'plain']);
    const pieces: string[] = [];
    const done: number[] = [];
    const columns = [
      { name: 'index', value: names },
      { name: 'x,y', value: floats },
    ];
    for await (const piece of csvPieces(columns, Uint32Array.of(3, 0, 1, 2), 4, async (share) => void done.push(share))) pieces.push(piece);
    expect(pieces.join('')).toBe('index,"x,y"\r\nplain,123456.79\r\n"a,b",6.332204\r\n"say ""x""",\r\n"two\nlines",0.1\r\n');
    expect(done).toEqual([1]);
    expect(
      tabSeparated([
        ['a\tb', 'c'],
        ['d\ne', ''],
      ]),
    ).toBe('a b\tc\nd e\t');
  });
});
