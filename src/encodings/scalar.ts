/** Single values: encodings `numeric-scalar`, `string`, `bytes`, `null`. Runs on the file side. */
import { itemAt } from '../arrays/items.ts';
import type { ScalarValue } from '../protocol/values.ts';
import { dtypeOf, readDataset, stringArray } from './array.ts';
import type { Encoding } from './encoding.ts';

export const numericScalar = scalarEncoding('numeric-scalar');
export const string = scalarEncoding('string');
export const bytes = scalarEncoding('bytes');

export const nullEncoding: Encoding = {
  type: 'null',
  summarize: () => ({ shape: null, dtype: 'null' }),
  read: async () => ({ kind: 'null' }),
};

function scalarEncoding(type: string): Encoding {
  return {
    type,
    summarize: (node) => ({ shape: [], dtype: dtypeOf(node) }),
    async read(element, _selection, context) {
      const value = await readDataset(element, null, context);
      return {
        kind: 'scalar',
        dtype: element.outline.dtype ?? 'unknown',
        value: value.kind === 'record' ? null : (itemAt(value, 0) as ScalarValue),
      };
    },
  };
}

/**
 * Before anndata 0.6.20 a text was written as an array of one, and a single one is still read so: `value[0]`.
 * Source: read_dataset in anndata's `_io/h5ad.py`.
 */
export function firstOfOne(shape: readonly number[]): Encoding {
  if (shape.length === 1) return string;
  return {
    ...stringArray,
    summarize: (node) => ({ shape: node.shape?.slice(1) ?? null, dtype: dtypeOf(node) }),
    async read(element, selection, context) {
      const value = await readDataset(element, selection && [null, ...selection], context);
      return { ...value, shape: value.shape.slice(1) };
    },
  };
}
