/** Names made ready to be searched while somebody types. Pure kernel, for the compute worker: the names go there once, and come back packed. */
import { itemAt, lengthOf, namesOf } from '../arrays/items.ts';
import { pythonText } from '../arrays/python-text.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { fold } from './fold.ts';
import { makeSlots, type NameSlots } from './name-lookup.ts';
import { lettersIn } from './similar.ts';

/** One table of names, and what each is also called; null where there is none. */
export interface NameList {
  readonly names: ArrayValue;
  readonly symbols: ArrayValue | null;
}

/** Distinct names, those of `var` first, then what only `raw.var` has. Two fields a name, packed: its symbol ('' = none), and itself. */
export interface NameIndex extends NameSlots {
  readonly text: string;
  /** Where each field starts in `text`, and where the last one ends. */
  readonly textStarts: Uint32Array<ArrayBuffer>;
  /** The same in lower case, each field ended by a line break. */
  readonly folded: string;
  readonly foldedStarts: Uint32Array<ArrayBuffer>;
  /** For each name: `IN_VAR`, `IN_RAW`, or both. */
  readonly where: Uint8Array<ArrayBuffer>;
  /** Which letters are in each folded field: see `lettersIn`. */
  readonly letters: Uint32Array<ArrayBuffer>;
  /** How many times a name is in var, or in raw.var, up to 255: the first is the one that is meant. */
  readonly copies: Uint8Array<ArrayBuffer>;
}

export const IN_VAR = 1;
export const IN_RAW = 2;

/** @param raw the names of raw.var, where there is one */
export function indexNames(own: NameList | null, raw: NameList | null): NameIndex {
  const rows = new Map<string, number>();
  const fields: string[] = [];
  /** Adds what is new; answers how often each row is in the list. */
  const add = (list: NameList | null): number[] => {
    const times: number[] = [];
    if (!list) return times;
    const symbols = list.symbols && symbolsOf(list.symbols);
    namesOf(list.names).forEach((name, i) => {
      let row = rows.get(name);
      if (row === undefined) {
        row = rows.size;
        rows.set(name, row);
        fields.push(symbols && symbols[i] !== name ? (symbols[i] ?? '') : '', name);
      }
      times[row] = (times[row] ?? 0) + 1;
    });
    return times;
  };
  const [inVar, inRaw] = [add(own), add(raw)];
  const folded = fields.map((field) => `${fold(field)}\n`);
  return {
    text: fields.join(''),
    textStarts: startsOf(fields),
    folded: folded.join(''),
    foldedStarts: startsOf(folded),
    letters: Uint32Array.from(folded, (field) => lettersIn(field, 0, field.length - 1)),
    ...makeSlots(folded),
    where: Uint8Array.from({ length: rows.size }, (_, row) => (inVar[row] ? IN_VAR : 0) | (inRaw[row] ? IN_RAW : 0)),
    copies: Uint8Array.from({ length: rows.size }, (_, row) => Math.min(255, Math.max(inVar[row] ?? 0, inRaw[row] ?? 0))),
  };
}

/** What is missing has no symbol. */
function symbolsOf(value: ArrayValue): string[] {
  return Array.from({ length: lengthOf(value) }, (_, i) => {
    const item = itemAt(value, i);
    return item === null ? '' : pythonText(item, false);
  });
}

function startsOf(texts: readonly string[]): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, i) => {
    starts[i + 1] = (starts[i] as number) + text.length;
  });
  return starts;
}

export function nameAt({ text, textStarts }: NameIndex, row: number): string {
  return text.slice(textStarts[2 * row + 1], textStarts[2 * row + 2]);
}

/** '' where it has none. */
export function symbolAt({ text, textStarts }: NameIndex, row: number): string {
  return text.slice(textStarts[2 * row], textStarts[2 * row + 1]);
}
