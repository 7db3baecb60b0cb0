/** Encoding `categorical`: codes and categories; and the one of before 0.8, whose codes refer to their categories. Runs on the file side. */
import { lengthOf } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { ArrayValue, Categorical, NumberData, Value } from '../protocol/values.ts';
import { readDataset } from './array.ts';
import { isTrue, textAttribute } from './attributes.ts';
import { type Element, type Encoding, member, type ReadContext, readMember } from './encoding.ts';

export const categorical: Encoding = {
  type: 'categorical',
  summarize: (node, children) => ({ shape: member({ node, children }, 'codes').node.shape, dtype: 'category' }),
  async read(element, selection, context) {
    const codes = await readDataset(member(element, 'codes'), selection, context);
    const categories = await readMember(element, 'categories', context);
    return toCategorical(element.node.path, codes, categories, isTrue(element.node, 'ordered'));
  },
};

/** A column of anndata 0.7: integers whose attribute `categories` refers to `__categories/<column>` (`read_series` in anndata's specs/methods.py). */
export const referredCategorical: Encoding = {
  type: 'categorical',
  summarize: (node) => ({ shape: node.shape, dtype: 'category' }),
  async read(element, selection, context) {
    const { path } = element.node;
    const at = await categoriesPath(element, context);
    const parent = at?.split('/').slice(0, -1).join('/');
    const node = (await context.storage.list(parent ?? '')).find((candidate) => candidate.path === at);
    if (!node) throw new ShadowError({ tag: 'corrupt', path, message: `${path} refers to categories that are not in the file.` });
    const codes = await readDataset(element, selection, context);
    const categories = await context.storage.read(node, null, context);
    return toCategorical(path, codes, categories, isTrue(node, 'ordered'));
  },
};

/** By an object reference, or by a path beside the column where a tool wrote text. */
async function categoriesPath({ node }: Element, context: ReadContext): Promise<string | null> {
  const text = textAttribute(node, 'categories');
  if (text === undefined) return context.storage.resolveReference(node.path, 'categories');
  return text.startsWith('/') ? text.slice(1) : [...node.path.split('/').slice(0, -1), text].join('/');
}

/** @throws ShadowError `corrupt` where a code points to no category */
export function toCategorical(path: string, codes: ArrayValue, categories: Value, ordered: boolean): Categorical {
  const isList = categories.kind === 'string' || categories.kind === 'numeric' || categories.kind === 'boolean';
  if (codes.kind !== 'numeric' || !isList) {
    throw new ShadowError({
      tag: 'corrupt',
      path,
      message: `${path} is a categorical without integer codes or without a list of categories.`,
    });
  }
  const count = lengthOf(categories);
  const narrow = toCodes(codes.data);
  for (const code of narrow) {
    if (code < -1 || code >= count) {
      throw new ShadowError({ tag: 'corrupt', path, message: `${path} has the code ${code}, but only ${count} categories.` });
    }
  }
  // R writes a single category as a single value.
  return { kind: 'categorical', shape: codes.shape, codes: narrow, categories: { ...categories, shape: [count] }, ordered };
}

function toCodes(data: NumberData): Categorical['codes'] {
  if (data instanceof Int8Array || data instanceof Int16Array || data instanceof Int32Array) return data;
  // A fraction or a number beyond 32 bits is no code: it must not be taken for one.
  return Int32Array.from<number | bigint>(data as ArrayLike<number | bigint>, (code) => {
    const number = Number(code);
    return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : -2;
  });
}
