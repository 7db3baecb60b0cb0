/** A list of genes as people type or paste it, and which genes it names. Pure. */
import { nameAt, symbolAt } from '../../compute/name-index.ts';
import { fieldsNamed } from '../../compute/name-lookup.ts';
import { similarNames } from '../../compute/similar.ts';
import type { GeneIndex } from './gene-names.ts';
import { geneName } from './search-item.ts';

/** What surrounds names in code and in prose. */
const AROUND = /^["'“”‘’«»`[\](){}]+|["'“”‘’«»`[\](){}]+$/g;
const VERSION = /^(ENS\w*\d{6,})\.\d+$/i;

/**
 * The names of a list, each once: between commas, semicolons, tabs and line breaks, and between spaces where what is between the others
 * is no name itself. Null for what is a single name.
 */
export function listedNames(text: string, indexes: readonly GeneIndex[]): string[] | null {
  const isKnown = (name: string): boolean => indexes.some((index) => fieldsNamed(index, name).length > 0);
  const pieces = text.split(/[,;\t\r\n]+/).map((piece) => piece.trim());
  const names = pieces.flatMap((piece) =>
    isKnown(piece) ? [piece] : piece.split(/\s+/).map((word) => (isKnown(word) ? word : word.replaceAll(AROUND, ''))),
  );
  const distinct = [...new Set(names)].filter((name) => name !== '');
  return distinct.length > 1 ? distinct : null;
}

/** Whether a text can only be a list: nothing else has these in it. */
export function isSurelyList(text: string): boolean {
  return /[,;\t\r\n]/.test(text);
}

/** Which gene a name means. */
export interface Named {
  /** The first of those that have exactly this name or symbol, else one in another case, where that is the same for all; null where there is none. */
  readonly row: number | null;
  /** All that it can mean. */
  readonly rows: readonly number[];
}

/** @param has whether a row is one of those that can be meant */
export function rowNamed(index: GeneIndex, name: string, has: (row: number) => boolean = () => true): Named {
  const fields = fieldsNamed(index, name).filter((field) => has(field >> 1));
  const version = VERSION.exec(name)?.[1];
  if (fields.length === 0 && version !== undefined) return rowNamed(index, version, has);
  const own = fields.filter((field) => field % 2 === 1 && nameAt(index, field >> 1) === name);
  const called = fields.filter((field) => field % 2 === 0 && symbolAt(index, field >> 1) === name);
  const best = own.length > 0 ? own : called.length > 0 ? called : fields;
  const rows = [...new Set(best.map((field) => field >> 1))];
  const spellings = new Set(best.map((field) => (field % 2 === 1 ? nameAt : symbolAt)(index, field >> 1)));
  return { row: rows.length === 1 || spellings.size === 1 ? (rows[0] ?? null) : null, rows };
}

const nearest = new WeakMap<GeneIndex, Map<string, { readonly names: readonly string[]; readonly distance: number }>>();

/** The one known name that is a slip away from an unknown one; null where there is none, or more than one as near. */
export function nearestName(indexes: readonly GeneIndex[], name: string): string | null {
  const found = indexes.map((index) => nearestIn(index, name));
  const least = Math.min(...found.map(({ distance }) => distance));
  const names = new Set(found.filter(({ distance }) => distance === least).flatMap((near) => near.names));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : null;
}

/** Kept: a list is looked at again with each key. */
function nearestIn(index: GeneIndex, name: string): { readonly names: readonly string[]; readonly distance: number } {
  const kept = nearest.get(index) ?? new Map();
  nearest.set(index, kept);
  let near = kept.get(name);
  if (!near) {
    const similar = similarNames(index, name, 2);
    const distance = similar[0]?.distance ?? Number.POSITIVE_INFINITY;
    near = { distance, names: similar.filter((other) => other.distance === distance).map(({ row }) => geneName(index, row)) };
    kept.set(name, near);
  }
  return near;
}
