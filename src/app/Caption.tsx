/** Under a viewer without a header, in one quiet line: which file, what runs, and the way to all of Umbra. Page, React. */
import { ArrowUpRight } from 'lucide-react';
import { useReducer } from 'react';
import { fullPage } from '../state/link/embed.ts';
import { useFile, useLink } from '../state/react.tsx';
import { Hint } from '../ui/hint.tsx';
import styles from './caption.module.css';
import { Progress } from './Progress.tsx';

export function Caption({ isNarrow }: { readonly isNarrow: boolean }) {
  const name = useFile((state) => state.shadow?.session.outline.file.name ?? state.opening ?? '');
  return (
    <footer className={styles.caption}>
      <Hint label={name}>
        <span className={styles.name}>{name}</span>
      </Hint>
      <Progress isNarrow={isNarrow} />
      <FullPageLink />
    </footer>
  );
}

/** Only in a frame that shows Umbra's own page: elsewhere there is none to go to, nor for a file that only this browser has. */
function FullPageLink() {
  const make = useLink((state) => state.make);
  const url = useFile((state) => state.url);
  // The view changes all the while: the address is made anew when it is about to be used.
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  if (!make || url === null) return null;
  return (
    <a
      className={styles.link}
      href={fullPage(make()?.href ?? location.href)}
      target="_blank"
      rel="noopener"
      onPointerEnter={refresh}
      onPointerDown={refresh}
      onFocus={refresh}
    >
      Open in Umbra <ArrowUpRight size={12} aria-hidden="true" />
    </a>
  );
}
