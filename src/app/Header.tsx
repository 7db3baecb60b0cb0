/** On top: which file, what is in it in plain words, what runs, and the panels. Page, React. */

import { ChevronDown, PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import { nameOfUrl } from '../shadow/index.ts';
import { hasPart, type PanelName } from '../state/panels.ts';
import { useFile, usePanels, useRecent, useShadow, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { formatBytes } from '../ui/format.ts';
import { Logo } from '../ui/logo.tsx';
import { Menu } from '../ui/menu.tsx';
import { SearchBox } from '../views/search/SearchBox.tsx';
import { AdditionsChip } from './AdditionsChip.tsx';
import { useFileActions } from './FileProvider.tsx';
import { Help } from './Help.tsx';
import styles from './header.module.css';
import { MemoryMeter } from './MemoryMeter.tsx';
import { Progress } from './Progress.tsx';
import { ShareMenu } from './ShareMenu.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { UndoButtons } from './Undo.tsx';

export function Header({ isNarrow }: { readonly isNarrow: boolean }) {
  const data = useShadow();
  const hasCells = useFile((state) => state.data !== null);
  const url = useFile((state) => state.url);
  const { choose, chooseFolder, chooseLink, close, reopen, openPart } = useFileActions();
  const recent = useRecent((state) => state.files);
  const { name, bytes, format } = data.session.outline.file;
  const { root, tables = [] } = data.session.outline;
  const otherTables = tables.filter((path) => path !== root.path);
  // The first is the one that is open, where files are remembered.
  const others = recent.filter((file) => file.name !== name || file.size !== bytes);
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
            {bytes === null ? `${format} store` : formatBytes(bytes)},{' '}
            {url === null ? 'on this computer' : `from ${new URL(url, document.baseURI).host}`}
          </p>
        }
        items={[
          { label: 'Open another file…', action: choose },
          { label: 'Open a Zarr folder…', action: chooseFolder },
          { label: 'Open a link…', action: chooseLink },
          ...otherTables.map((path) => ({ label: `Show the table ${nameOfUrl(path)}`, action: () => openPart(path) })),
          ...(others.length > 0
            ? [{ label: 'Open recent', items: others.map((file) => ({ key: file.id, label: file.name, action: () => void reopen(file) })) }]
            : []),
          { label: 'Copy the tree as text', action: () => void copyText(String(data)) },
          null,
          { label: 'Close', action: close },
        ]}
      />
      <UndoButtons isNarrow={isNarrow} />
      {hasCells && <AdditionsChip />}
      <span className={styles.space} />
      <Progress isNarrow={isNarrow} />
      {hasCells && <SearchBox isNarrow={isNarrow} />}
      <MemoryMeter isNarrow={isNarrow} />
      {!isNarrow && (
        <>
          <PanelToggle panel="tree" label="Contents" icon={<PanelLeft size={16} />} />
          <PanelToggle panel="table" label="Tables" icon={<PanelBottom size={16} />} />
          {hasCells && <PanelToggle panel="legend" label="Legend" icon={<PanelRight size={16} />} />}
        </>
      )}
      {!isNarrow && <Help />}
      <ShareMenu />
      <ThemeMenu />
    </header>
  );
}

function PanelToggle({ panel, label, icon }: { readonly panel: PanelName; readonly label: string; readonly icon: React.ReactNode }) {
  const { panels } = useViewer();
  const isOpen = usePanels((state) => state.open[panel]);
  const isThere = usePanels((state) => hasPart(state, panel));
  if (!isThere) return null;
  return (
    <IconButton
      label={`${isOpen ? 'Hide' : 'Show'} ${label.toLowerCase()}`}
      icon={icon}
      aria-pressed={isOpen}
      onClick={() => panels.toggle(panel)}
    />
  );
}
