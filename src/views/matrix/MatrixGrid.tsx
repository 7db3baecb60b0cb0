/** The rows and columns of a matrix in view. Two million by sixty thousand cost what thirty by twelve do. Page, React. */
import { type CSSProperties, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { ShadowError } from '../../shadow/index.ts';
import { useSelection, useViewer } from '../../state/react.tsx';
import type { Sort, TableArrangement } from '../../state/sheets/tables.ts';
import { bounds } from '../grid/cell-range.ts';
import grid from '../grid/grid.module.css';
import { inView, spacerLength } from '../grid/scroll.ts';
import { HEADER_HEIGHT, ROW_HEIGHT } from '../grid/sizes.ts';
import { useCellLink } from '../grid/use-cell-link.ts';
import { useCellRange } from '../grid/use-cell-range.ts';
import { useGridScroll } from '../grid/use-scroll.ts';
import { ColumnHead } from './ColumnHead.tsx';
import { copyBlock } from './copy.ts';
import { cellId, MatrixRow } from './MatrixRow.tsx';
import styles from './matrix.module.css';
import type { GridModel } from './model.ts';
import { shadesOf } from './shades.ts';
import { indices, useBlocks, useWindow } from './use-blocks.ts';

/** Six digits, a sign and four zeros; genes' names. */
const NUMBER_WIDTH = 104;
const TEXT_WIDTH = 150;
/** Of the row names; on a narrow screen they leave room for a column or two. */
const NAMES_WIDTH = 190;
const NARROW_NAMES_WIDTH = 120;
const POSITIONS_WIDTH = 88;
const NARROW = 500;

const ROWS_FROM_BASE = 256;
const COLUMNS_FROM_BASE = 64;

export interface MatrixGridHandle {
  /** Brings a row (its place among those shown), or a column, into view and selects it. */
  reveal(place: { readonly row: number } | { readonly column: number }): void;
}

interface MatrixGridProps {
  readonly ref: Ref<MatrixGridHandle>;
  readonly model: GridModel;
  readonly arrangement: TableArrangement;
  readonly isShaded: boolean;
  readonly onSort: (sort: Sort | null) => void;
  /** Something could not be read. */
  readonly onError: (error: unknown) => void;
}

export function MatrixGrid({ ref, model, arrangement, isShaded, onSort, onError }: MatrixGridProps) {
  const viewer = useViewer();
  const { path, rows, columns } = model;
  const order = arrangement.rows;
  const scroller = useRef<HTMLDivElement>(null);
  const columnWidth = model.hasText ? TEXT_WIDTH : NUMBER_WIDTH;
  const isNarrow = (scroller.current?.clientWidth ?? NARROW) < NARROW;
  const namesWidth = rows.names === null ? POSITIONS_WIDTH : isNarrow ? NARROW_NAMES_WIDTH : NAMES_WIDTH;
  const scroll = useGridScroll(scroller, {
    rows: { length: rows.length * ROW_HEIGHT, fixed: HEADER_HEIGHT },
    columns: { length: columns.length * columnWidth, fixed: namesWidth },
  });
  const window = {
    rows: inView(scroll.rows, scroll.top, rows.length, ROW_HEIGHT),
    columns: inView(scroll.columns, scroll.left, columns.length, columnWidth, 2),
  };
  const blocks = useBlocks(model, order);
  const { source, rowNames, columnNames, version } = blocks;
  useWindow(blocks, window, order, scroll.width > 0);
  const rowAt = (place: number): number => (order ? (order[place] as number) : place);

  const link = useCellLink(rows.cells);
  const cell = useSelection((state) => state.cell);
  const marked = cell >= 0 ? link.rowOf(cell) : -1;

  const { revealRow, revealColumn } = scroll;
  const revealPlace = useCallback((place: number): void => revealRow(place * ROW_HEIGHT, (place + 1) * ROW_HEIGHT), [revealRow]);
  const { range, setRange, handlers } = useCellRange({
    size: { rows: rows.length, columns: columns.length, page: Math.max(1, Math.floor(scroll.rows.viewport / ROW_HEIGHT) - 1) },
    start: { row: Math.ceil(scroll.top / ROW_HEIGHT), column: Math.ceil(scroll.left / columnWidth) },
    onChoose: (place) => {
      const target = link.cellOf(rowAt(place));
      if (target >= 0) viewer.selection.setState({ cell: target });
    },
    onCopy: (copied) => void copyBlock(viewer, model, order, bounds(copied)).catch(onError),
    reveal: ({ row, column }) => {
      revealPlace(row);
      revealColumn(column * columnWidth, (column + 1) * columnWidth);
    },
  });

  useImperativeHandle(ref, () => ({
    reveal(place) {
      if ('row' in place) {
        revealPlace(place.row);
        setRange({ anchor: { row: place.row, column: 0 }, focus: { row: place.row, column: columns.length - 1 } });
      } else {
        revealColumn(place.column * columnWidth, (place.column + 1) * columnWidth);
        setRange({ anchor: { row: 0, column: place.column }, focus: { row: rows.length - 1, column: place.column } });
      }
    },
  }));

  // Other rows are in those places now, and they begin at the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what it is for
  useEffect(() => {
    setRange(null);
    revealRow(0, 0);
  }, [order]);

  // A cell that was chosen in the plot comes into view here; sorting shows what it sorted to the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is where it is looked for
  useEffect(() => {
    const place = marked >= 0 && order ? order.indexOf(marked) : marked;
    if (place >= 0) revealPlace(place);
  }, [marked, revealPlace]);

  const { error } = source;
  useEffect(() => {
    if (error) onError(new ShadowError(error));
  }, [error, onError]);

  const places = indices(window.rows);
  const shown = indices(window.columns);
  const ends = [window.rows.first, window.rows.end, window.columns.first, window.columns.end];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ends and the version stand for what is in view
  const shading = useMemo(() => (isShaded ? shadesOf(source, places, shown) : null), [isShaded, source, version, ...ends]);
  // Places are counted from a base nearby: it changes seldom, so that what stays in view is not rendered anew, and browsers have no
  // places beyond 33 million pixels.
  const rowBase = window.rows.first - (window.rows.first % ROWS_FROM_BASE);
  const columnBase = window.columns.first - (window.columns.first % COLUMNS_FROM_BASE);
  const shift = columnBase * columnWidth - scroll.left;
  const selected = range && bounds(range);
  const focus = range?.focus;

  return (
    <div ref={scroller} className={grid.scroller} onScroll={scroll.onScroll}>
      <div
        role="grid"
        tabIndex={0}
        aria-label={model.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-activedescendant={focus ? cellId(path, focus.row, focus.column) : undefined}
        className={grid.grid}
        style={{ width: namesWidth + spacerLength(scroll.columns), height: HEADER_HEIGHT + spacerLength(scroll.rows) }}
        {...handlers}
      >
        <div
          className={`${grid.window} ${styles.window}`}
          style={
            {
              width: scroll.width,
              height: HEADER_HEIGHT + scroll.rows.viewport,
              '--names-width': `${namesWidth}px`,
              '--column-width': `${columnWidth}px`,
            } as CSSProperties
          }
        >
          <div role="row" tabIndex={-1} className={grid.headRow}>
            <div role="columnheader" tabIndex={-1} className={styles.corner}>
              {rows.what}
            </div>
            <div role="presentation" className={styles.columns}>
              <div role="presentation" className={styles.shifted} style={{ left: shift }}>
                {shown.map((column) => (
                  <ColumnHead
                    key={column}
                    column={column}
                    left={(column - columnBase) * columnWidth}
                    name={columnNames.at(column)}
                    direction={
                      arrangement.sort?.column === String(column) ? (arrangement.sort.descending ? 'descending' : 'ascending') : 'none'
                    }
                    isNumeric={model.isNumeric(column)}
                    onSort={model.isSortable ? onSort : null}
                  />
                ))}
              </div>
            </div>
          </div>
          <div className={grid.rows} style={{ translate: `0 ${rowBase * ROW_HEIGHT - scroll.top}px` }}>
            {places.map((place, i) => {
              const row = rowAt(place);
              const isSelected = selected && place >= selected.rows[0] && place <= selected.rows[1];
              return (
                <MatrixRow
                  key={place}
                  path={path}
                  source={source}
                  version={version}
                  place={place}
                  top={(place - rowBase) * ROW_HEIGHT}
                  shift={shift}
                  name={rowNames.at(row)}
                  isPosition={rows.names === null}
                  isMarked={row === marked}
                  first={window.columns.first}
                  end={window.columns.end}
                  base={columnBase}
                  width={columnWidth}
                  selectedFirst={isSelected ? selected.columns[0] : -1}
                  selectedLast={isSelected ? selected.columns[1] : -2}
                  focus={focus?.row === place ? focus.column : -1}
                  shades={shading?.[i] ?? null}
                  hasFaintZeros={model.hasFaintZeros}
                />
              );
            })}
          </div>
          {(rows.length === 0 || columns.length === 0) && (
            <p className={grid.none}>{rows.length === 0 ? `There are no ${rows.what}s in it.` : `There are no ${columns.what}s in it.`}</p>
          )}
        </div>
      </div>
    </div>
  );
}
