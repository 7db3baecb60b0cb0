/** A list of colours as swatches, with the categories they are for. Page, React. */
import { useMemo } from 'react';
import { categoryNames, type ElemShadow, type Selection } from '../../shadow/index.ts';
import { useShadow } from '../../state/react.tsx';
import { type PaletteColor, paletteColumn } from './palette.ts';
import { useValue } from './use-value.ts';
import styles from './value.module.css';

/** Every part of a column has all its categories. */
const FIRST_ROW: readonly Selection[] = [[0, 1]];

export function PaletteView({ element, colors }: { readonly element: ElemShadow; readonly colors: readonly PaletteColor[] }) {
  const data = useShadow();
  const column = useMemo(() => paletteColumn(data, element.path), [data, element]);
  const { value } = useValue(column, FIRST_ROW);
  const names = value?.kind === 'categorical' ? categoryNames(value) : [];
  return (
    <ol className={styles.palette} aria-label={column ? `Colours of ${column.name}` : 'Colours'}>
      {colors.map(({ text, hex }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: colours may repeat, their place does not
        <li key={i}>
          <i className={styles.color} style={hex ? { background: hex } : undefined} data-none={!hex || undefined} />
          <code>{text}</code>
          {names[i] !== undefined && <span>{names[i]}</span>}
          {!hex && <em>not a colour</em>}
        </li>
      ))}
    </ol>
  );
}
