/** On the start page, after a link to a file that is on somebody's computer was followed: which one it is, and the ways to give it. Page, React. */
import { FolderOpen, Link2, X } from 'lucide-react';
import { useLink, useRecent, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import { useFileActions } from './FileProvider.tsx';
import styles from './linked-file.module.css';

export function LinkedFile() {
  const { link, recent } = useViewer();
  const wanted = useLink((state) => state.wanted?.file ?? null);
  // Looked for again when the list changes.
  useRecent((state) => state.files);
  const { choose, reopen, expect } = useFileActions();
  if (!wanted) return null;
  const known = recent.find({ ...wanted, modified: null, url: null });
  return (
    <section className={styles.linked} aria-label="Linked file">
      <Link2 size={16} className={styles.icon} />
      <p>
        This link shows <b>{wanted.name}</b> ({formatBytes(wanted.size)}).{' '}
        {known ? 'You opened it here before.' : 'Choose that file, or drop it here.'}
      </p>
      <Button look={known ? 'primary' : 'plain'} onPointerEnter={expect} onClick={() => (known ? void reopen(known) : choose())}>
        <FolderOpen size={14} /> {known ? 'Open it' : 'Choose it'}
      </Button>
      <IconButton label="Forget the link" icon={<X size={16} />} onClick={() => link.setState({ wanted: null })} />
    </section>
  );
}
