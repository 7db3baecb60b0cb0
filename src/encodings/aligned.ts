/**
 * What AnnData makes of its parts: tables that are not in the file, one-dimensional matrices as one column, and a check that everything has
 * as many rows and columns as there are cells and genes. Runs on the file side, pure.
 * Source: AnnData._init_as_actual and _infer_shape in anndata's `_core/anndata.py`, AlignedMapping._validate_value in
 * `_core/aligned_mapping.py`. They refuse the whole file; here the part that does not fit is kept with its problem.
 */
import { sliceArray } from '../arrays/slice.ts';
import type { ArrayValue } from '../protocol/values.ts';
import type { StorageNode } from '../storage/storage.ts';
import { array, recArray, stringArray } from './array.ts';
import { dict, raw } from './container.ts';
import { dataframe, emptyFrame, makeFrame } from './dataframe.ts';
import { makeElement } from './element.ts';
import type { Element, Encoding } from './encoding.ts';
import { nullEncoding } from './scalar.ts';
import { madeOf, withProblem } from './virtual.ts';

/** A length, or undefined where any will do. */
type Lengths = readonly (number | undefined)[];

/** The members of an AnnData, with obs and var among them. */
export function alignAnnData(node: StorageNode, members: readonly Element[]): Element[] {
  const size = {
    obs: rowsOf(members, 'obs', { X: 0, layers: 0, obsm: 0, obsp: 0, raw: 0 }),
    var: rowsOf(members, 'var', { X: 1, layers: 1, varm: 0, varp: 0 }),
  };
  return alignSlots(node, members, size).map((member) => {
    if (member.node.name === 'X') return checked(member, [size.obs, size.var]);
    if (member.node.name === 'layers') return slot(member, (layer) => checked(layer, [size.obs, size.var]));
    return member.encoding === raw || member.node.name === 'raw' ? alignRaw(member, size.obs) : member;
  });
}

/** The members of a MuData, which has no matrices of its own. */
export function alignMuData(node: StorageNode, members: readonly Element[]): Element[] {
  const size = {
    obs: rowsOf(members, 'obs', { obsmap: 0, obsm: 0, obsp: 0 }),
    var: rowsOf(members, 'var', { varmap: 0, varm: 0, varp: 0 }),
  };
  return alignSlots(node, members, size).map((member) => (/^(obs|var)map$/.test(member.node.name) ? slot(member) : member));
}

function alignSlots(node: StorageNode, members: readonly Element[], size: { obs: number; var: number }): Element[] {
  const aligned = members.map((member) => {
    const { name } = member.node;
    if (name === 'obs' || name === 'var') return table(member, size[name]);
    if (name === 'obsm') return slot(member, (matrix) => checked(asMatrix(matrix), [size.obs]));
    if (name === 'varm') return slot(member, (matrix) => checked(asMatrix(matrix), [size.var]));
    if (name === 'obsp') return slot(member, (matrix) => checked(matrix, [size.obs, size.obs]));
    if (name === 'varp') return slot(member, (matrix) => checked(matrix, [size.var, size.var]));
    return member;
  });
  const absent = (['obs', 'var'] as const).filter((name) => !members.some((member) => member.node.name === name));
  return [...aligned, ...absent.map((name) => emptyFrame(node.path, name, size[name]))];
}

function alignRaw(member: Element, nObs: number): Element {
  const { children } = member;
  if (children.length === 0) return member;
  const nVars = rowsOf(children, 'var', { X: 1, varm: 0 });
  const aligned = children.map((child) => {
    if (child.node.name === 'X') return checked(child, [nObs, nVars]);
    if (child.node.name === 'var') return table(child, nVars);
    return child.node.name === 'varm' ? slot(child, (matrix) => checked(asMatrix(matrix), [nVars])) : child;
  });
  const hasVar = children.some((child) => child.node.name === 'var');
  return makeElement(member.node, raw, hasVar ? aligned : [...aligned, emptyFrame(member.node.path, 'var', nVars)]);
}

