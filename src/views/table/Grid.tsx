/** The rows and columns in view. Millions of rows cost what thirty do: only what is seen is read and drawn. Page, React. */
import { type CSSProperties, type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import type { Filter } from '../../compute/filter.ts';
import { useSelection, useViewer } from '../../state/react.tsx';
import { type FrameSheet, isObs } from '../../state/sheets/sheets.ts';
import type { TableArrangement } from '../../state/sheets/tables.ts';
import { CellValue } from '../grid/CellValue.tsx';
import { bounds, type CellRange, contains } from '../grid/cell-range.ts';
import type { ColumnSource } from '../grid/column-source.ts';
import styles from '../grid/grid.module.css';
import { inView, spacerLength } from '../grid/scroll.ts';
import { HEADER_HEIGHT, ROW_HEIGHT } from '../grid/sizes.ts';
import { useCellLink } from '../grid/use-cell-link.ts';
import { useCellRange } from '../grid/use-cell-range.ts';
import { useGridScroll } from '../grid/use-scroll.ts';
import { columnName } from './columns.ts';
import { copyCells } from './copy.ts';
import { HeaderCell } from './HeaderCell.tsx';
import type { Layout } from './layout.ts';
import { useColumnSources, useSwatches, useWanted } from './use-columns.ts';
import { useTableColumns } from './use-table-columns.ts';

export interface GridHandle {
  /** Brings a row (its place among those shown) into view and marks it. */
  reveal(place: number): void;
}

interface GridProps {
  readonly ref: Ref<GridHandle>;
  readonly option: FrameSheet;
  readonly arrangement: TableArrangement;
  readonly names: readonly string[];
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
}

export function Grid({ ref, option, arrangement, names, layout, onLayout }: GridProps) {
  const viewer = useViewer();
  const { frame, path } = option;
  const scroller = useRef<HTMLDivElement>(null);
  const count = arrangement.rows?.length ?? frame.nRows;
  const { sources, version } = useColumnSources(frame, names);
  const link = useCellLink(option.cells);
  const cell = useSelection((state) => state.cell);
  const marked = cell >= 0 ? link.rowOf(cell) : -1;
  const { table, leaves, headers } = useTableColumns(frame, names, layout, onLayout);

  const pinned = table.getStartVisibleLeafColumns().length;
  const lefts = [0];
  for (const column of leaves) lefts.push((lefts.at(-1) ?? 0) + column.getSize());
  const totalWidth = lefts.at(-1) ?? 0;
  const pinnedWidth = lefts[pinned] ?? 0;
  const scroll = useGridScroll(scroller, {
    rows: { length: count * ROW_HEIGHT, fixed: HEADER_HEIGHT },
    columns: { length: totalWidth - pinnedWidth, fixed: pinnedWidth },
  });
  const shown = leaves
    .map((column, place) => ({
      id: column.id,
      name: columnName(column.id),
      place,
      left: lefts[place] as number,
      width: column.getSize(),
      isPinned: place < pinned,
    }))
    .filter(({ left, width, isPinned }) => isPinned || (left + width > scroll.left && left < scroll.left + scroll.width));
  const { first, end } = inView(scroll.rows, scroll.top, count, ROW_HEIGHT);
  const rowAt = (place: number): number => (arrangement.rows ? (arrangement.rows[place] as number) : place);
  const visibleNames = shown.map(({ name }) => name);
  const swatches = useSwatches(option, visibleNames, sources);

  const places = Array.from({ length: end - first }, (_, i) => first + i);
  const wanted = places.map(rowAt);
  useWanted(sources, visibleNames, wanted, scroll.width > 0);

  const { revealRow, revealColumn } = scroll;
  const revealPlace = useCallback((place: number): void => revealRow(place * ROW_HEIGHT, (place + 1) * ROW_HEIGHT), [revealRow]);
  const highlight = (row: number): void => {
    const target = link.cellOf(rowAt(row));
    if (target >= 0) viewer.selection.setState({ cell: target });
  };
  const copy = (range: CellRange): void => {
    const { rows, columns: span } = bounds(range);
    const copied = leaves.slice(span[0], span[1] + 1).map(({ id }) => sources.get(columnName(id)) as ColumnSource);
    const last = Math.min(count - 1, rows[1]);
    void copyCells(
      viewer,
      path,
      copied,
      Array.from({ length: last - rows[0] + 1 }, (_, i) => rowAt(rows[0] + i)),
    );
  };
  const { range, setRange, handlers } = useCellRange({
    size: { rows: count, columns: leaves.length, page: Math.max(1, Math.floor(scroll.rows.viewport / ROW_HEIGHT) - 1) },
    start: { row: first, column: 0 },
    onChoose: highlight,
    onCopy: copy,
    reveal: ({ row, column }) => {
      revealPlace(row);
      if (column >= pinned) revealColumn((lefts[column] ?? 0) - pinnedWidth, (lefts[column + 1] ?? 0) - pinnedWidth);
    },
  });

  const reveal = (place: number): void => {
    revealPlace(place);
    setRange({ anchor: { row: place, column: 0 }, focus: { row: place, column: leaves.length - 1 } });
  };
  useImperativeHandle(ref, () => ({ reveal }));

  // A cell that was chosen in the plot comes into view here.
  useEffect(() => {
    if (marked < 0) return;
    const place = arrangement.rows ? arrangement.rows.indexOf(marked) : marked;
    if (place >= 0) revealPlace(place);
  }, [marked, arrangement.rows, revealPlace]);

  // Other rows are in those places now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what it is for
  useEffect(() => setRange(null), [arrangement.rows]);

  const move = (id: string, where: string | number): void => {
    const order = leaves.map((column) => column.id);
    const rest = order.filter((other) => other !== id);
    const at = typeof where === 'string' ? rest.indexOf(where) : Math.min(rest.length, Math.max(0, order.indexOf(id) + where));
    onLayout({ ...layout, columnOrder: [...rest.slice(0, at), id, ...rest.slice(at)] });
  };

  return (
    <div ref={scroller} className={styles.scroller} onScroll={scroll.onScroll} data-version={version}>
      <div
        role="grid"
        tabIndex={0}
        aria-label={option.label}
        aria-rowcount={count + 1}
        aria-colcount={leaves.length}
        aria-multiselectable
        aria-activedescendant={range ? `${path}:${range.focus.row}:${range.focus.column}` : undefined}
        className={styles.grid}
        style={{ width: totalWidth, height: spacerLength(scroll.rows) + HEADER_HEIGHT }}
        {...handlers}
      >
        <div className={styles.window} style={{ height: scroll.rows.viewport + HEADER_HEIGHT }}>
          <div role="row" tabIndex={-1} className={styles.headRow} style={{ width: totalWidth }}>
            {shown.map(({ id, name, left, width, isPinned }) => {
              const header = headers.find((candidate) => candidate.column.id === id);
              const column = frame.children().get(name);
              if (!header || !column) return null;
              return (
                <HeaderCell
                  key={id}
                  header={header}
                  column={column}
                  sort={arrangement.sort}
                  filter={arrangement.filters.get(name)}
                  style={{ ...position(left, width, isPinned), zIndex: isPinned ? 3 : 2 } as CSSProperties}
                  extra={colorItem(viewer, option, name)}
                  onSort={(sort) => void viewer.tables.arrange(path, { sort })}
                  onFilter={(filter) => void viewer.tables.arrange(path, { filters: withFilter(arrangement, name, filter) })}
                  onMove={move}
                />
              );
            })}
          </div>
          <div className={styles.rows} style={{ width: totalWidth, translate: `0 ${first * ROW_HEIGHT - scroll.top}px` }}>
            {places.map((place, i) => {
              const row = wanted[i] as number;
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
                <div
                  key={place}
                  role="row"
                  aria-rowindex={place + 2}
                  className={styles.row}
                  // Not from the first row of all: browsers have no places beyond 33 million pixels.
                  style={{ top: i * ROW_HEIGHT }}
                  data-marked={row === marked || undefined}
                >
                  {shown.map(({ id, name, place: column, left, width, isPinned }) => (
                    // biome-ignore lint/a11y/useFocusableInteractive: as above
                    <div
                      key={id}
                      id={`${path}:${place}:${column}`}
                      role="gridcell"
                      aria-colindex={column + 1}
                      aria-selected={range !== null && contains(range, { row: place, column })}
                      data-row={place}
                      data-column={column}
                      data-pinned={isPinned || undefined}
                      data-focus={(range?.focus.row === place && range.focus.column === column) || undefined}
                      className={styles.cell}
                      style={position(left, width, isPinned)}
                    >
                      <CellValue
                        found={sources.get(name)?.at(row)}
                        isUnreadable={Boolean(sources.get(name)?.error)}
                        colors={swatches.get(name)}
                      />
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
          {count === 0 && (
            <p className={styles.none}>{arrangement.filters.size > 0 ? 'No row passes the filters.' : 'This table has no rows.'}</p>
          )}
        </div>
      </div>
    </div>
  );
}

function position(left: number, width: number, isPinned: boolean): CSSProperties {
  return isPinned
    ? { position: 'sticky', insetInlineStart: left, width, zIndex: 1 }
    : { position: 'absolute', insetInlineStart: left, width };
}

function withFilter({ filters }: TableArrangement, name: string, filter: Filter | null): ReadonlyMap<string, Filter> {
  const next = new Map(filters);
  if (filter) next.set(name, filter);
  else next.delete(name);
  return next;
}

/** Of a table of cells: colouring the plot by one of its columns. */
function colorItem(viewer: ReturnType<typeof useViewer>, { cells, path }: FrameSheet, name: string) {
  const ref = { mod: cells || undefined, kind: 'obs', column: name } as const;
  const isColumn = isObs(path) && viewer.plot.getState().columns.some((column) => column.ref.mod === ref.mod && column.ref.column === name);
  return isColumn ? [{ label: 'Colour the cells by it', action: () => void viewer.plot.colorBy(ref).catch(() => {}) }] : [];
}
