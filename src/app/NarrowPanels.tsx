/** One panel at a time, and tabs for those there are. Page, React. */
import { hasPart, type PanelsState } from '../state/panels.ts';
import { useFile, usePanels, useViewer } from '../state/react.tsx';
import { LegendView } from '../views/legend/LegendView.tsx';
import { PlainView } from '../views/plain/PlainView.tsx';
import { ScatterView } from '../views/scatter/ScatterView.tsx';
import { SheetsView } from '../views/sheets/SheetsView.tsx';
import { Boundary } from './Boundary.tsx';
import { TreeAndDetails } from './WidePanels.tsx';
import styles from './workbench.module.css';

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

export function NarrowPanels({ theme }: { readonly theme: 'light' | 'dark' }) {
  const { panels } = useViewer();
  const hasCells = useFile((state) => state.data !== null);
  const state = usePanels((all) => all);
  const tabs = (hasCells ? TABS : PLAIN_TABS).filter(([panel]) => panel === 'plot' || hasPart(state, panel));
  const shown = tabs.some(([panel]) => panel === state.narrow) ? state.narrow : 'plot';
  return (
    <>
      <div className={styles.single}>
        {/* The plot stays: a page may colour the cells, or ask for their places, whatever is in view. */}
        <div className={styles.layer} data-hidden={shown !== 'plot' || undefined}>
          <Boundary>{hasCells ? <ScatterView theme={theme} /> : <PlainView />}</Boundary>
        </div>
        {shown !== 'plot' && (
          <div className={styles.layer}>
            <Boundary>
              {shown === 'tree' && <TreeAndDetails />}
              {shown === 'legend' && <LegendView />}
              {shown === 'table' && <SheetsView />}
            </Boundary>
          </div>
        )}
      </div>
      <nav className={styles.tabs} aria-label="Panels">
        {tabs.map(([panel, label]) => (
          <button
            key={panel}
            type="button"
            aria-pressed={panel === shown}
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
