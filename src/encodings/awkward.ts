/** Encoding `awkward-array`: the form of a ragged array and its buffers. Runs on the file side. */
import { ShadowError } from '../protocol/errors.ts';
import { attributeOf } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { type Encoding, readElement } from './encoding.ts';

export const awkward: Encoding = {
  type: 'awkward-array',
  summarize: (node) => ({ shape: [Number(attributeOf(node, 'length') ?? 0)], dtype: 'awkward' }),
  async read(element, _selection, context) {
    const { path } = element.node;
    const form = attributeOf(element.node, 'form');
    if (typeof form !== 'string')
      throw new ShadowError({ tag: 'corrupt', path, message: `${path} is a ragged array that does not say its form.` });
    const buffers: [string, ArrayValue][] = [];
    for (const child of element.children) buffers.push([child.node.name, (await readElement(child, null, context)) as ArrayValue]);
    return { kind: 'awkward', shape: element.outline.shape ?? [0], form, buffers };
  },
};
