/** A matrix as a windowed grid: its size, find a row or a column, shading, export. Page, React. */
import { Download, FilterX, PaintBucket } from 'lucide-react';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useTables, useViewer } from '../../state/react.tsx';
import type { Axis } from '../../state/sheets/axes.ts';
import type { Sort } from '../../state/sheets/tables.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { FindName } from '../grid/FindName.tsx';
import grid from '../grid/grid.module.css';
import { exportMatrix } from './export.ts';
import { findPlace } from './find.ts';
import { MatrixGrid, type MatrixGridHandle } from './MatrixGrid.tsx';
import type { GridModel } from './model.ts';

/** So few are found by looking. */
const FEW_COLUMNS = 12;

interface MatrixViewProps {
  readonly model: GridModel;
  /** What is said of it behind its size, as “csr · float32”. */
  readonly note?: string;
  /** What else can be chosen, as the index of a third dimension. */
  readonly children?: ReactNode;
}

export function MatrixView({ model, note, children }: MatrixViewProps) {
  const viewer = useViewer();
  const { tables } = viewer;
  const { path, rows, columns } = model;
  const arrangement = useTables((state) => state.arrangements.get(path)) ?? tables.arrangement(path);
  const [isShaded, setShaded] = useState(false);
  const handle = useRef<MatrixGridHandle>(null);
  const fail = useCallback((error: unknown): void => tables.fail(path, error), [tables, path]);
  const sort = (next: Sort | null): void => void tables.arrange(path, { sort: next }, model);
  const find =
    (axis: Axis, order: Uint32Array<ArrayBuffer> | null) =>
    (query: string): Promise<number | undefined> =>
      findPlace(tables, axis, order, query).catch((error: unknown) => {
        fail(error);
        return undefined;
      });
  return (
    <>
      <div className={grid.toolbar}>
        <span className={grid.size}>
          {plural(rows.length, rows.what)} × {plural(columns.length, columns.what)}
          {note && ` · ${note}`}
        </span>
        {children}
        {arrangement.sort && (
          <Button look="quiet" onClick={() => sort(null)}>
            <FilterX size={14} /> As in the file
          </Button>
        )}
        <span className={grid.space} />
        {rows.length > 1 && (
          <FindName what={rows.what} find={find(rows, arrangement.rows)} onFound={(row) => handle.current?.reveal({ row })} />
        )}
        {columns.length > FEW_COLUMNS && (
          <FindName
            what={columns.what === rows.what ? 'column' : columns.what}
            find={find(columns, null)}
            onFound={(column) => handle.current?.reveal({ column })}
          />
        )}
        {!model.hasText && (
          <IconButton
            label="Shade the cells by their values"
            icon={<PaintBucket size={16} />}
            aria-pressed={isShaded}
            onClick={() => setShaded(!isShaded)}
          />
        )}
        <IconButton
          label="Export as CSV"
          icon={<Download size={16} />}
          onClick={() => void exportMatrix(viewer, model, arrangement.rows).catch(fail)}
        />
      </div>
      {arrangement.error && (
        <div className={grid.notice}>
          <Notice error={arrangement.error} onDismiss={() => tables.dismiss(path)} />
        </div>
      )}
      <MatrixGrid ref={handle} model={model} arrangement={arrangement} isShaded={isShaded} onSort={sort} onError={fail} />
    </>
  );
}
