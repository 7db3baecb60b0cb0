/**
 * Names and numbers as text in the part of an address after `#`. Pure. What separates parts there (`& = : / , ; @ ..`) is encoded in names,
 * so that it means nothing else; and what programs cut off when they make links of text.
 */

/** No name: `~` is encoded in these. */
const MISSING = '~missing';
const EMPTY = '~empty';

export function nameText(name: string): string {
  if (name === '') return EMPTY;
  return encodeURIComponent(wellFormed(name)).replace(
    /[!'()*~]|\.$/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Undefined for what is no name. */
export function readName(text: string): string | undefined {
  if (text === EMPTY) return '';
  if (text === '' || text.startsWith('~')) return undefined;
  try {
    return wellFormed(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}

/** Half of a surrogate pair stands for nothing, and cannot be encoded. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A category: null = missing; of a boolean column its value. */
export function categoryText(name: string | boolean | null): string {
  if (name === null) return MISSING;
  return typeof name === 'boolean' ? `~${name}` : nameText(name);
}

export function readCategory(text: string): string | boolean | null | undefined {
  if (text === MISSING) return null;
  if (text === '~true' || text === '~false') return text === '~true';
  return readName(text);
}

/** `a,b`; '' = none. */
export function listText<T>(items: readonly T[], itemText: (item: T) => string): string {
  return items.map(itemText).join(',');
}

/** Undefined if one of the items is none. */
export function readList<T>(text: string, readItem: (text: string) => T | undefined): T[] | undefined {
  const items = text === '' ? [] : text.split(',').map(readItem);
  return items.includes(undefined) ? undefined : (items as T[]);
}

/** A path in the file: its names, with `/` between them. */
export function pathText(path: string): string {
  return path.split('/').map(nameText).join('/');
}

export function readPath(text: string): string | undefined {
  const names = text.split('/').map(readName);
  return names.includes(undefined) ? undefined : names.join('/');
}

/** As short as it comes back the same; `+` means a space to some programs. */
export function numberText(value: number): string {
  return String(value).replace('+', '');
}

export function readNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text)) return undefined;
  // There is one zero: −0 + 0 is 0.
  const number = Number(text) + 0;
  return Number.isFinite(number) ? number : undefined;
}

/** `0..3.2`; null = open at that end. */
export function rangeText(from: number | null, to: number | null): string {
  return `${from === null ? '' : numberText(from)}..${to === null ? '' : numberText(to)}`;
}

export function readRange(text: string): { from: number | null; to: number | null } | undefined {
  const ends = text.split('..');
  const [from, to] = ends.map((end) => (end === '' ? null : readNumber(end)));
  return ends.length === 2 && from !== undefined && to !== undefined ? { from, to } : undefined;
}
