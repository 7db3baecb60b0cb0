/** Tree, cells, legend and tables side by side: every border can be dragged, and stays. Page, React. */
import { useCallback, useState } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { isPanelOpen } from '../state/panels.ts';
import { useFile, usePanels, usePlot, useSelection } from '../state/react.tsx';
import { DetailsView } from '../views/details/DetailsView.tsx';
import { LegendView } from '../views/legend/LegendView.tsx';
import { PlainView } from '../views/plain/PlainView.tsx';
import { ScatterView } from '../views/scatter/ScatterView.tsx';
import { SheetsView } from '../views/sheets/SheetsView.tsx';
import { TreeView } from '../views/tree/TreeView.tsx';
import { Boundary } from './Boundary.tsx';
import { rememberedLayout, rememberLayout } from './layouts.ts';
import { useAfterPaint } from './use-after-paint.ts';
import styles from './workbench.module.css';

interface WidePanelsProps {
  readonly theme: 'light' | 'dark';
  /** Panels beside the cells begin narrower. */
  readonly isSmall: boolean;
}

export function WidePanels({ theme, isSmall }: WidePanelsProps) {
  const hasTree = usePanels((state) => isPanelOpen(state, 'tree'));
  const hasLegend = usePanels((state) => isPanelOpen(state, 'legend'));
  const hasTable = usePanels((state) => isPanelOpen(state, 'table'));
  const isPainted = useAfterPaint();
  const hasCells = useFile((state) => state.data !== null);
  const isStarted = usePlot((state) => state.isStarted) || !hasCells;
  return (
    <Panels id="columns">
      {hasTree && (
        <>
          <Panel
            id="tree"
            defaultSize={isSmall ? 220 : 290}
            minSize={isSmall ? 120 : 200}
            maxSize="50%"
            groupResizeBehavior="preserve-pixel-size"
            className={styles.side}
          >
            <TreeAndDetails />
          </Panel>
          <Separator className={styles.separator} />
        </>
      )}
      <Panel id="main" minSize={isSmall ? 200 : 300}>
        <Panels id={hasCells ? 'rows' : 'plain-rows'} orientation="vertical">
          <Panel id="cells" minSize={hasCells && !isSmall ? 160 : 80}>
            <Panels id={hasCells ? 'cells-and-legend' : 'plain'}>
              <Panel id="plot" minSize={isSmall ? 120 : 200}>
                <Boundary>{hasCells ? isPainted && <ScatterView theme={theme} /> : <PlainView />}</Boundary>
              </Panel>
              {hasLegend && hasCells && (
                <>
                  <Separator className={styles.separator} />
                  <Panel
                    id="legend"
                    defaultSize={isSmall ? 180 : 270}
                    minSize={isSmall ? 120 : 180}
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
          {hasTable && (
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

export function TreeAndDetails() {
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

let groups = 0;

/** A group of panels whose sizes stay as the user left them; where the page chose the panels, only as long as they are there. */
function Panels({ id, orientation = 'horizontal', children }: PanelsProps) {
  const isKept = usePanels((state) => state.parts === null);
  const [layout] = useState(() => (isKept ? rememberedLayout(id) : undefined));
  // The library keeps groups by their ids, of all viewers on a page together.
  const [group] = useState(() => `${id}-${groups++}`);
  const remember = useCallback((changed: Layout) => isKept && rememberLayout(id, changed), [id, isKept]);
  return (
    <Group
      id={group}
      orientation={orientation}
      className={styles.group}
      {...(layout ? { defaultLayout: layout } : {})}
      onLayoutChanged={remember}
    >
      {children}
    </Group>
  );
}
