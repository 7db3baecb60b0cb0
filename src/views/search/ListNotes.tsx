/** What there is to say of a list of genes: which names nothing has, in full, so that they can be copied. Page, React. */
import { useSearch } from '../../state/react.tsx';
import { MOST_GENES } from '../../state/view/view-state.ts';
import { formatCount } from '../../ui/format.ts';
import styles from './search-box.module.css';

export function ListNotes() {
  const note = useSearch((state) => state.note);
  // What is not known while names are being read may be known in a moment.
  const isReading = useSearch((state) => state.genes.some(({ status }) => status === 'reading'));
  if (!note || isReading) return null;
  const { unknown, several, tooMany } = note;
  return (
    <>
      {tooMany !== null && (
        <p>
          A set has at most {formatCount(MOST_GENES)} genes: of these names, {formatCount(tooMany)} are known.
        </p>
      )}
      {unknown.length > 0 && (
        // Takes the focus where it is selected, so that the list stays open.
        <p className={styles.unknown} tabIndex={-1}>
          Unknown:{' '}
          {unknown.map(({ name, meant }, i) => (
            <span key={name}>
              {i > 0 && ', '}
              <b>{name}</b>
              {meant.length > 0 && ` (${meant.join(' or ')}?)`}
            </span>
          ))}
        </p>
      )}
      {several.length > 0 && (
        <p className={styles.unknown} tabIndex={-1}>
          Several genes are called so, the first is taken: {several.join(', ')}
        </p>
      )}
    </>
  );
}
