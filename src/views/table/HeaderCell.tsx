/** The head of a column: sort, filter, arrange, resize. Page, React. */
import type { Header } from '@tanstack/react-table';
import { ListFilter, MoreVertical } from 'lucide-react';
import { type CSSProperties, type DragEvent, useState } from 'react';
import type { Filter } from '../../compute/filter.ts';
import type { ElemShadow } from '../../shadow/index.ts';
import type { Sort } from '../../state/sheets/tables.ts';
import { Menu, type MenuItems } from '../../ui/menu.tsx';
import { Popover } from '../../ui/popover.tsx';
import { HeadName } from '../grid/HeadName.tsx';
import { columnName, type features } from './columns.ts';
import { FilterPanel } from './FilterPanel.tsx';
import styles from './table.module.css';

/** What a dragged column is called among what can be dropped on a page. */
const DRAGGED = 'application/x-umbra-column';

interface HeaderCellProps {
  readonly header: Header<typeof features, never>;
  readonly column: ElemShadow;
  readonly sort: Sort | null;
  readonly filter: Filter | undefined;
  readonly style: CSSProperties;
  readonly extra: MenuItems;
  readonly onSort: (sort: Sort | null) => void;
  readonly onFilter: (filter: Filter | null) => void;
  /** Another column was dropped before this one, or it is moved by so many places. */
  readonly onMove: (id: string, before: string | number) => void;
}

export function HeaderCell({ header, column, sort, filter, style, extra, onSort, onFilter, onMove }: HeaderCellProps) {
  const name = columnName(header.column.id);
  const [isFiltering, setFiltering] = useState(false);
  const [isTarget, setTarget] = useState(false);
  const direction = sort?.column === name ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const sorted = (descending: boolean) => () => onSort({ column: name, descending });
  const next =
    direction === 'none' ? { column: name, descending: false } : direction === 'ascending' ? { column: name, descending: true } : null;
  const isPinned = header.column.getIsPinned() !== false;
  const items: MenuItems = [
    { label: 'Sort ascending', action: sorted(false), checked: direction === 'ascending' },
    { label: 'Sort descending', action: sorted(true), checked: direction === 'descending' },
    { label: 'Filter…', action: () => setFiltering(true), checked: filter !== undefined },
    null,
    ...extra,
    { label: isPinned ? 'Unpin' : 'Pin to the left', action: () => header.column.pin(isPinned ? false : 'start') },
    { label: 'Move left', action: () => onMove(header.column.id, -1) },
    { label: 'Move right', action: () => onMove(header.column.id, 1) },
    { label: 'Hide', action: () => header.column.toggleVisibility(false) },
  ];
  const drop = (event: DragEvent): void => {
    setTarget(false);
    const dragged = event.dataTransfer.getData(DRAGGED);
    if (dragged && dragged !== header.column.id) onMove(dragged, header.column.id);
  };
  const isDrag = (event: DragEvent): boolean => event.dataTransfer.types.includes(DRAGGED);
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={direction}
      className={styles.head}
      style={style}
      data-pinned={isPinned || undefined}
      data-target={isTarget || undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, header.column.id)}
      onDragOver={(event) => {
        if (!isDrag(event)) return;
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={drop}
    >
      <HeadName name={name} title={`${name} · ${column.dtype ?? ''}`} direction={direction} onClick={() => onSort(next)} />
      <Popover
        title={`Filter ${name}`}
        align="start"
        open={isFiltering}
        onOpenChange={setFiltering}
        trigger={
          <button type="button" className={styles.headButton} aria-label={`Filter ${name}`} data-on={filter !== undefined || undefined}>
            <ListFilter size={13} />
          </button>
        }
      >
        <FilterPanel column={column} filter={filter} onChange={onFilter} />
      </Popover>
      <Menu
        align="end"
        items={items}
        trigger={
          <button type="button" className={styles.headButton} aria-label={`Column ${name}`}>
            <MoreVertical size={13} />
          </button>
        }
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the width is also in reach of the keyboard, by the menu of columns */}
      <div
        className={styles.resizer}
        onMouseDown={(event) => {
          // Else the browser drags the head.
          event.preventDefault();
          header.getResizeHandler()(event);
        }}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => header.column.resetSize()}
      />
    </div>
  );
}
