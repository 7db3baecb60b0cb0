/** One row of a matrix, of its columns in view. Its cells are rendered anew only if they changed: scrolling moves what is there. Page, React. */
import { memo } from 'react';
import { CellValue } from '../grid/CellValue.tsx';
import grid from '../grid/grid.module.css';
import type { BlockSource } from './block-source.ts';
import styles from './matrix.module.css';
import { indices } from './use-blocks.ts';

interface RowCellsProps {
  readonly path: string;
  readonly source: BlockSource;
  /** Grows whenever the source has more. */
  readonly version: number;
  readonly place: number;
  /** Columns in view; the end exclusive. */
  readonly first: number;
  readonly end: number;
  /** The column whose left side is 0. */
  readonly base: number;
  /** Of a column, in CSS pixels. */
  readonly width: number;
  /** Selected columns, both ends included. */
  readonly selectedFirst: number;
  readonly selectedLast: number;
  readonly focus: number;
  readonly shades: readonly number[] | null;
  readonly hasFaintZeros: boolean;
}

interface MatrixRowProps extends RowCellsProps {
  /** In CSS pixels. */
  readonly top: number;
  readonly shift: number;
  /** Null while it is being read. */
  readonly name: string | null;
  readonly isPosition: boolean;
  readonly isMarked: boolean;
}

export function cellId(path: string, place: number, column: number): string {
  return `${path}:${place}:${column}`;
}

export function MatrixRow({ top, shift, name, isPosition, isMarked, ...cells }: MatrixRowProps) {
  const { place } = cells;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
    <div role="row" aria-rowindex={place + 2} className={grid.row} style={{ top }} data-marked={isMarked || undefined}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div
        role="rowheader"
        aria-colindex={1}
        className={styles.name}
        data-row={place}
        data-position={isPosition || undefined}
        title={name ?? undefined}
      >
        {name === null ? <span className={grid.waiting} /> : <span>{name}</span>}
      </div>
      <div role="presentation" className={styles.columns}>
        <div role="presentation" className={styles.shifted} style={{ left: shift }}>
          <RowCells {...cells} />
        </div>
      </div>
    </div>
  );
}

const RowCells = memo(({ path, source, version, place, base, width, ...row }: RowCellsProps) =>
  indices(row).map((column, i) => (
    <Cell
      key={column}
      id={cellId(path, place, column)}
      source={source}
      version={version}
      place={place}
      column={column}
      left={(column - base) * width}
      isSelected={column >= row.selectedFirst && column <= row.selectedLast}
      isFocused={column === row.focus}
      shade={row.shades?.[i] ?? 0}
      hasFaintZeros={row.hasFaintZeros}
    />
  )),
);

interface CellProps extends Pick<RowCellsProps, 'source' | 'version' | 'place' | 'hasFaintZeros'> {
  readonly id: string;
  readonly column: number;
  readonly left: number;
  readonly isSelected: boolean;
  readonly isFocused: boolean;
  /** Percent of the accent; 0 = none. */
  readonly shade: number;
}

const Cell = memo(({ id, source, place, column, left, isSelected, isFocused, shade, hasFaintZeros }: CellProps) => (
  // biome-ignore lint/a11y/useFocusableInteractive: as above
  <div
    id={id}
    role="gridcell"
    aria-colindex={column + 2}
    aria-selected={isSelected}
    data-row={place}
    data-column={column}
    data-focus={isFocused || undefined}
    className={`${grid.cell} ${styles.cell}`}
    style={shade > 0 ? { left, backgroundColor: `color-mix(in srgb, var(--accent) ${shade}%, transparent)` } : { left }}
  >
    <CellValue found={source.at(place, column)} isUnreadable={source.isUnreadable(place, column)} hasFaintZeros={hasFaintZeros} />
  </div>
));
