/** Lists of colours in `uns`: whether a list is one, and whose colours they are. Pure. */
import { toHex } from '../../plots/category-colors.ts';
import { type DataShadow, type ElemShadow, MuDataShadow, type OpenedShadow, toStrings, type Value } from '../../shadow/index.ts';
import { ownerOf } from '../../state/sheets/axes.ts';

export interface PaletteColor {
  /** As the file has it. */
  readonly text: string;
  /** `#rrggbb`; null for what is no colour. */
  readonly hex: string | null;
}

const SUFFIX = '_colors';
/** Longer lists are looked at as lists. */
const MOST_COLORS = 1000;

/** Whether an element may be a palette, before it is read. */
export function mayBePalette({ dtype, shape }: ElemShadow): boolean {
  return dtype === 'str' && shape?.length === 1 && (shape[0] ?? 0) > 0 && (shape[0] ?? 0) <= MOST_COLORS;
}

/** The colours, if all are: under a name that says so, one of them is enough. Null for any other list. */
export function paletteOf(value: Value, name: string): PaletteColor[] | null {
  if (value.kind !== 'string') return null;
  const colors = toStrings(value).map((text) => ({ text, hex: toHex(text) }));
  if (name.endsWith(SUFFIX)) return colors.some(({ hex }) => hex) ? colors : null;
  // matplotlib takes numbers for greys; a list of numbers is a list of numbers.
  return colors.every(({ text, hex }) => hex && !/^[\d.]+$/.test(text)) ? colors : null;
}

/** The obs (or var) column whose categories the colours are of: `celltype_colors`, or `rna:celltype_colors` in a MuData. */
export function paletteColumn(data: OpenedShadow, path: string): ElemShadow | null {
  const { owner, names } = ownerOf(data, path);
  const [slot, key, ...below] = names;
  if (!owner || slot !== 'uns' || !key?.endsWith(SUFFIX) || below.length > 0) return null;
  const column = key.slice(0, -SUFFIX.length);
  const own = columnOf(owner, column);
  if (own) return own;
  const colon = column.indexOf(':');
  const modality = data instanceof MuDataShadow && colon > 0 ? data.mod.get(column.slice(0, colon)) : undefined;
  return modality ? columnOf(modality, column.slice(colon + 1)) : null;
}

function columnOf(owner: DataShadow, column: string): ElemShadow | null {
  const found = owner.obs.get(column) ?? owner.var.get(column);
  return found?.dtype === 'category' ? found : null;
}
