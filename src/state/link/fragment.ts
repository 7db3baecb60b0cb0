/** The part of an address after `#` as `key=text` with `&` between them. Pure; text that comes from anywhere never throws. */
import { readName } from './name-text.ts';

export interface Part {
  readonly key: string;
  readonly text: string;
  /** What goes with it, in words; without it the part is never left out. */
  readonly about?: string;
}

/** Parts by their keys, as they are read. */
export interface Parts {
  /** The first one of a key; undefined where there is none, or it is not understood. */
  one<T>(key: string, read: (text: string) => T | undefined): T | undefined;
  /** All of a key, in their order. */
  all(key: string): readonly string[];
}

export function joinParts(parts: readonly Part[]): string {
  return parts.map(({ key, text }) => `${key}=${text}`).join('&');
}

/** @param hash with its `#` or without; also of a link that was encoded as a whole, or for HTML, on its way here */
export function splitParts(hash: string): Parts {
  const text = hash.replace(/^#/, '');
  const plain = text.includes('=') ? text : (readName(text) ?? '');
  const found = new Map<string, string[]>();
  for (const part of plain.split(/&(?:amp;)?/)) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    const key = part.slice(0, at);
    const texts = found.get(key) ?? [];
    texts.push(part.slice(at + 1));
    found.set(key, texts);
  }
  const all = (key: string): readonly string[] => found.get(key) ?? [];
  return {
    all,
    one(key, read) {
      const [first] = all(key);
      return first === undefined ? undefined : read(first);
    },
  };
}

/** Without the members that are undefined: so that they do not hide what there is already. */
export function known<T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
