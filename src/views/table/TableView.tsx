/** The data frames of the file as tables: which one, its size, find a row, export. Page, React. */
import { Columns3, Download, FilterX } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useFile, useTables, useViewer } from '../../state/react.tsx';
import type { TableOption } from '../../state/tables.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Popover } from '../../ui/popover.tsx';
import { columnId } from './columns.ts';
import { exportCsv } from './export.ts';
import { Grid, type GridHandle } from './Grid.tsx';
import { firstLayout, type Layout } from './layout.ts';
import styles from './table.module.css';

export function TableView() {
  const { tables } = useViewer();
  const options = useTables((state) => state.options);
  const active = useTables((state) => state.active);
  const [layouts, setLayouts] = useState<ReadonlyMap<string, Layout>>(new Map());
  const option = options.find(({ path }) => path === active) ?? options[0];
  if (!option) return <p className={styles.empty}>This file has no tables.</p>;
  const layout = layouts.get(option.path) ?? firstLayout(option.frame);
  return (
    <section className={styles.table} aria-label="Tables">
      <div className={styles.tabs} role="tablist" aria-label="Table">
        {options.map(({ path, label }) => (
          <button
            key={path}
            type="button"
            role="tab"
            aria-selected={path === option.path}
            className={styles.tab}
            onClick={() => tables.show(path)}
          >
            {label}
          </button>
        ))}
      </div>
      <Frame
        key={option.path}
        option={option}
        layout={layout}
        onLayout={(next) => setLayouts((all) => new Map(all).set(option.path, next))}
      />
    </section>
  );
}

interface FrameProps {
  readonly option: TableOption;
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
}

function Frame({ option, layout, onLayout }: FrameProps) {
  const viewer = useViewer();
  const { frame, path } = option;
  // Added columns come with a revision; where it brings none, all stays as it is, also what was read.
  const joined = useFile(() => JSON.stringify([...frame.children().keys()]));
  const names = useMemo<readonly string[]>(() => JSON.parse(joined), [joined]);
  const arrangement = useTables((state) => state.arrangements.get(path)) ?? viewer.tables.arrangement(path);
  const grid = useRef<GridHandle>(null);
  const shown = arrangement.rows?.length ?? frame.nRows;
  const hidden = names.filter((name) => layout.columnVisibility[columnId(name)] === false);
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
        <FindRow option={option} onFound={(place) => grid.current?.reveal(place)} />
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
      {arrangement.error && <Notice error={arrangement.error} />}
      <Grid ref={grid} option={option} arrangement={arrangement} layout={layout} onLayout={onLayout} names={names} />
    </>
  );
}

/** Finds a row by its name while one types. */
function FindRow({ option, onFound }: { readonly option: TableOption; readonly onFound: (place: number) => void }) {
  const { tables } = useViewer();
  const [isMissing, setMissing] = useState(false);
  const find = async (query: string): Promise<void> => {
    const wanted = query.trim();
    const place = await tables.find(option.path, wanted).catch((error: unknown) => {
      tables.fail(option.path, error);
      return undefined;
    });
    if (place === undefined) return;
    setMissing(wanted !== '' && place < 0);
    if (place >= 0) onFound(place);
  };
  return (
    <input
      className={styles.find}
      placeholder="Find a row"
      aria-label="Find a row by name"
      aria-invalid={isMissing}
      title={isMissing ? 'No row has that name' : undefined}
      onChange={(event) => void find(event.target.value)}
    />
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
      <ul className={styles.columnList}>
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
