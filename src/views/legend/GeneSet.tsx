/** Whose mean it is: the first genes of a set, and all of them when they are asked for. Page, React. */
import { useState } from 'react';
import type { SetRef } from '../../shadow/index.ts';
import { genesOf } from '../../state/plot/columns.ts';
import { formatCount } from '../../ui/format.ts';
import styles from './gene-set.module.css';

/** So many are listed at first: two or three lines. */
const FIRST = 12;

export function GeneSet({ set }: { readonly set: SetRef }) {
  const [isOpen, setOpen] = useState(false);
  const genes = genesOf(set);
  const more = genes.length - FIRST;
  // One or two more are as short as saying so.
  const isCut = more > 2 && !isOpen;
  return (
    <p className={styles.genes}>
      {(isCut ? genes.slice(0, FIRST) : genes).join(', ')}
      {more > 2 && (
        <button type="button" className={styles.more} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'show fewer' : `and ${formatCount(more)} more`}
        </button>
      )}
    </p>
  );
}
