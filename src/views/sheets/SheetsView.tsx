/** The drawer: the tables of the file, and a sheet for whatever else was opened. Page, React. */
import { useMemo, useState } from 'react';
import { find } from '../../state/find.ts';
import { useFile, useShadow, useTables } from '../../state/react.tsx';
import { type Sheet, sheetOf } from '../../state/sheets/sheets.ts';
import { MatrixSheetView } from '../matrix/MatrixSheetView.tsx';
import { FrameView } from '../table/FrameView.tsx';
import type { Layout } from '../table/layout.ts';
import { ValueView } from '../value/ValueView.tsx';
import { SheetTabs } from './SheetTabs.tsx';
import styles from './sheets.module.css';

export function SheetsView() {
  const active = useTables((state) => state.active);
  if (active === null) return <p className={styles.empty}>This file has no tables. An element of the tree can be opened here.</p>;
  return (
    <section className={styles.sheets} aria-label="Tables">
      <SheetTabs />
      <ActiveSheet path={active} />
    </section>
  );
}

function ActiveSheet({ path }: { readonly path: string }) {
  const data = useShadow();
  const [layouts, setLayouts] = useState<ReadonlyMap<string, Layout>>(new Map());
  // Additions take the place of elements, and come with a revision.
  const shadow = useFile(() => find(data, path));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another shadow at the path is another sheet
  const sheet = useMemo(() => sheetOf(data, path), [data, path, shadow]);
  if (!sheet) return <p className={styles.empty}>{path} is no longer there.</p>;
  return (
    <div role="tabpanel" aria-label={sheet.label} className={styles.panel}>
      <SheetView
        key={path}
        sheet={sheet}
        layout={layouts.get(path) ?? null}
        onLayout={(next) => setLayouts((all) => new Map(all).set(path, next))}
      />
    </div>
  );
}

interface SheetViewProps {
  readonly sheet: Sheet;
  readonly layout: Layout | null;
  readonly onLayout: (layout: Layout) => void;
}

function SheetView({ sheet, layout, onLayout }: SheetViewProps) {
  switch (sheet.kind) {
    case 'frame':
      return <FrameView option={sheet} layout={layout} onLayout={onLayout} />;
    case 'matrix':
      return <MatrixSheetView sheet={sheet} />;
    case 'value':
      return <ValueView sheet={sheet} />;
  }
}
