/**
 * Whole names and symbols, whatever their case, by a table of hashes: five hundred of them in 60,000 in a millisecond. Pure kernels;
 * the table is made in the compute worker, and looked into on the page.
 */
import { fold } from './fold.ts';
import type { NameIndex } from './name-index.ts';

/** Open addressing: a field stands, counted from 1, at its hash or in the next free slot. Empty fields are left out. */
export function makeSlots(folded: readonly string[]): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * folded.length + 1)));
  folded.forEach((field, i) => {
    const length = field.length - 1;
    if (length === 0) return;
    let at = hashOf(field, length) & (slots.length - 1);
    while (slots[at]) at = (at + 1) & (slots.length - 1);
    slots[at] = i + 1;
  });
  return slots;
}

/** Fields that are this text, whatever its case, in the order of the index. */
export function fieldsNamed({ slots, folded, foldedStarts }: NameIndex, text: string): number[] {
  const wanted = `${fold(text)}\n`;
  const fields: number[] = [];
  for (let at = hashOf(wanted, wanted.length - 1) & (slots.length - 1); slots[at]; at = (at + 1) & (slots.length - 1)) {
    const field = (slots[at] as number) - 1;
    const start = foldedStarts[field] as number;
    if ((foldedStarts[field + 1] as number) - start === wanted.length && folded.startsWith(wanted, start)) fields.push(field);
  }
  return fields.sort((a, b) => a - b);
}

/** FNV-1a over the code units. */
function hashOf(text: string, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
