/** A field that finds a row or a column by its name while one types. Page, React. */
import { useState } from 'react';
import styles from './grid.module.css';

interface FindNameProps {
  /** What is looked for, as “row”. */
  readonly what: string;
  /** The place of a name, −1 if there is none; undefined if a newer question took over. */
  readonly find: (query: string) => Promise<number | undefined>;
  readonly onFound: (place: number) => void;
}

export function FindName({ what, find, onFound }: FindNameProps) {
  const [isMissing, setMissing] = useState(false);
  const look = async (query: string): Promise<void> => {
    const place = await find(query);
    if (place === undefined) return;
    setMissing(query !== '' && place < 0);
    if (place >= 0) onFound(place);
  };
  return (
    <input
      className={styles.find}
      placeholder={`Find a ${what}`}
      aria-label={`Find a ${what} by name`}
      aria-invalid={isMissing}
      title={isMissing ? `No ${what} has that name` : undefined}
      onChange={(event) => void look(event.target.value.trim())}
    />
  );
}
