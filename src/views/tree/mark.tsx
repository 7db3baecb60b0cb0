/** The marks `ᐁ` (cached) and `▲` (added) with a word for each. Drawn, because few fonts have ᐁ. Page, React. */

import { formatBytes } from '../../ui/format.ts';
import { Hint } from '../../ui/hint.tsx';
import styles from './mark.module.css';

interface MarkProps {
  readonly kind: 'cached' | 'added';
  readonly bytes: number;
  /** Whether only a part is cached. */
  readonly isPart: boolean;
  readonly onDrop: () => void;
}

export function MarkButton({ kind, bytes, isPart, onDrop }: MarkProps) {
  if (kind === 'added') {
    return (
      <Hint label={`Added, not saved: ${formatBytes(bytes)}, in memory only`}>
        <span className={styles.added} role="img" aria-label="added, not saved">
          <Triangle kind="added" />
        </span>
      </Hint>
    );
  }
  const text = `${isPart ? 'partly cached' : 'cached'}, ${formatBytes(bytes)}`;
  return (
    <Hint label={`${text[0]?.toUpperCase()}${text.slice(1)}. Click to drop it.`}>
      <button
        type="button"
        tabIndex={-1}
        className={styles.cached}
        aria-label={`${text}; drop from cache`}
        onClick={(event) => {
          event.stopPropagation();
          onDrop();
        }}
      >
        <Triangle kind="cached" />
      </button>
    </Hint>
  );
}

export function Triangle({ kind }: { readonly kind: 'cached' | 'added' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {kind === 'cached' ? (
        <path d="M1 1.5h8L5 8.5Z" fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" />
      ) : (
        <path d="M5 1.2 9.2 8.8H.8Z" fill="currentColor" />
      )}
    </svg>
  );
}
