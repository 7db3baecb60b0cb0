/** On top: which file, what is in it in plain words, what runs, and the panels. Page, React. */

import { ChevronDown, MemoryStick, PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import type { PanelName } from '../state/panels.ts';
import { useData, useFile, usePanels, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { formatBytes } from '../ui/format.ts';
import { Hint } from '../ui/hint.tsx';
import { Logo } from '../ui/logo.tsx';
import { Menu } from '../ui/menu.tsx';
import { Popover } from '../ui/popover.tsx';
import { useFileActions } from './FileProvider.tsx';
import styles from './header.module.css';
import { Progress } from './Progress.tsx';
import { summaryOf } from './summary.ts';
import { ThemeMenu } from './ThemeMenu.tsx';

export function Header({ isNarrow }: { readonly isNarrow: boolean }) {
  const viewer = useViewer();
  const data = useData();
  const url = useFile((state) => state.url);
  const { choose } = useFileActions();
  const { name, bytes } = data.session.outline.file;
  return (
    <header className={styles.header}>
      <span className={styles.logo}>
        <Logo size={20} />
        {!isNarrow && <b>Umbra</b>}
      </span>
      <Menu
        trigger={
          <Button look="quiet" className={styles.file}>
            <span>{name}</span>
            <ChevronDown size={14} />
          </Button>
        }
        header={
          <p className={styles.size}>
            {formatBytes(bytes)}, {url === null ? 'on this computer' : `from ${new URL(url, document.baseURI).host}`}
          </p>
        }
        items={[
          { label: 'Open another file…', action: choose },
          { label: 'Copy the tree as text', action: () => void copyText(String(data)) },
          null,
          { label: 'Close', action: () => void viewer.close() },
        ]}
      />
      {!isNarrow && <p className={styles.summary}>{summaryOf(data)}</p>}
      <span className={styles.space} />
      <Progress />
      <Memory />
      {!isNarrow && (
        <>
          <PanelToggle panel="tree" label="Contents" icon={<PanelLeft size={16} />} />
          <PanelToggle panel="table" label="Tables" icon={<PanelBottom size={16} />} />
          <PanelToggle panel="legend" label="Legend" icon={<PanelRight size={16} />} />
        </>
      )}
      <ThemeMenu />
    </header>
  );
}

function PanelToggle({ panel, label, icon }: { readonly panel: PanelName; readonly label: string; readonly icon: React.ReactNode }) {
  const { panels } = useViewer();
  const isOpen = usePanels((state) => state.open[panel]);
  return (
    <IconButton
      label={`${isOpen ? 'Hide' : 'Show'} ${label.toLowerCase()}`}
      icon={icon}
      aria-pressed={isOpen}
      onClick={() => panels.toggle(panel)}
    />
  );
}

/** Bytes in memory; what they are, and a way to give them back. */
function Memory() {
  const data = useData();
  useFile((state) => state.revision);
  const cached = data.session.cache.bytes('');
  const { heap, read } = data.stats();
  const rows = [
    ['Cached values', cached],
    ['Heap of the worker', heap],
    ['Read from the file', read],
  ] as const;
  return (
    <Popover
      title="Memory"
      trigger={
        <Button look="quiet" className={styles.memory}>
          <MemoryStick size={14} /> {formatBytes(cached)}
        </Button>
      }
    >
      <dl className={styles.rows}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatBytes(value)}</dd>
          </div>
        ))}
      </dl>
      <Hint label="What is shown stays on screen; it is read again when it is needed.">
        <Button look="plain" disabled={cached === 0} onClick={() => data.clearCache()}>
          Clear the cache
        </Button>
      </Hint>
    </Popover>
  );
}
