/** Encoding `categorical`: codes and categories; and the one of before 0.8, whose codes refer to their categories. Runs on the file side. */
import { ShadowError } from '../protocol/errors.ts';
import { attributeOf } from '../protocol/outline.ts';
import type { ArrayValue, Categorical, NumberData, Value } from '../protocol/values.ts';
import { readDataset } from './array.ts';
import { type Encoding, member, readMember } from './encoding.ts';

export const categorical: Encoding = {
  type: 'categorical',
  summarize: (node, children) => ({ shape: member({ node, children }, 'codes').node.shape, dtype: 'category' }),
  async read(element, selection, context) {
    const codes = await readDataset(member(element, 'codes'), selection, context);
    const categories = await readMember(element, 'categories', context);
    return toCategorical(element.node.path, codes, categories, truth(attributeOf(element.node, 'ordered')));
  },
};

/** A column of anndata 0.7: integers whose attribute `categories` refers to `__categories/<column>`. */
export const referredCategorical: Encoding = {
  type: 'categorical',
  summarize: (node) => ({ shape: node.shape, dtype: 'category' }),
  async read(element, selection, context) {
    const { path } = element.node;
    const at = await context.storage.resolveReference(path, 'categories');
    const parent = at?.split('/').slice(0, -1).join('/');
    const node = (await context.storage.list(parent ?? '')).find((candidate) => candidate.path === at);
    if (!node) throw new ShadowError({ tag: 'corrupt', path, message: `${path} refers to categories that are not in the file.` });
    const codes = await readDataset(element, selection, context);
    const categories = await context.storage.read(node, null, context);
    return toCategorical(path, codes, categories, truth(attributeOf(node, 'ordered')));
  },
};

/** @throws ShadowError `corrupt` where a code points to no category */
export function toCategorical(path: string, codes: ArrayValue, categories: Value, ordered: boolean): Categorical {
  if (codes.kind !== 'numeric' || (categories.kind !== 'string' && categories.kind !== 'numeric' && categories.kind !== 'boolean')) {
    throw new ShadowError({
      tag: 'corrupt',
      path,
      message: `${path} is a categorical without integer codes or without a list of categories.`,
    });
  }
  const count = categories.shape[0] ?? 0;
  const narrow = toCodes(codes.data);
  for (const code of narrow) {
    if (code < -1 || code >= count) {
      throw new ShadowError({ tag: 'corrupt', path, message: `${path} has the code ${code}, but only ${count} categories.` });
    }
  }
  return { kind: 'categorical', shape: codes.shape, codes: narrow, categories, ordered };
}

function toCodes(data: NumberData): Categorical['codes'] {
  if (data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array) return data;
  return Int32Array.from<number | bigint>(data as ArrayLike<number | bigint>, Number);
}

/** h5py writes a bool; other tools write 0 and 1, or "True". */
function truth(value: unknown): boolean {
  return value === true || value === 1 || value === 1n || value === 'True' || value === 'true' || value === 'TRUE';
}
