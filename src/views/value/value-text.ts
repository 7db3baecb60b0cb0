/** Values in one line: scalars with all their digits, short lists. Pure. */
import { lengthOf, type Scalar, type Value } from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import { cellText, complexText, shortestFloat32 } from '../grid/cell-text.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const MOST_ITEMS = 20;

export function valueText(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return scalarText(value);
    case 'null':
      return 'None';
    case 'sparse':
    case 'awkward':
    case 'record':
      return plural(value.shape[0] ?? 0, 'row');
    default: {
      const items = Array.from({ length: Math.min(MOST_ITEMS, lengthOf(value)) }, (_, at) => cellText({ value, at }) ?? 'missing');
      const more = lengthOf(value) > MOST_ITEMS ? `, … ${plural(lengthOf(value), 'item')}` : '';
      return `[${items.join(', ')}${more}]`;
    }
  }
}

function scalarText({ value, dtype }: Scalar): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return grouped.format(value);
  if (typeof value !== 'number') return complexText(value[0], value[1]);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped.format(value);
  return dtype === 'float32' && Number.isFinite(value) ? shortestFloat32(value) : String(value);
}
