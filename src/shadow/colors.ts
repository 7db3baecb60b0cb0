/** Where a file keeps the colours of a categorical: `uns['<column>_colors']`, in the order of the categories. Pure. */
import { ElemShadow } from './elem-shadow.ts';
import type { Slot } from './slot.ts';

export function colorsElement(uns: Slot, column: string): ElemShadow | undefined {
  const colors = uns.get(`${column}_colors`);
  return colors instanceof ElemShadow ? colors : undefined;
}