/** A group that does not say that it is a data frame is one where obs or var must be; what cannot be one has its place and its problem. */
function table(member: Element, rows: number): Element {
  const { problem, encoding, path } = member.outline;
  if (member.encoding.type === dataframe.type && !problem) {
    const columns = member.children.filter((child) => child.node.name !== member.outline.frame?.index);
    return indexInFile(member) ? member : makeFrame(member.node, columns, rows);
  }
  if (member.encoding === dict && !problem) return makeFrame(member.node, member.children, rows);
  const reason = problem ?? { tag: 'unsupported' as const, message: `${path} is a ${encoding}, but a data frame is needed.` };
  const { node, outline, children } = makeFrame({ ...member.node, group: true, attributes: [] }, [], rows);
  const unnamed = children.map((index) => withProblem(index, reason));
  return withProblem(
    { node, encoding: dataframe, children: unnamed, outline: { ...outline, children: unnamed.map((c) => c.outline) } },
    reason,
  );
}

function slot(group: Element, align: (member: Element) => Element = (member) => member): Element {
  const { problem, encoding, path } = group.outline;
  // None stands for no matrices.
  if (problem || encoding === nullEncoding.type) return group;
  if (group.encoding !== dict)
    return withProblem(group, { tag: 'unsupported', message: `${path} is a ${encoding}, but a dict is needed.` });
  return makeElement(group.node, dict, group.children.map(align));
}

/** One dimension becomes one column, as in AlignedMapping._validate_value. */
function asMatrix(element: Element): Element {
  const { shape } = element.outline;
  if (shape?.length !== 1 || ![array.type, stringArray.type, recArray.type].includes(element.encoding.type)) return element;
  const encoding: Encoding = {
    type: element.encoding.type,
    summarize: () => ({ shape: [...shape, 1], dtype: element.outline.dtype }),
    async read(_self, selection, context) {
      const values = (await element.encoding.read?.(element, selection && [selection[0] ?? null], context)) as ArrayValue;
      return sliceArray(oneColumn(values), [null, selection?.[1] ?? null]);
    },
  };
  return madeOf(element, makeElement(element.node, encoding, element.children));
}

function oneColumn(values: ArrayValue): ArrayValue {
  const shape = [...values.shape, 1];
  return values.kind === 'record'
    ? { ...values, shape, fields: values.fields.map(([name, field]) => [name, oneColumn(field)]) }
    : { ...values, shape };
}

/** A data frame or a ragged array is checked by its rows. */
function checked(element: Element, lengths: Lengths): Element {
  const { shape, path, encoding } = element.outline;
  if (!shape || encoding === 'null') return element;
  const fits = lengths.every((length, axis) => length === undefined || shape[axis] === length);
  const isMatrix = lengths.length < 2 || shape.length === 2;
  if (fits && isMatrix) return element;
  return withProblem(element, {
    tag: 'mismatch',
    message: `${path} has the shape ${shape.join(' × ')}, but ${lengths.join(' × ')}${lengths.length === 1 ? ' rows are' : ' is'} needed.`,
    hint: 'It cannot be told which of its values belong to which cell or gene. Everything else still works.',
  });
}

/** How many rows a table has: by its index, else by what lies along it, else by its columns. */
function rowsOf(members: readonly Element[], name: string, along: Readonly<Record<string, number>>): number {
  const found = members.find((member) => member.node.name === name && !member.outline.problem);
  const rows = found?.outline.frame ? found.outline.shape?.[0] : undefined;
  if (found && rows !== undefined && indexInFile(found)) return rows;
  return lengthAlong(members, along) ?? rows ?? 0;
}

function indexInFile(frame: Element): Element | undefined {
  return frame.children.find(({ node }) => node.name === frame.outline.frame?.index && (node.group || node.dtype !== null));
}

/** The first length that any of these slots knows, by the axis that counts. */
function lengthAlong(members: readonly Element[], along: Readonly<Record<string, number>>): number | undefined {
  for (const [name, axis] of Object.entries(along)) {
    const member = members.find((candidate) => candidate.node.name === name);
    for (const { outline } of member?.outline.shape ? [member] : (member?.children ?? [])) {
      const length = outline.problem ? undefined : outline.shape?.[axis];
      if (length !== undefined) return length;
    }
  }
  return undefined;
}
