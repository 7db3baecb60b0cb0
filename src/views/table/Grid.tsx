/** The rows and columns in view. Millions of rows cost what thirty do: only what is seen is read and drawn. Page, React. */
import { useTable } from '@tanstack/react-table';
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Filter } from '../../compute/filter.ts';
import { useSelection, useViewer } from '../../state/react.tsx';
import type { TableArrangement, TableOption } from '../../state/tables.ts';
import { CellValue } from './CellValue.tsx';
import { afterKey, bounds, type CellRange, contains, type Place } from './cell-range.ts';
import type { ColumnSource } from './column-source.ts';
import { columnName, features, NO_ROWS, tableColumns } from './columns.ts';
import { copyCells } from './copy.ts';
import { HeaderCell } from './HeaderCell.tsx';
import type { Layout } from './layout.ts';
import { visibleRows } from './scroll.ts';
import styles from './table.module.css';
import { useCellLink } from './use-cell-link.ts';
import { useColumnSources, useSwatches, useWanted } from './use-columns.ts';
import { useGridScroll } from './use-scroll.ts';

const ROW_HEIGHT = 28;
const HEADER_HEIGHT = 32;

export interface GridHandle {
  /** Brings a row (its place among those shown) into view and marks it. */
  reveal(place: number): void;
}

interface GridProps {
  readonly ref: Ref<GridHandle>;
  readonly option: TableOption;
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
  const scroll = useGridScroll(scroller, count, ROW_HEIGHT, HEADER_HEIGHT);
  const [range, setRange] = useState<CellRange | null>(null);
  const { sources, version } = useColumnSources(frame, names);
  const link = useCellLink(option);
  const cell = useSelection((state) => state.cell);
  const marked = cell >= 0 ? link.rowOf(cell) : -1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: added columns come with new names
  const columns = useMemo(() => tableColumns(frame), [frame, names]);
  const update =
    <K extends keyof Layout>(key: K) =>
    (updater: Layout[K] | ((old: Layout[K]) => Layout[K])): void =>
      onLayout({ ...layout, [key]: typeof updater === 'function' ? updater(layout[key]) : updater });
  const table = useTable({
    features,
    columns,
    data: NO_ROWS,
    state: layout as never,
    onColumnOrderChange: update('columnOrder') as never,
    onColumnSizingChange: update('columnSizing') as never,
    onColumnPinningChange: update('columnPinning') as never,
    onColumnVisibilityChange: update('columnVisibility') as never,
    columnResizeMode: 'onChange',
  });

  const leaves = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()];
  const headers = [...(table.getStartHeaderGroups()[0]?.headers ?? []), ...(table.getCenterHeaderGroups()[0]?.headers ?? [])];
  const pinned = table.getStartVisibleLeafColumns().length;
  const lefts = [0];
  for (const column of leaves) lefts.push((lefts.at(-1) ?? 0) + column.getSize());
  const totalWidth = lefts.at(-1) ?? 0;
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
  const { first, end } = visibleRows(scroll.extent, scroll.top);
  const rowAt = (place: number): number => (arrangement.rows ? (arrangement.rows[place] as number) : place);
  const visibleNames = shown.map(({ name }) => name);
  const swatches = useSwatches(option, visibleNames, sources);

  const places = Array.from({ length: end - first }, (_, i) => first + i);
  const wanted = places.map(rowAt);
  useWanted(sources, visibleNames, wanted, scroll.width > 0);

  const reveal = (place: number): void => {
    scroll.reveal(place);
    setRange({ anchor: { row: place, column: 0 }, focus: { row: place, column: leaves.length - 1 } });
  };
  useImperativeHandle(ref, () => ({ reveal }));

  // A cell that was chosen in the plot comes into view here.
  useEffect(() => {
    if (marked < 0) return;
    const place = arrangement.rows ? arrangement.rows.indexOf(marked) : marked;
    if (place >= 0) scroll.reveal(place);
  }, [marked, arrangement.rows, scroll.reveal]);

  // Other rows are in those places now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what it is for
  useEffect(() => setRange(null), [arrangement.rows]);

  const highlight = (row: number): void => {
    const target = link.cellOf(rowAt(row));
    if (target >= 0) viewer.selection.setState({ cell: target });
  };
  const placeOf = (event: PointerEvent): Place | null => {
    const target = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    return target ? { row: Number(target.dataset['row']), column: Number(target.dataset['column']) } : null;
  };
  const onPointerDown = (event: PointerEvent): void => {
    const place = placeOf(event);
    if (!place || event.button !== 0) return;
    setRange((old) => ({ anchor: event.shiftKey && old ? old.anchor : place, focus: place }));
    highlight(place.row);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const place = event.buttons === 1 && event.pointerType !== 'touch' ? placeOf(event) : null;
    if (place) setRange((old) => old && { anchor: old.anchor, focus: place });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys in a head, or in the panel it opened, are theirs.
    if (event.target !== event.currentTarget) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && range) {
      event.preventDefault();
      const { rows, columns: span } = bounds(range);
      const copied = leaves.slice(span[0], span[1] + 1).map(({ id }) => sources.get(columnName(id)) as ColumnSource);
      void copyCells(
        viewer,
        path,
        copied,
        Array.from({ length: Math.min(count - 1, rows[1]) - rows[0] + 1 }, (_, i) => rowAt(rows[0] + i)),
      );
      return;
    }
    const from = range?.focus ?? { row: first, column: 0 };
    const to = afterKey(event.key, event.ctrlKey || event.metaKey, from, {
      rows: count,
      columns: leaves.length,
      page: Math.max(1, Math.floor(scroll.extent.viewport / ROW_HEIGHT) - 1),
    });
    if (event.key === 'Enter' || event.key === ' ') highlight(from.row);
    else if (!to || count === 0) return;
    else {
      setRange({ anchor: event.shiftKey && range ? range.anchor : to, focus: to });
      scroll.reveal(to.row);
      const pinnedWidth = lefts[pinned] ?? 0;
      if (to.column >= pinned) scroll.revealColumn((lefts[to.column] ?? 0) - pinnedWidth, lefts[to.column + 1] ?? 0);
    }
    event.preventDefault();
  };

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
        style={{ width: totalWidth, height: scroll.spacer + HEADER_HEIGHT }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      >
        <div className={styles.window} style={{ height: scroll.extent.viewport + HEADER_HEIGHT }}>
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
          <div className={styles.rows} style={{ width: totalWidth, translate: `0 ${-scroll.top}px` }}>
            {places.map((place, i) => {
              const row = wanted[i] as number;
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
                <div
                  key={place}
                  role="row"
                  aria-rowindex={place + 2}
                  className={styles.row}
                  style={{ top: place * ROW_HEIGHT }}
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
                      <CellValue source={sources.get(name)} row={row} colors={swatches.get(name)} />
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
function colorItem(viewer: ReturnType<typeof useViewer>, { cells }: TableOption, name: string) {
  const ref = { mod: cells || undefined, kind: 'obs', column: name } as const;
  const isColumn =
    cells !== null && viewer.plot.getState().columns.some((column) => column.ref.mod === ref.mod && column.ref.column === name);
  return isColumn ? [{ label: 'Colour the cells by it', action: () => void viewer.plot.colorBy(ref).catch(() => {}) }] : [];
}
