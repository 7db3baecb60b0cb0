/**
 * One colour for each category: the file's own where it has a usable one, else the default palette's. Pure.
 * A bad value costs only itself.
 */
import { color } from 'd3-color';
import { defaultPalette } from './palettes.ts';

export interface CategoryColors {
  /** `#rrggbb`, one for each category. */
  readonly colors: readonly string[];
  /** Categories whose colour in the file could not be used, with what was found. */
  readonly unusable: readonly { readonly category: string; readonly found: string }[];
  readonly fromFile: boolean;
}

/** matplotlib's names for tab10, which CSS does not know. */
const TABLEAU = new Map(
  ['blue', 'orange', 'green', 'red', 'purple', 'brown', 'pink', 'gray', 'olive', 'cyan'].map((name, i) => [
    `tab:${name}`,
    defaultPalette(10)[i] as string,
  ]),
);

export function categoryColors(categories: readonly string[], inFile: readonly (string | null)[] | null): CategoryColors {
  const defaults = defaultPalette(categories.length).map((value) => toHex(value) ?? '#808080');
  const unusable: { category: string; found: string }[] = [];
  const colors = categories.map((category, i) => {
    if (!inFile) return defaults[i] as string;
    const found = inFile[i];
    const hex = found == null ? null : toHex(found);
    if (!hex) unusable.push({ category, found: found ?? 'none' });
    return hex ?? (defaults[i] as string);
  });
  return { colors, unusable, fromFile: inFile !== null };
}

/** Any way matplotlib and CSS share of writing a colour; null if it is none. Transparency is dropped: points have their own. */
export function toHex(text: string): string | null {
  const name = text.trim().toLowerCase();
  // matplotlib's greys: a number between 0 and 1.
  const grey = /^(0?\.\d+|[01](\.0*)?)$/.test(name) ? Math.round(Number(name) * 255) : null;
  if (grey !== null) return `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
  const parsed = color(TABLEAU.get(name) ?? name);
  return parsed && name !== 'transparent' ? parsed.formatHex() : null;
}

/** RGBA bytes of colours in rows of 256, padded, as the point layer's palette texture wants them. `alphaOf` 0 hides. */
export function toTexture(colors: readonly string[], alphaOf: (category: number) => number = () => 255): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(1, Math.ceil(colors.length / 256)) * 256 * 4);
  colors.forEach((hex, i) => {
    const value = Number.parseInt(hex.slice(1), 16);
    bytes.set([value >> 16, (value >> 8) & 255, value & 255, alphaOf(i)], i * 4);
  });
  return bytes;
}
