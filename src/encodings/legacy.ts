/**
 * Layouts of before anndata 0.7: `obs` and `var` as one compound dataset each, `obsm` and `varm` as compounds of arrays,
 * categories under `uns/<column>_categories`, `raw.X` and `raw.var` at the top level, the graphs of neighbours in `uns`. Runs on the file side.
 * Source of the rules: anndata's own `_io/h5ad.py` (read_dataframe_legacy), `_io/utils.py` (_read_legacy_raw) and `compat` (_clean_uns,
 * _move_adj_mtx). The outline shows them as today's layout, so that nothing else needs to know.
 */
import { lengthOf } from '../arrays/items.ts';
import { sliceArray } from '../arrays/slice.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { NumericArray } from '../protocol/values.ts';
import type { CompoundField, StorageNode } from '../storage/storage.ts';
import { array, dtypeOf, readDataset } from './array.ts';
import { toCategorical } from './categorical.ts';
import { dict, raw as rawGroup } from './container.ts';
import { makeElement } from './element.ts';
import type { Element, Encoding } from './encoding.ts';
import { csc, csr } from './sparse.ts';
import { groupOf, memberPath, renamed, virtualGroup } from './virtual.ts';

const RAW = 'raw.';

/** An AnnData's members with every legacy layout in today's shape; the same ones where there is none. */
export function modernize(node: StorageNode, members: readonly Element[]): readonly Element[] {
  return withoutGraphsInUns(node, withRawGroup(node, withTables(members)));
}

/** Categories are looked for only where obs is a compound, and never for raw, as in anndata. */
function withTables(members: readonly Element[]): readonly Element[] {
  const uns = members.find((member) => member.node.name === 'uns');
  const categories = isCompound(members.find((member) => member.node.name === 'obs')) ? (uns?.children ?? []) : [];
  const modern = members.map((member) => {
    if (!isCompound(member)) return member;
    const { name } = member.node;
    if (name === 'obs' || name === 'var') return compoundFrame(member, categories);
    if (name === `${RAW}var`) return compoundFrame(member, []);
    return ['obsm', 'varm', `${RAW}varm`].includes(name) ? compoundDict(member) : member;
  });
  return categories.length > 0 ? withoutCategories(modern) : modern;
}

function isCompound(element: Element | undefined): boolean {
  return element?.node.dtype?.kind === 'compound';
}

function withRawGroup(node: StorageNode, members: readonly Element[]): readonly Element[] {
  const parts = members.filter((member) => member.node.name.startsWith(RAW));
  if (parts.length === 0) return members;
  const group = groupOf(
    memberPath(node.path, 'raw'),
    rawGroup,
    parts.map((part) => renamed(part, part.node.name.slice(RAW.length))),
  );
  return [...members.filter((member) => !parts.includes(member)), group];
}

/** anndata takes `<column>_categories` out of uns when it has made categoricals of them. */
function withoutCategories(members: readonly Element[]): readonly Element[] {
  const used = new Set(
    members
      .filter((member) => member.node.name === 'obs' || member.node.name === 'var')
      .flatMap((member) => member.children.filter((column) => column.encoding.type === 'categorical'))
      .map((column) => `${column.node.name}_categories`),
  );
  return members.map((member) => (member.node.name === 'uns' ? without(member, used) : member));
}

function without(group: Element, names: ReadonlySet<string>): Element {
  return makeElement(
    group.node,
    group.encoding,
    group.children.filter((child) => !names.has(child.node.name)),
  );
}

/** Before 0.7 there was no obsp: the graphs lay in `uns/neighbors`. */
function withoutGraphsInUns(node: StorageNode, members: readonly Element[]): readonly Element[] {
  const uns = members.find((member) => member.node.name === 'uns');
  const neighbors = uns?.children.find((child) => child.node.name === 'neighbors' && child.encoding === dict);
  const graphs = neighbors?.children.filter(isGraph) ?? [];
  if (!uns || !neighbors || graphs.length === 0) return members;
  const names = new Set(graphs.map((graph) => graph.node.name));
  const rest = without(neighbors, names);
  const modernUns = makeElement(
    uns.node,
    uns.encoding,
    uns.children.map((child) => (child === neighbors ? rest : child)),
  );
  const obsp = members.find((member) => member.node.name === 'obsp');
  const pairs = obsp?.children.filter((child) => !names.has(child.node.name)) ?? [];
  const modernObsp = makeElement(obsp?.node ?? virtualGroup(memberPath(node.path, 'obsp')), dict, [...pairs, ...graphs]);
  return [...members.filter((member) => member !== uns && member !== obsp), modernUns, modernObsp];
}

function isGraph({ node, encoding, outline }: Element): boolean {
  const isMatrix = encoding === csr || encoding === csc || (encoding === array && outline.shape?.length === 2);
  return isMatrix && (node.name === 'distances' || node.name === 'connectivities');
}

function fieldsOf(element: Element): readonly CompoundField[] {
  return element.node.dtype?.kind === 'compound' ? element.node.dtype.fields : [];
}

/** The first field is the index, whatever its name. */
function compoundFrame(element: Element, categoriesInUns: readonly Element[]): Element {
  const fields = fieldsOf(element);
  const [index] = fields;
  const columns = fields.slice(1).map((field) => field.name);
  const children = fields.map((field) => {
    const categories = categoriesInUns.find((item) => item.node.name === `${field.name}_categories`);
    const isCode = field !== index && (field.dtype.kind === 'int' || field.dtype.kind === 'uint');
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
      if (found) return selection ? sliceArray(found, [null, ...selection.slice(1)]) : found;
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
      const values = (await codes.read?.(self, null, context)) as NumericArray;
      const list = await readDataset(categories, null, context);
      // anndata's way to tell that the categories are those of a column of the other table: too few for these codes.
      const isOther = values.data.some((code: number | bigint) => code >= lengthOf(list));
      return sliceArray(isOther ? values : toCategorical(self.node.path, values, list, false), selection ?? [null]);
    },
  };
}
