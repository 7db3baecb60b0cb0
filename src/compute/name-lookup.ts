/**
 * Whole names and symbols, whatever their case, by a table of hashes: five hundred of them in 60,000 in a millisecond. Pure kernels;
 * the table is made in the compute worker, and looked into on the page.
 */
import { fold } from './fold.ts';
import type { NameIndex } from './name-index.ts';

export interface NameSlots {
  /** Open addressing: of each text the first field stands, counted from 1, at its hash or in the next free slot. */
  readonly slots: Uint32Array<ArrayBuffer>;
  /** For each field the next one with the same text, counted from 1; 0 = none. A file may have one symbol for all of its genes. */
  readonly next: Uint32Array<ArrayBuffer>;
}

/** Empty fields are left out. */
export function makeSlots(folded: readonly string[]): NameSlots {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * folded.length + 1)));
  const next = new Uint32Array(folded.length);
  // From the last to the first, so that each goes in front of those like it.
  for (let i = folded.length - 1; i >= 0; i--) {
    const field = folded[i] as string;
    const length = field.length - 1;
    if (length === 0) continue;
    let at = hashOf(field, length) & (slots.length - 1);
    while (slots[at] && folded[(slots[at] as number) - 1] !== field) at = (at + 1) & (slots.length - 1);
    next[i] = slots[at] as number;
    slots[at] = i + 1;
  }
  return { slots, next };
}

/** Fields that are this text, whatever its case, in the order of the index. */
export function fieldsNamed({ slots, next, folded, foldedStarts }: NameIndex, text: string): number[] {
  const wanted = `${fold(text)}\n`;
  const isWanted = (field: number): boolean => {
    const start = foldedStarts[field] as number;
    return (foldedStarts[field + 1] as number) - start === wanted.length && folded.startsWith(wanted, start);
  };
  let at = hashOf(wanted, wanted.length - 1) & (slots.length - 1);
  while (slots[at] && !isWanted((slots[at] as number) - 1)) at = (at + 1) & (slots.length - 1);
  const fields: number[] = [];
  for (let field = slots[at] as number; field > 0; field = next[field - 1] as number) fields.push(field - 1);
  return fields;
}

/** FNV-1a over the code units. */
function hashOf(text: string, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
