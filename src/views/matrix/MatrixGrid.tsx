/** The rows and columns of a matrix in view. Two million by sixty thousand cost what thirty by twelve do. Page, React. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { useSelection, useViewer } from '../../state/react.tsx';
import type { Sort, TableArrangement } from '../../state/tables.ts';
import { CellValue } from '../grid/CellValue.tsx';
import { bounds, contains } from '../grid/cell-range.ts';
import grid from '../grid/grid.module.css';
import { inView, spacerLength } from '../grid/scroll.ts';
import { HEADER_HEIGHT, ROW_HEIGHT } from '../grid/sizes.ts';
import { useCellLink } from '../grid/use-cell-link.ts';
import { useCellRange } from '../grid/use-cell-range.ts';
import { useGridScroll } from '../grid/use-scroll.ts';
import { copyBlock } from './copy.ts';
import styles from './matrix.module.css';
import type { GridModel } from './model.ts';
import { shades } from './shades.ts';
import { indices, useBlocks, useWindow } from './use-blocks.ts';

const NUMBER_WIDTH = 92;
const TEXT_WIDTH = 150;
/** Of the row names; on a narrow screen they leave room for a column or two. */
const NAMES_WIDTH = 190;
const NARROW_NAMES_WIDTH = 120;
const NARROW = 500;

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
  const namesWidth = (scroller.current?.clientWidth ?? NARROW) < NARROW ? NARROW_NAMES_WIDTH : NAMES_WIDTH;
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
    if (error) onError(error);
  }, [error, onError]);

  const places = indices(window.rows);
  const shown = indices(window.columns);
  const left = (column: number): number => namesWidth + column * columnWidth - scroll.left;
  const shading = isShaded ? shown.map((column) => shades(places.map((place) => source.at(place, column)))) : null;

  return (
    <div ref={scroller} className={grid.scroller} onScroll={scroll.onScroll} data-version={version}>
      <div
        role="grid"
        tabIndex={0}
        aria-label={model.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-activedescendant={range ? `${path}:${range.focus.row}:${range.focus.column}` : undefined}
        className={grid.grid}
        style={{ width: namesWidth + spacerLength(scroll.columns), height: HEADER_HEIGHT + spacerLength(scroll.rows) }}
        {...handlers}
      >
        <div className={`${grid.window} ${styles.window}`} style={{ width: scroll.width, height: HEADER_HEIGHT + scroll.rows.viewport }}>
          <div role="row" tabIndex={-1} className={grid.headRow}>
            <div role="columnheader" tabIndex={-1} className={styles.corner} style={{ width: namesWidth }}>
              {rows.what}
            </div>
            {shown.map((column) => (
              <ColumnHead
                key={column}
                column={column}
                name={columnNames.at(column)}
                sort={arrangement.sort}
                isNumeric={model.isNumeric(column)}
                onSort={model.isSortable ? onSort : null}
                style={{ left: left(column), width: columnWidth }}
              />
            ))}
          </div>
          <div className={grid.rows} style={{ translate: `0 ${window.rows.first * ROW_HEIGHT - scroll.top}px` }}>
            {places.map((place, i) => {
              const row = rowAt(place);
              const name = rowNames.at(row);
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
                <div
                  key={place}
                  role="row"
                  aria-rowindex={place + 2}
                  className={grid.row}
                  style={{ top: i * ROW_HEIGHT }}
                  data-marked={row === marked || undefined}
                >
                  {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
                  <div
                    role="rowheader"
                    aria-colindex={1}
                    className={styles.name}
                    style={{ width: namesWidth }}
                    data-row={place}
                    data-position={rows.names === null || undefined}
                    title={name ?? undefined}
                  >
                    {name === null ? <span className={grid.waiting} /> : <span>{name}</span>}
                  </div>
                  {shown.map((column, j) => {
                    const shade = shading?.[j]?.[i];
                    return (
                      // biome-ignore lint/a11y/useFocusableInteractive: as above
                      <div
                        key={column}
                        id={`${path}:${place}:${column}`}
                        role="gridcell"
                        aria-colindex={column + 2}
                        aria-selected={range !== null && contains(range, { row: place, column })}
                        data-row={place}
                        data-column={column}
                        data-focus={(range?.focus.row === place && range.focus.column === column) || undefined}
                        className={`${grid.cell} ${styles.cell}`}
                        style={{
                          left: left(column),
                          width: columnWidth,
                          ...(shade ? { backgroundColor: `color-mix(in srgb, var(--accent) ${shade}%, transparent)` } : {}),
                        }}
                      >
                        <CellValue found={source.at(place, column)} isUnreadable={source.isUnreadable(place, column)} hasFaintZeros />
                      </div>
                    );
                  })}
                </div>
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

interface ColumnHeadProps {
  readonly column: number;
  readonly name: string | null;
  readonly sort: Sort | null;
  readonly isNumeric: boolean;
  /** Null where the values have no order. */
  readonly onSort: ((sort: Sort | null) => void) | null;
  readonly style: { readonly left: number; readonly width: number };
}

/** Numbers from the highest first: the top genes of a factor are what one looks for. */
function ColumnHead({ column, name, sort, isNumeric, onSort, style }: ColumnHeadProps) {
  const position = String(column);
  const direction = sort?.column === position ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const first = isNumeric ? 'descending' : 'ascending';
  const next = direction === 'none' ? first : direction === first ? (isNumeric ? 'ascending' : 'descending') : null;
  return (
    <div role="columnheader" tabIndex={-1} aria-sort={direction} aria-colindex={column + 2} className={styles.head} style={style}>
      <button
        type="button"
        className={styles.headName}
        data-number={isNumeric || undefined}
        title={name ?? undefined}
        disabled={!onSort}
        onClick={() => onSort?.(next && { column: position, descending: next === 'descending' })}
      >
        {name === null ? <span className={grid.waiting} /> : <span>{name}</span>}
        {direction === 'ascending' && <ArrowUp size={12} />}
        {direction === 'descending' && <ArrowDown size={12} />}
      </button>
    </div>
  );
}
