/** A data frame as a table: its size, find a row, which columns, export. Page, React. */
import { Columns3, Download, FilterX } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useFile, useTables, useViewer } from '../../state/react.tsx';
import type { FrameSheet } from '../../state/sheets/sheets.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Popover } from '../../ui/popover.tsx';
import { FindName } from '../grid/FindName.tsx';
import styles from '../grid/grid.module.css';
import { columnId } from './columns.ts';
import { exportCsv } from './export.ts';
import { Grid, type GridHandle } from './Grid.tsx';
import { firstLayout, type Layout } from './layout.ts';
import own from './table.module.css';

interface FrameViewProps {
  readonly option: FrameSheet;
  /** How its columns are arranged; null = as they come. */
  readonly layout: Layout | null;
  readonly onLayout: (layout: Layout) => void;
}

export function FrameView({ option, layout: arranged, onLayout }: FrameViewProps) {
  const viewer = useViewer();
  const { frame, path } = option;
  const layout = arranged ?? firstLayout(frame);
  // Added columns come with an edition; where there is none, all stays as it is, also what was read.
  const edition = useFile(() => frame.edition);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the columns are those of an edition
  const names = useMemo<readonly string[]>(() => [...frame.children().keys()], [frame, edition]);
  const arrangement = useTables((state) => state.arrangements.get(path)) ?? viewer.tables.arrangement(path);
  const grid = useRef<GridHandle>(null);
  const shown = arrangement.rows?.length ?? frame.nRows;
  const hidden = names.filter((name) => layout.columnVisibility[columnId(name)] === false);
  const findRow = (query: string): Promise<number | undefined> =>
    viewer.tables.find(path, query).catch((error: unknown) => {
      viewer.tables.fail(path, error);
      return undefined;
    });
  return (
    <>
      <div className={styles.toolbar}>
        <span className={styles.size}>
          {shown < frame.nRows && `${formatCount(shown)} of `}
          {plural(frame.nRows, 'row')} × {plural(frame.size, 'column')}
        </span>
        {(arrangement.filters.size > 0 || arrangement.sort) && (
          <Button look="quiet" onClick={() => void viewer.tables.arrange(path, { sort: null, filters: new Map() })}>
            <FilterX size={14} /> As in the file
          </Button>
        )}
        <span className={styles.space} />
        <FindName what="row" find={findRow} onFound={(place) => grid.current?.reveal(place)} />
        <Popover
          title="Columns"
          trigger={
            <IconButton
              label={hidden.length > 0 ? `Columns, ${hidden.length} hidden` : 'Columns'}
              icon={<Columns3 size={16} />}
              aria-pressed={hidden.length > 0}
            />
          }
        >
          <ColumnList names={names} layout={layout} onLayout={onLayout} />
        </Popover>
        <IconButton
          label="Export as CSV"
          icon={<Download size={16} />}
          onClick={() => void exportCsv(viewer, option, arrangement, layout)}
        />
      </div>
      {arrangement.error && (
        <div className={styles.notice}>
          <Notice error={arrangement.error} onDismiss={() => viewer.tables.dismiss(path)} />
        </div>
      )}
      <Grid ref={grid} option={option} arrangement={arrangement} layout={layout} onLayout={onLayout} names={names} />
    </>
  );
}

function ColumnList({
  names,
  layout,
  onLayout,
}: {
  readonly names: readonly string[];
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
}) {
  const { columnVisibility } = layout;
  return (
    <>
      <ul className={own.columnList}>
        {names.map((name) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={columnVisibility[columnId(name)] !== false}
                onChange={(event) =>
                  onLayout({ ...layout, columnVisibility: { ...columnVisibility, [columnId(name)]: event.target.checked } })
                }
              />
              <span>{name}</span>
            </label>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={() => onLayout({ ...layout, columnVisibility: {} })}>
        Show all
      </Button>
    </>
  );
}
