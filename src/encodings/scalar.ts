/** Single values: encodings `numeric-scalar`, `string`, `bytes`, `null`. Runs on the file side. */
import type { ArrayValue, ScalarValue } from '../protocol/values.ts';
import { dtypeOf, readDataset } from './array.ts';
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
      return { kind: 'scalar', dtype: element.outline.dtype ?? 'unknown', value: firstItem(value) };
    },
  };
}

function firstItem(value: ArrayValue): ScalarValue {
  switch (value.kind) {
    case 'numeric':
      return value.dtype.startsWith('complex') ? [Number(value.data[0]), Number(value.data[1])] : (value.data[0] ?? null);
    case 'boolean':
      return value.data[0] === 1;
    case 'string':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(value.bytes.subarray(value.offsets[0], value.offsets[1]));
    case 'categorical':
    case 'record':
      return null;
  }
}
