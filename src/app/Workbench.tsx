/** The open file: tree, cells, legend and tables in panels that can be dragged and closed. Page, React. */
import { useCallback, useRef, useState } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import type { PanelsState } from '../state/panels.ts';
import { useFile, usePanels, usePlot, useSelection, useViewer } from '../state/react.tsx';
import { Notice } from '../ui/notice.tsx';
import { DetailsView } from '../views/details/DetailsView.tsx';
import { LegendView } from '../views/legend/LegendView.tsx';
import { PlainView } from '../views/plain/PlainView.tsx';
import { ScatterView } from '../views/scatter/ScatterView.tsx';
import { SheetsView } from '../views/sheets/SheetsView.tsx';
import { TreeView } from '../views/tree/TreeView.tsx';
import { Boundary } from './Boundary.tsx';
import { useFileActions } from './FileProvider.tsx';
import { Header } from './Header.tsx';
import { rememberedLayout, rememberLayout } from './layouts.ts';
import { Summary } from './Summary.tsx';
import { UndoNotice } from './Undo.tsx';
import { useAfterPaint } from './use-after-paint.ts';
import { useWidth } from './use-width.ts';
import styles from './workbench.module.css';

/** Below this there is one panel at a time, in CSS pixels. */
const NARROW = 900;

export function Workbench({ theme }: { readonly theme: 'light' | 'dark' }) {
  const viewer = useViewer();
  const error = useFile((state) => state.error);
  const notice = useFile((state) => state.notice);
  const url = useFile((state) => state.url);
  const { choose, open } = useFileActions();
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const isNarrow = width > 0 && width < NARROW;
  return (
    <div ref={element} className={styles.workbench}>
      <Header isNarrow={isNarrow} />
      <Summary />
      {error && (
        <div className={styles.error}>
          <Notice error={error.record} onDismiss={() => viewer.file.setState({ error: null })} />
        </div>
      )}
      {notice && (
        <div className={styles.error}>
          <Notice
            error={notice}
            action={notice.tag === 'changed' ? { label: 'Open it again', run: () => (url === null ? choose() : open(url)) } : undefined}
            onDismiss={() => viewer.file.setState({ notice: null })}
          />
        </div>
      )}
      {width > 0 && (isNarrow ? <Narrow theme={theme} /> : <Wide theme={theme} />)}
      <UndoNotice isNarrow={isNarrow} />
    </div>
  );
}

function Wide({ theme }: { readonly theme: 'light' | 'dark' }) {
  const open = usePanels((state) => state.open);
  const isPainted = useAfterPaint();
  const hasCells = useFile((state) => state.data !== null);
  const isStarted = usePlot((state) => state.isStarted) || !hasCells;
  return (
    <Panels id="columns">
      {open.tree && (
        <>
          <Panel id="tree" defaultSize={290} minSize={200} maxSize="50%" groupResizeBehavior="preserve-pixel-size" className={styles.side}>
            <TreeAndDetails />
          </Panel>
          <Separator className={styles.separator} />
        </>
      )}
      <Panel id="main" minSize={300}>
        <Panels id={hasCells ? 'rows' : 'plain-rows'} orientation="vertical">
          <Panel id="cells" minSize={hasCells ? 160 : 80}>
            <Panels id={hasCells ? 'cells-and-legend' : 'plain'}>
              <Panel id="plot" minSize={200}>
                <Boundary>{hasCells ? isPainted && <ScatterView theme={theme} /> : <PlainView />}</Boundary>
              </Panel>
              {open.legend && hasCells && (
                <>
                  <Separator className={styles.separator} />
                  <Panel
                    id="legend"
                    defaultSize={270}
                    minSize={180}
                    maxSize="50%"
                    groupResizeBehavior="preserve-pixel-size"
                    className={styles.side}
                  >
                    <Boundary>{isPainted && <LegendView />}</Boundary>
                  </Panel>
                </>
              )}
            </Panels>
          </Panel>
          {open.table && (
            <>
              <Separator className={styles.separator} />
              <Panel id="table" defaultSize={hasCells ? '36%' : '60%'} minSize={120}>
                <Boundary>{isStarted && <SheetsView />}</Boundary>
              </Panel>
            </>
          )}
        </Panels>
      </Panel>
    </Panels>
  );
}

function TreeAndDetails() {
  const hasDetails = useSelection((state) => state.element !== null);
  return (
    <Panels id="tree-and-details" orientation="vertical">
      <Panel id="tree-rows" minSize={120}>
        <Boundary>
          <TreeView />
        </Boundary>
      </Panel>
      {hasDetails && (
        <>
          <Separator className={styles.separator} />
          <Panel id="details" defaultSize="42%" minSize={100}>
            <Boundary>
              <DetailsView />
            </Boundary>
          </Panel>
        </>
      )}
    </Panels>
  );
}

interface PanelsProps {
  readonly id: string;
  readonly orientation?: 'horizontal' | 'vertical';
  readonly children: React.ReactNode;
}

/** A group of panels whose sizes stay as they were left. */
function Panels({ id, orientation = 'horizontal', children }: PanelsProps) {
  const [layout] = useState(() => rememberedLayout(id));
  const remember = useCallback((changed: Layout) => rememberLayout(id, changed), [id]);
  return (
    <Group
      id={id}
      orientation={orientation}
      className={styles.group}
      {...(layout ? { defaultLayout: layout } : {})}
      onLayoutChanged={remember}
    >
      {children}
    </Group>
  );
}

const TABS: readonly (readonly [PanelsState['narrow'], string])[] = [
  ['tree', 'Contents'],
  ['plot', 'Cells'],
  ['legend', 'Legend'],
  ['table', 'Tables'],
];

/** Of a file without cells. */
const PLAIN_TABS: typeof TABS = [
  ['tree', 'Contents'],
  ['plot', 'File'],
  ['table', 'Tables'],
];

function Narrow({ theme }: { readonly theme: 'light' | 'dark' }) {
  const { panels } = useViewer();
  const hasCells = useFile((state) => state.data !== null);
  const chosen = usePanels((state) => state.narrow);
  const narrow = chosen === 'legend' && !hasCells ? 'plot' : chosen;
  return (
    <>
      <div className={styles.single}>
        {/* The plot stays: a page may colour the cells, or ask for their places, whatever is in view. */}
        <div className={styles.layer} data-hidden={narrow !== 'plot' || undefined}>
          <Boundary>{hasCells ? <ScatterView theme={theme} /> : <PlainView />}</Boundary>
        </div>
        {narrow !== 'plot' && (
          <div className={styles.layer}>
            <Boundary>
              {narrow === 'tree' && <TreeAndDetails />}
              {narrow === 'legend' && <LegendView />}
              {narrow === 'table' && <SheetsView />}
            </Boundary>
          </div>
        )}
      </div>
      <nav className={styles.tabs} aria-label="Panels">
        {(hasCells ? TABS : PLAIN_TABS).map(([panel, label]) => (
          <button
            key={panel}
            type="button"
            aria-pressed={panel === narrow}
            className={styles.tab}
            onClick={() => panels.setState({ narrow: panel })}
          >
            {label}
          </button>
        ))}
      </nav>
    </>
  );
}
