/** Text in loom files: loompy writes what is not ASCII as XML entities, `&#945;` for α. Pure. */
import { packStrings } from '../arrays/from-js.ts';
import { toStrings } from '../arrays/items.ts';
import type { Conversion } from './conversion.ts';

const AMPERSAND = 0x26;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Python's `html.unescape`, as far as loompy writes it: by number, and XML's five by name. */
export const ENTITIES: Conversion = {
  dtype: 'str',
  convert(value) {
    if (value.kind !== 'string' || !value.bytes.includes(AMPERSAND)) return value;
    return { ...packStrings(toStrings(value).map(unescapeEntities)), shape: value.shape };
  },
};

function unescapeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (entity, decimal, hexadecimal, name) => {
    if (name) return NAMED[name] as string;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
