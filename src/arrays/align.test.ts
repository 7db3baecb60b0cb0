import { describe, expect, it } from 'vitest';
import { type ArrayValue, buffersOf, type NumericArray, type RecordArray } from '../protocol/values.ts';
import { alignRows } from './align.ts';
import { copyValue } from './copy.ts';
import { packStrings } from './from-js.ts';
import { toArray } from './items.ts';

const map = Float64Array.of(2, 0, 1, 2);

describe('rows in the places of others', () => {
  it.each<[string, ArrayValue, unknown[]]>([
    ['floats', { kind: 'numeric', dtype: 'float32', shape: [2], data: Float32Array.of(1.5, 2.5) }, [2.5, Number.NaN, 1.5, 2.5]],
    ['integers', { kind: 'numeric', dtype: 'uint8', shape: [2], data: Uint8Array.of(1, 2) }, [2, null, 1, 2]],
    ['large integers', { kind: 'numeric', dtype: 'int64', shape: [2], data: BigInt64Array.of(1n, 2n) }, [2n, null, 1n, 2n]],
    [
      'complex numbers',
      { kind: 'numeric', dtype: 'complex64', shape: [2], data: Float32Array.of(1, 2, 3, 4) },
      [
        [3, 4],
        [Number.NaN, Number.NaN],
        [1, 2],
        [3, 4],
      ],
    ],
    ['masked', { kind: 'boolean', shape: [2], data: Uint8Array.of(1, 0), mask: Uint8Array.of(1, 0) }, [false, null, null, false]],
    ['strings', packStrings(['a', 'éé']), ['éé', null, 'a', 'éé']],
    [
      'categories',
      { kind: 'categorical', shape: [2], codes: Int8Array.of(0, 1), categories: packStrings(['x', 'y']), ordered: true },
      ['y', null, 'x', 'y'],
    ],
    ['records', { kind: 'record', shape: [2], fields: [['f', packStrings(['a', 'b'])]] }, [['b'], [null], ['a'], ['b']]],
  ])('%s', (_, value, expected) => {
    const aligned = alignRows(value, map);
    expect(aligned.shape).toEqual([4]);
    expect(toArray(aligned)).toEqual(expected);
  });

  it('takes whole rows of a matrix', () => {
    const value: NumericArray = { kind: 'numeric', dtype: 'float64', shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) };
    const aligned = alignRows(value, Float64Array.of(0, 2));
    expect(aligned.shape).toEqual([2, 2]);
    expect(toArray(aligned)).toEqual([Number.NaN, Number.NaN, 3, 4]);
  });

  it('has no mask where nothing is missing, and costs nothing where all stays', () => {
    const value: NumericArray = { kind: 'numeric', dtype: 'int8', shape: [2], data: Int8Array.of(1, 2) };
    expect(alignRows(value, Float64Array.of(2, 1))).not.toHaveProperty('mask');
    expect(alignRows(value, Float64Array.of(1, 2))).toBe(value);
  });

  it('makes an empty array all missing', () => {
    expect(toArray(alignRows(packStrings([]), Float64Array.of(0, 0)))).toEqual([null, null]);
    expect(alignRows({ kind: 'numeric', dtype: 'int64', shape: [0], data: new BigInt64Array(0) }, Float64Array.of(0)).shape).toEqual([1]);
  });
});

describe('a copy', () => {
  it('shares nothing, and holds no more than it needs', () => {
    const all = new Float32Array(1000);
    const value: NumericArray = { kind: 'numeric', dtype: 'float32', shape: [2], data: all.subarray(10, 12) };
    const copy = copyValue(value);
    all.fill(7);
    expect([...copy.data]).toEqual([0, 0]);
    expect(copy.data.buffer.byteLength).toBe(8);
    const record: RecordArray = { kind: 'record', shape: [2], fields: [['f', value]] };
    expect(copyValue(record)).toEqual({ kind: 'record', shape: [2], fields: [['f', { ...value, data: Float32Array.of(7, 7) }]] });
    expect(buffersOf(copyValue(record))).not.toContain(all.buffer);
  });
});
