import { describe, expect, it } from 'vitest';
import type { ArrayValue, AwkwardArray, SparseMatrix } from '../protocol/values.ts';
import { awkwardItems, awkwardLeaves } from './awkward.ts';
import { takeItems } from './awkward-rows.ts';
import { toArray } from './items.ts';
import { countRuns, plainPositions, positionList, positionsWithin } from './positions.ts';
import { sliceArray } from './slice.ts';
import { sliceSparse } from './sparse.ts';
import { subsetSparse, toSparse } from './sparse-subset.ts';

const list = (...positions: number[]) => new Uint32Array(positions);

describe('positions', () => {
  it('have one name for one part', () => {
    expect(plainPositions([0, 9], 5)).toBeNull();
    expect(plainPositions(list(0, 1, 2), 3)).toBeNull();
    expect(plainPositions(list(2, 3), 5)).toEqual([2, 4]);
    expect(plainPositions(4, 5)).toEqual([4, 5]);
    expect(plainPositions(list(), 5)).toEqual([0, 0]);
    expect(plainPositions(list(3, 2), 5)).toEqual(list(3, 2));
    expect(() => plainPositions(list(1, 5), 5, 'cell')).toThrow('There is no cell 5: it runs from 0 to 4.');
    const given = list(3, 1);
    const kept = plainPositions(given, 5);
    given[0] = 0;
    expect(kept).toEqual(list(3, 1));
  });

  it('among positions are positions', () => {
    const outers = [null, [2, 6], list(5, 0, 5, 3)] as const;
    const inners = [null, 2, [1, 3], list(3, 0, 0)] as const;
    for (const outer of outers) {
      const all = positionList(outer, 8);
      for (const inner of inners) {
        const found = positionsWithin(outer, inner);
        const expected = positionList(typeof inner === 'number' ? [inner, inner + 1] : inner, all.length).map((i) => all[i] as number);
        expect(positionList(plainPositions(found, 8), 8), `${outer} ${inner}`).toEqual(expected);
      }
    }
    expect(countRuns(list(1, 2, 5, 6, 4))).toBe(3);
    expect(countRuns(list())).toBe(0);
  });
});

describe('a part of a sparse matrix', () => {
  const dense: ArrayValue = { kind: 'numeric', dtype: 'float32', shape: [3, 4], data: Float32Array.of(0, 1, 0, 2, 0, 0, 0, 0, 3, 0, 4, 5) };
  const csr = toSparse(dense, 'csr');
  const csc = toSparse(dense, 'csc');

  it('is the same in both layouts, and sorted', () => {
    expect([...csr.indptr, ...csr.indices]).toEqual([0, 2, 2, 5, 1, 3, 0, 2, 3]);
    expect([...csc.indptr, ...csc.indices]).toEqual([0, 1, 2, 3, 5, 2, 0, 2, 0, 2]);
    for (const matrix of [csr, csc]) {
      for (const rows of [null, [1, 3], list(2, 0, 2), [0, 0]] as const) {
        for (const columns of [null, [2, 4], list(3, 3, 0, 1), [1, 1]] as const) {
          const part = subsetSparse(matrix, rows, columns);
          const found = sliceSparse(part, null, null);
          expect(found, `${rows} ${columns}`).toEqual(sliceArray(dense, [rows, columns]));
          for (let major = 0; major + 1 < part.indptr.length; major++) {
            const indices = [...part.indices.subarray(part.indptr[major], part.indptr[major + 1])];
            expect(indices).toEqual(indices.toSorted((a, b) => a - b));
          }
        }
      }
    }
  });

  it('keeps what a matrix stores twice, zeros that it stores, and whole numbers of 64 bits', () => {
    const odd: SparseMatrix = {
      kind: 'sparse',
      format: 'csr',
      shape: [2, 2],
      indptr: Float64Array.of(0, 3, 4),
      indices: Int32Array.of(1, 0, 1, 0),
      values: { kind: 'numeric', dtype: 'int64', shape: [4], data: BigInt64Array.of(1n, 2n, 4n, 0n) },
    };
    const turned = subsetSparse(odd, list(1, 0), list(1, 0));
    expect(turned.values.data).toEqual(BigInt64Array.of(0n, 1n, 4n, 2n));
    expect(toArray(sliceSparse(turned, null, null))).toEqual([0n, 0n, 5n, 2n]);
    expect(toSparse(sliceSparse(odd, null, null), 'csc').values.data).toEqual(BigInt64Array.of(2n, 5n));
    expect(() => toSparse({ kind: 'string', shape: [0, 0], bytes: new Uint8Array(), offsets: new Uint32Array(1) }, 'csr')).toThrow(
      'numbers',
    );
  });
});

describe('items of a ragged array', () => {
  it('are taken in any order, also out of what was taken', () => {
    const value: AwkwardArray = {
      kind: 'awkward',
      shape: [3],
      form: '{"class":"ListOffsetArray","offsets":"i64","form_key":"rows","content":{"class":"NumpyArray","primitive":"int64","form_key":"node1"}}',
      buffers: [
        ['rows-offsets', { kind: 'numeric', dtype: 'int64', shape: [4], data: BigInt64Array.of(0n, 2n, 2n, 3n) }],
        ['rows-index', { kind: 'numeric', dtype: 'int64', shape: [0], data: new BigInt64Array(0) }],
        ['node1-data', { kind: 'numeric', dtype: 'int64', shape: [3], data: BigInt64Array.of(7n, 8n, 9n) }],
      ],
    };
    const taken = takeItems(value, list(2, 0, 2));
    expect(awkwardItems(taken, 0, 3)).toEqual([[9n], [7n, 8n], [9n]]);
    expect(toArray(awkwardLeaves(taken))).toEqual([9n, 7n, 8n, 9n]);
    expect(awkwardItems(takeItems(taken, [1, 2]), 0, 9)).toEqual([[7n, 8n]]);
    expect(takeItems(value, null)).toBe(value);
  });
});
