/** A single value or a short list, where it stands; colours as swatches. Page, React. */
import type { ElemShadow } from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import { PaletteView } from './PaletteView.tsx';
import { mayBePalette, paletteOf } from './palette.ts';
import { useValue } from './use-value.ts';
import styles from './value.module.css';
import { valueText } from './value-text.ts';

/** Longer texts have a sheet of their own. */
const MOST_LETTERS = 500;

interface InlineValueProps {
  readonly element: ElemShadow;
  /** Colours in one line, without their names. */
  readonly isCompact?: boolean;
}

export function InlineValue({ element, isCompact = false }: InlineValueProps) {
  const { value, error } = useValue(element);
  if (error) return <span className={styles.unreadable}>{error.message}</span>;
  if (!value) return <span className={styles.waiting}>…</span>;
  const colors = mayBePalette(element) ? paletteOf(value, element.name) : null;
  if (colors && !isCompact) return <PaletteView element={element} colors={colors} />;
  const text = colors ? plural(colors.length, 'colour') : valueText(value);
  return (
    <span className={styles.inline}>
      {colors?.map(({ hex }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: colours may repeat, their place does not
        <i key={i} className={styles.color} style={hex ? { background: hex } : undefined} data-none={!hex || undefined} />
      ))}
      {text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text}
    </span>
  );
}
