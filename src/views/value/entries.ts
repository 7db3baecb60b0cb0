/** What is in a dict, as an indented list; and dicts whose members are tables of the same groups. Pure. */
import { ElemShadow, MapShadow, type ShadowNode, type Slot } from '../../shadow/index.ts';

export interface Entry {
  readonly depth: number;
  readonly shadow: ShadowNode;
}

/** Read with the dict, in bytes; larger ones are opened by themselves. */
const MOST_BYTES = 4096;
/** What a string weighs before it is known: its reference, and some letters. */
const STRING_BYTES = 24;

/** Members in their order, those of a dict behind it. */
export function entriesOf(shadow: ShadowNode, depth = 0): Entry[] {
  return [...shadow.children().values()].flatMap((child) => [
    { depth, shadow: child },
    ...(child instanceof ElemShadow || child.node?.encoding === 'dataframe' ? [] : entriesOf(child, depth + 1)),
  ]);
}

/** Another one whenever something is added to the dict, or to one in it. */
export function editionOf(dict: Slot): string {
  return [dict, ...entriesOf(dict).map(({ shadow }) => shadow)]
    .map((shadow) => (shadow instanceof MapShadow ? shadow.edition : ''))
    .join(',');
}

/** Whether an element fits in a line: a single value, or a short list. */
export function isShort(shadow: ShadowNode): shadow is ElemShadow {
  if (!(shadow instanceof ElemShadow) || shadow.node?.problem || ['record', 'awkward'].includes(shadow.dtype ?? '')) return false;
  const { shape, dtype } = shadow;
  if (!shape || shape.length === 0) return true;
  if (shape.length > 1) return false;
  const each = dtype === 'str' ? STRING_BYTES : 8;
  return (shape[0] ?? 0) * each <= MOST_BYTES;
}

/** In the order in which they are read, as scanpy documents them. */
const FIRST = ['names', 'scores', 'logfoldchanges', 'pvals', 'pvals_adj', 'pts', 'pts_rest'];

/** The record arrays of a dict such as `rank_genes_groups`, if there are several and all have as many rows; else none. */
export function groupTables(dict: Slot): ElemShadow[] {
  const tables = [...dict.values()].filter(
    (member): member is ElemShadow => member instanceof ElemShadow && member.dtype === 'record' && member.shape?.length === 1,
  );
  const rows = tables[0]?.shape?.[0];
  if (tables.length < 2 || tables.some(({ shape }) => shape?.[0] !== rows)) return [];
  const place = ({ name }: ElemShadow): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return tables.sort((a, b) => place(a) - place(b));
}
