/** The sources of a table's columns, kept as long as the table is shown, what is asked of them, and their colours. Page, React. */
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { categoryColors } from '../../plots/category-colors.ts';
import { categoryNames, type DataFrameShadow, type ElemShadow, type ObsRef } from '../../shadow/index.ts';
import { withNextFrame } from '../../state/next-frame.ts';
import { colorTexts } from '../../state/plot/coloring.ts';
import { useFile, useViewer } from '../../state/react.tsx';
import { type FrameSheet, isObs } from '../../state/sheets/sheets.ts';
import { ColumnSource } from '../grid/column-source.ts';
import { READ_AFTER_MS } from '../grid/sizes.ts';

/** Sources by column name; `version` grows whenever one of them has more. */
export function useColumnSources(
  frame: DataFrameShadow,
  names: readonly string[],
): { sources: ReadonlyMap<string, ColumnSource>; version: number } {
  const { activity } = useViewer();
  const [version, changed] = useReducer((count: number) => count + 1, 0);
  const onChange = useMemo(() => withNextFrame(changed), []);
  /** A column that was there before keeps what was read of it. */
  const known = useRef<ReadonlyMap<ElemShadow, ColumnSource>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: added columns come with new names
  const sources = useMemo(() => {
    const columns = [...frame.children()];
    const next = new Map(
      columns.map(([, column]) => [column, known.current.get(column) ?? new ColumnSource(column, frame.nRows, activity, onChange)]),
    );
    known.current = next;
    return new Map(columns.map(([name, column]) => [name, next.get(column) as ColumnSource]));
  }, [frame, activity, onChange, names]);
  return { sources, version };
}

interface Swatches {
  /** What they were made of: a column and colours that took their place have swatches of their own. */
  readonly source: ColumnSource;
  readonly element: ElemShadow;
  readonly colors: readonly string[];
}

/** The file's colours of the categorical columns that are looked at, by column name. */
export function useSwatches(
  option: FrameSheet,
  visible: readonly string[],
  sources: ReadonlyMap<string, ColumnSource>,
): ReadonlyMap<string, readonly string[]> {
  const data = useFile((state) => state.data);
  const { activity } = useViewer();
  const [known, setKnown] = useState<ReadonlyMap<string, Swatches>>(new Map());
  const mod = option.cells || undefined;
  const refOf = (column: string): ObsRef => ({ mod, kind: 'obs', column });
  const elementOf = (name: string): ElemShadow | null => data?.colorsElement(refOf(name)) ?? null;
  // Colours that are added come with a revision.
  useFile((state) => state.revision);
  const columns = isObs(option.path) ? visible : [];
  const isKnown = (name: string): boolean => {
    const swatches = known.get(name);
    return swatches?.source === sources.get(name) && swatches?.element === elementOf(name);
  };
  const wanted = columns.filter((name) => elementOf(name) && !isKnown(name));
  const ready = wanted.filter((name) => sources.get(name)?.at(0)?.value.kind === 'categorical').join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is ready is not known yet, whatever made it so
  useEffect(() => {
    if (ready === '' || !data) return;
    let isGone = false;
    for (const name of ready.split('\n')) {
      const source = sources.get(name);
      const value = source?.at(0)?.value;
      const element = elementOf(name);
      if (!source || !element || value?.kind !== 'categorical') continue;
      activity
        .run(`Reading colours of ${name}`, null, (options) => data.categoryColors(refOf(name), options))
        .then(
          (inFile) => {
            const { colors } = categoryColors(categoryNames(value), colorTexts(inFile));
            if (!isGone) setKnown((all) => new Map(all).set(name, { source, element, colors }));
          },
          () => {},
        );
    }
    return () => {
      isGone = true;
    };
  }, [data, activity, mod, ready, sources]);

  return new Map(columns.filter(isKnown).map((name) => [name, known.get(name)?.colors ?? []]));
}

/** Asks the columns in view for the rows in view, once scrolling rests. */
export function useWanted(
  sources: ReadonlyMap<string, ColumnSource>,
  names: readonly string[],
  rows: readonly number[],
  isReady: boolean,
): void {
  const key = `${names.join('\n')}|${rows[0]}|${rows.at(-1)}|${rows.length}`;
  const { activity } = useViewer();
  const latest = useRef({ names, rows });
  latest.current = { names, rows };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for names and rows
  useEffect(() => {
    if (!isReady) return;
    const release = activity.hold();
    const timer = setTimeout(() => {
      for (const name of latest.current.names) sources.get(name)?.want(latest.current.rows);
      release();
    }, READ_AFTER_MS);
    return () => {
      clearTimeout(timer);
      release();
    };
  }, [activity, sources, key, isReady]);
}
