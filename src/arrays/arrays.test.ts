import { describe, expect, it } from 'vitest';
import type { NumericArray, SparseMatrix, StringArray } from '../protocol/values.ts';
import { concatArrays } from './concat.ts';
import { packStrings, toValue } from './from-js.ts';
import { toArray } from './items.ts';
import { pythonText } from './python-text.ts';
import { sliceArray } from './slice.ts';
import { sliceSparse } from './sparse.ts';

const grid: NumericArray = { kind: 'numeric', dtype: 'int32', shape: [3, 4], data: Int32Array.from({ length: 12 }, (_, i) => i) };

describe('sliceArray', () => {
  it('takes rows, columns and lists in their order', () => {
    expect(toArray(sliceArray(grid, [[1, 3]]))).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(toArray(sliceArray(grid, [null, 2]))).toEqual([2, 6, 10]);
    expect(toArray(sliceArray(grid, [new Uint32Array([2, 0, 2]), [0, 2]]))).toEqual([8, 9, 0, 1, 8, 9]);
    expect(sliceArray(grid, [[1, 1]]).shape).toEqual([0, 4]);
    expect(sliceArray(grid, [null, null])).toBe(grid);
  });

  it('keeps strings, masks, complex pairs and records together', () => {
    const strings = { ...packStrings(['a', 'ünï', '', 'd']), mask: Uint8Array.of(0, 0, 1, 0) };
    expect(toArray(sliceArray(strings, [new Uint32Array([3, 2, 1])]))).toEqual(['d', null, 'ünï']);
    const complex: NumericArray = { kind: 'numeric', dtype: 'complex128', shape: [3], data: Float64Array.of(0, 1, 2, 3, 4, 5) };
    expect(toArray(sliceArray(complex, [[1, 3]]))).toEqual([
      [2, 3],
      [4, 5],
    ]);
    const record = {
      kind: 'record',
      shape: [4],
      fields: [
        ['s', strings],
        ['n', { ...grid, shape: [4], data: grid.data.slice(0, 4) }],
      ],
    } as const;
    expect(toArray(sliceArray(record as never, [1]))).toEqual([['ünï', 1]]);
  });
});

describe('concatArrays', () => {
  it('puts strings and masks one below the other', () => {
    const a = { ...packStrings(['x', 'yy']), mask: Uint8Array.of(1, 0) };
    const b = { ...packStrings(['zzz']), mask: Uint8Array.of(0) };
    expect(toArray(concatArrays([a, b]))).toEqual([null, 'yy', 'zzz']);
  });
});

describe('sliceSparse', () => {
  // [[0, 1, 0], [2, 0, 3], [0, 0, 0], [4, 5, 0]]; (3, 1) is stored twice, as 2 + 3.
  const csr: SparseMatrix = {
    kind: 'sparse',
    format: 'csr',
    shape: [4, 3],
    indptr: Float64Array.of(0, 1, 3, 3, 6),
    indices: Int32Array.of(1, 0, 2, 0, 1, 1),
    values: { kind: 'numeric', dtype: 'float32', shape: [6], data: Float32Array.of(1, 2, 3, 4, 2, 3) },
  };

  it('is dense, in the order asked for, with duplicates added up', () => {
    expect(toArray(sliceSparse(csr, null, null))).toEqual([0, 1, 0, 2, 0, 3, 0, 0, 0, 4, 5, 0]);
    expect(toArray(sliceSparse(csr, new Uint32Array([3, 1]), null))).toEqual([4, 5, 0, 2, 0, 3]);
    expect(toArray(sliceSparse(csr, [1, 3], new Uint32Array([2, 0, 2])))).toEqual([3, 2, 3, 0, 0, 0]);
    expect(toArray(sliceSparse(csr, null, 1))).toEqual([1, 0, 0, 5]);
    expect(toArray(sliceSparse({ ...csr, format: 'csc', shape: [3, 4] }, [0, 2], new Uint32Array([3, 0])))).toEqual([4, 0, 5, 1]);
    expect(() => sliceSparse(csr, 4, null)).toThrow('no row 4');
  });
});

describe('toValue', () => {
  it('takes lists of one type, with missing values', () => {
    expect(toArray(toValue(['a', null]) as StringArray)).toEqual(['a', null]);
    expect(toValue([1, null])).toMatchObject({ dtype: 'float64', data: Float64Array.of(1, Number.NaN) });
    expect(toValue([true, false])).toMatchObject({ kind: 'boolean', data: Uint8Array.of(1, 0) });
    expect(toValue('x')).toEqual({ kind: 'scalar', dtype: 'str', value: 'x' });
    expect(() => toValue(['a', 1] as never)).toThrow('one type');
    expect(() => toValue([{}] as never)).toThrow('cannot be added');
  });
});

describe('pythonText', () => {
  it.each([
    [1, true, '1.0'],
    [0.1, true, '0.1'],
    [1e-5, true, '1e-05'],
    [1.5e-7, true, '1.5e-07'],
    [0.0001, true, '0.0001'],
    [123456789012345680, true, '1.2345678901234568e+17'],
    [1e15, true, '1000000000000000.0'],
    [-0, true, '-0.0'],
    [7, false, '7'],
    [2n ** 60n, false, '1152921504606846976'],
    [true, false, 'True'],
    [null, false, 'nan'],
  ] as const)('%s', (value, isFloat, text) => expect(pythonText(value, isFloat)).toBe(text));
});
