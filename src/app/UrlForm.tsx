/** A field for a link: what it comes to stands below while one types; Enter opens it. Page, React. */
import { type FormEvent, type ReactNode, type RefObject, useId, useState } from 'react';
import { readTyped } from '../hosts/read-address.ts';
import { Button } from '../ui/button.tsx';
import { useFileActions } from './FileProvider.tsx';
import styles from './url-form.module.css';

interface UrlFormProps {
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly onOpened?: () => void;
  /** Beside the button, which is below the field then. */
  readonly children?: ReactNode;
}

export function UrlForm({ field, onOpened, children }: UrlFormProps) {
  const { open, expect } = useFileActions();
  const [text, setText] = useState('');
  /** What is wrong is not said of an address that is still being typed. */
  const [isLeft, setLeft] = useState(false);
  const below = useId();
  const isGiven = text.trim() !== '';
  const link = readTyped(text, document.baseURI);
  const isWrong = isGiven && link.problem !== undefined && (isLeft || isWhole(text));

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setLeft(true);
    if (link.problem) return;
    open(link.url);
    onOpened?.();
  };

  return (
    <form className={styles.form} data-stacked={children !== undefined || undefined} noValidate onSubmit={submit}>
      <input
        ref={field}
        type="url"
        className={styles.field}
        placeholder="Paste a link: https://…"
        aria-label="Link to a file"
        aria-invalid={isWrong}
        aria-describedby={below}
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onFocus={expect}
        onBlur={() => setLeft(true)}
        onChange={({ target }) => {
          setText(target.value);
          setLeft(false);
        }}
      />
      <div className={styles.buttons}>
        {children}
        <Button type="submit" look={children === undefined ? 'plain' : 'primary'} className={styles.open} disabled={!isGiven}>
          Open link
        </Button>
      </div>
      <p id={below} className={styles.below} data-problem={isWrong || undefined} aria-live="polite">
        {isWrong ? `${link.problem?.message} ${link.problem?.hint ?? ''}` : isGiven && !link.problem && link.note}
      </p>
    </form>
  );
}

/** Pasted, as a rule: it has its scheme and its host. */
function isWhole(text: string): boolean {
  return /^\s*[a-z][a-z\d+.-]*:\/\/[^/]+\/./i.test(text);
}
