import { describe, expect, it } from 'vitest';
import type { ArrayValue, AwkwardArray, NumberData } from '../protocol/values.ts';
import { awkwardLeaves } from './awkward.ts';
import { toArray } from './items.ts';

const TEXT = {
  class: 'ListOffsetArray',
  form_key: 't',
  parameters: { __array__: 'string' },
  content: { class: 'NumpyArray', primitive: 'uint8', form_key: 'c' },
};
const textBuffers: [string, ArrayValue][] = [
  ['t-offsets', numbers('int64', BigInt64Array.of(0n, 1n, 3n))],
  [
    'c-data',
    numbers(
      'uint8',
      Uint8Array.from([...'abc'], (c) => c.charCodeAt(0)),
    ),
  ],
];

function numbers(dtype: string, data: NumberData): ArrayValue {
  return { kind: 'numeric', dtype, shape: [data.length], data };
}

/** Two records of these fields. */
function records(fields: readonly (object | readonly [primitive: string, data: NumberData])[]): AwkwardArray {
  const buffers: [string, ArrayValue][] = [...textBuffers];
  const contents = fields.map((field, i) => {
    if (!Array.isArray(field)) return field;
    const [primitive, data] = field;
    buffers.push([`f${i}-data`, numbers(primitive === 'bool' ? 'uint8' : primitive, data)]);
    return { class: 'NumpyArray', primitive, form_key: `f${i}` };
  });
  const form = JSON.stringify({ class: 'RecordArray', fields: fields.map((_, i) => `f${i}`), contents });
  return { kind: 'awkward', shape: [2], form, buffers };
}

describe('leaves of several types', () => {
  const [ints, big, flags, floats] = [
    ['int64', BigInt64Array.of(1n, -2n)],
    ['uint64', BigUint64Array.of(1n, 2n ** 63n)],
    ['bool', Uint8Array.of(1, 0)],
    ['float32', Float32Array.of(1, 0.5)],
  ] as const;

  it.each<[string, AwkwardArray, string, unknown[]]>([
    ['numbers, then text', records([ints, TEXT]), 'str', ['1', '-2', 'a', 'bc']],
    ['text, then numbers', records([TEXT, floats, flags]), 'str', ['a', 'bc', '1.0', '0.5', 'True', 'False']],
    ['flags and integers', records([flags, ints]), 'int64', [1n, 0n, 1n, -2n]],
    ['integers that no integer type holds together', records([ints, big]), 'float64', [1, -2, 1, 2 ** 63]],
    ['integers without sign', records([flags, big]), 'uint64', [1n, 0n, 1n, 2n ** 63n]],
    ['integers and fractions', records([ints, floats]), 'float64', [1, -2, 1, 0.5]],
  ])('%s', (_, value, dtype, expected) => {
    const leaves = awkwardLeaves(value);
    expect(leaves.kind === 'numeric' ? leaves.dtype : 'str').toBe(dtype);
    expect(toArray(leaves)).toEqual(expected);
  });
});
