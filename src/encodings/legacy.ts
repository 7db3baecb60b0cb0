/**
 * Layouts of before anndata 0.7: `obs` and `var` as one compound dataset each, `obsm` and `varm` as compounds of arrays,
 * categories under `uns/<column>_categories`, `raw.X` and `raw.var` at the top level. Runs on the file side.
 * Source of the rules: anndata's own `_io/h5ad.py` (read_dataframe_legacy, _clean_uns) and `_io/specs`.
 * The outline shows them as today's layout, so that nothing else needs to know.
 */
import { ShadowError } from '../protocol/errors.ts';
import type { CompoundField } from '../storage/storage.ts';
import { dtypeOf, readDataset } from './array.ts';
import { toCategorical } from './categorical.ts';
import { dict, raw as rawGroup } from './container.ts';
import { makeElement } from './element.ts';
import type { Element, Encoding } from './encoding.ts';

/** The root's children with every legacy layout in today's shape; the same list where there is none. */
export function modernize(children: readonly Element[]): readonly Element[] {
  const uns = children.find((child) => child.node.name === 'uns');
  const modern = children.map((child) => {
    const isCompound = child.node.dtype?.kind === 'compound';
    if (isCompound && ['obs', 'var', 'raw.var'].includes(child.node.name)) return compoundFrame(child, uns);
    if (isCompound && ['obsm', 'varm', 'raw.varm'].includes(child.node.name)) return compoundDict(child);
    return child;
  });
  const rawParts = modern.filter((child) => child.node.name.startsWith('raw.'));
  if (rawParts.length === 0) return withoutCategories(modern, children);
  const renamed = rawParts.map((part) => rename(part, part.node.name.slice('raw.'.length)));
  const raw = makeElement(
    { ...(rawParts[0] as Element).node, name: 'raw', path: 'raw', group: true, dtype: null, shape: null, attributes: [] },
    rawGroup,
    renamed,
  );
  return withoutCategories([...modern.filter((child) => !rawParts.includes(child)), raw], children);
}

function rename(element: Element, name: string): Element {
  return { ...element, node: { ...element.node, name }, outline: { ...element.outline, name } };
}

/** anndata takes `<column>_categories` out of uns when it has made categoricals of them. */
function withoutCategories(modern: readonly Element[], before: readonly Element[]): readonly Element[] {
  const used = new Set(
    before
      .filter((child) => child.node.dtype?.kind === 'compound')
      .flatMap((child) => fieldsOf(child).map((field) => `${field.name}_categories`)),
  );
  if (used.size === 0) return modern;
  return modern.map((child) =>
    child.node.name === 'uns'
      ? makeElement(
          child.node,
          child.encoding,
          child.children.filter((item) => !used.has(item.node.name)),
        )
      : child,
  );
}

function fieldsOf(element: Element): readonly CompoundField[] {
  return element.node.dtype?.kind === 'compound' ? element.node.dtype.fields : [];
}

function compoundFrame(element: Element, uns: Element | undefined): Element {
  const fields = fieldsOf(element);
  const index = fields.find((field) => field.name === 'index' || field.name === '_index') ?? fields[0];
  const columns = fields.filter((field) => field !== index).map((field) => field.name);
  const children = fields.map((field) => {
    const categories = uns?.children.find((item) => item.node.name === `${field.name}_categories`);
    const isCode = field.dtype.kind === 'int' || field.dtype.kind === 'uint';
    return fieldElement(element, field, categories && isCode ? categoricalField(element, field, categories) : plainField(element, field));
  });
  const encoding: Encoding = {
    type: 'dataframe',
    summarize: (node) => ({
      shape: [node.shape?.[0] ?? 0, columns.length],
      dtype: null,
      frame: { index: index?.name ?? 'index', columns },
    }),
  };
  return makeElement(element.node, encoding, children);
}

function compoundDict(element: Element): Element {
  return makeElement(
    element.node,
    dict,
    fieldsOf(element).map((field) => fieldElement(element, field, plainField(element, field))),
  );
}

function fieldElement(element: Element, field: CompoundField, encoding: Encoding): Element {
  const { node } = element;
  const inner = field.dtype.kind === 'array' ? field.dtype : null;
  const shape = [...(node.shape ?? []), ...(inner?.shape ?? [])];
  return makeElement(
    {
      ...node,
      name: field.name,
      path: `${node.path}/${field.name}`,
      dtype: inner?.base ?? field.dtype,
      shape,
      attributes: [],
      group: false,
    },
    encoding,
    [],
  );
}

/** libhdf5 is asked for whole records: the other fields come along. */
function plainField(element: Element, field: CompoundField): Encoding {
  return {
    type: 'array',
    summarize: (node) => ({ shape: node.shape, dtype: dtypeOf(node) }),
    async read(_self, selection, context) {
      const record = await readDataset(element, selection ? [selection[0] ?? null] : null, context);
      const found = record.kind === 'record' && record.fields.find(([name]) => name === field.name)?.[1];
      if (found) return found;
      throw new ShadowError({ tag: 'corrupt', path: element.node.path, message: `${element.node.path} has no field ${field.name}.` });
    },
  };
}

function categoricalField(element: Element, field: CompoundField, categories: Element): Encoding {
  const codes = plainField(element, field);
  return {
    type: 'categorical',
    summarize: (node) => ({ shape: node.shape, dtype: 'category' }),
    async read(self, selection, context) {
      const values = await codes.read?.(self, selection, context);
      return toCategorical(self.node.path, values as never, await readDataset(categories, null, context), false);
    },
  };
}
