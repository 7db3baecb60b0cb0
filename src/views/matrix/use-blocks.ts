/** The parts and names of a matrix that are in view, read once scrolling rests. Page, React. */
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { withNextFrame } from '../../state/next-frame.ts';
import { useViewer } from '../../state/react.tsx';
import { READ_AFTER_MS } from '../grid/sizes.ts';
import { AxisNames } from './axis-names.ts';
import { BlockSource, type Window } from './block-source.ts';
import type { GridModel } from './model.ts';

export interface Blocks {
  readonly source: BlockSource;
  readonly rowNames: AxisNames;
  readonly columnNames: AxisNames;
  /** Grows whenever there is more to show. */
  readonly version: number;
}

/** @param order the row at each place; null = as in the file */
export function useBlocks(model: GridModel, order: Uint32Array<ArrayBuffer> | null): Blocks {
  const { activity } = useViewer();
  const [version, changed] = useReducer((count: number) => count + 1, 0);
  const onChange = useMemo(() => withNextFrame(changed), []);
  const { rows, columns } = model;
  const rowNames = useMemo(() => new AxisNames(rows, activity, onChange), [rows, activity, onChange]);
  const columnNames = useMemo(() => new AxisNames(columns, activity, onChange), [columns, activity, onChange]);
  const source = useMemo(() => new BlockSource(model, order, activity, onChange), [model, order, activity, onChange]);
  useEffect(() => () => source.stop(), [source]);
  return { source, rowNames, columnNames, version };
}

/** Asks for what is in view. */
export function useWindow(
  { source, rowNames, columnNames }: Blocks,
  window: Window,
  order: Uint32Array<ArrayBuffer> | null,
  isReady: boolean,
): void {
  const { activity } = useViewer();
  const latest = useRef(window);
  latest.current = window;
  const { rows, columns } = window;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the four ends stand for the window
  useEffect(() => {
    if (!isReady) return;
    const release = activity.hold();
    const timer = setTimeout(() => {
      const { rows: down, columns: across } = latest.current;
      if (down.end > down.first && across.end > across.first) source.want(latest.current);
      rowNames.want(indices(down).map((place) => (order ? (order[place] as number) : place)));
      columnNames.want(indices(across));
      release();
    }, READ_AFTER_MS);
    return () => {
      clearTimeout(timer);
      release();
    };
  }, [activity, source, rowNames, columnNames, order, rows.first, rows.end, columns.first, columns.end, isReady]);
}

export function indices({ first, end }: { readonly first: number; readonly end: number }): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}
