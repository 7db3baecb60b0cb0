/** What was found, by kind; and what is still being read, or could not be. Page, React. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { fold } from '../../compute/fold.ts';
import { refKey } from '../../state/plot/columns.ts';
import { useActivity, useSearch, useViewer } from '../../state/react.tsx';
import type { GeneNames } from '../../state/search/search.ts';
import type { SearchGroup, SearchItem } from '../../state/search/search-item.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ListNotes } from './ListNotes.tsx';
import styles from './search-box.module.css';

interface SearchListProps {
  readonly query: string;
  readonly onChoose: (item: SearchItem) => void;
}

export function SearchList({ query, onChoose }: SearchListProps) {
  const groups = useSearch((state) => state.groups);
  const genes = useSearch((state) => state.genes);
  const isList = useSearch((state) => state.note !== null);
  const wanted = query.trim();
  const isReading = genes.some(({ status }) => status === 'reading');
  return (
    <>
      <Autocomplete.List className={styles.list}>
        {(group: SearchGroup) => (
          <Autocomplete.Group key={group.label} items={group.items as never} className={styles.group}>
            <Autocomplete.GroupLabel className={styles.heading}>{group.label}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: SearchItem) => (
                <Autocomplete.Item key={refKey(item.ref)} value={item} className={styles.item} onClick={() => onChoose(item)}>
                  <span className={styles.label}>
                    <Marked text={item.label} query={wanted} />
                  </span>
                  <span className={styles.detail}>
                    {/* An identifier beside its symbol is searched too. */}
                    <Marked text={item.detail} query={item.isDetailSearched ? wanted : ''} />
                  </span>
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
            {group.more > 0 && (
              <p className={styles.more}>
                … and {formatCount(group.more)} more{wanted && ': type on to find them'}
              </p>
            )}
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <Autocomplete.Status className={styles.status}>
        {groups.length === 0 && !isList && wanted && !isReading && <p>No column or gene has “{wanted}” in its name.</p>}
        <ListNotes />
        {genes.map((names) => (
          <Names key={names.mod ?? ''} names={names} />
        ))}
      </Autocomplete.Status>
      {wanted === '' && <p className={styles.tip}>Paste a list of genes to colour by their mean.</p>}
    </>
  );
}

/** The part that matches stands out. */
function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const [folded, wanted] = [fold(text), fold(query)];
  const at = wanted === '' ? -1 : folded.indexOf(wanted);
  // A few letters change their length with their case.
  if (at < 0 || folded.length !== text.length) return text;
  return (
    <>
      {text.slice(0, at)}
      <b>{text.slice(at, at + wanted.length)}</b>
      {text.slice(at + wanted.length)}
    </>
  );
}

/** Names that are not here: why, and what can be done. The focus stays in the field. */
function Names({ names: { mod, label, status, error } }: { readonly names: GeneNames }) {
  const { search } = useViewer();
  const done = useActivity(({ tasks }) => tasks.find((task) => task.label === label)?.last?.done ?? null);
  if (status === 'ready') return null;
  if (status === 'failed' && error) return <Notice error={error} {...(mod === undefined ? {} : { about: mod })} />;
  return (
    <p className={styles.names} onPointerDown={(event) => event.preventDefault()}>
      <span>{status === 'reading' ? `${label}…` : `${mod === undefined ? 'Names' : `The names of ${mod}`} were not read.`}</span>
      {status === 'reading' && <ProgressBar label={label} done={done} />}
      {status === 'reading' ? (
        <Button look="quiet" onClick={() => search.cancel()}>
          Cancel
        </Button>
      ) : (
        <Button look="quiet" onClick={() => search.open()}>
          Read them
        </Button>
      )}
    </p>
  );
}
