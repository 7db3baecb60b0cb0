/** What went wrong, to what, what to do; the library's own words folded away, and all of it copyable. Page, React. */

import { Check, Copy, TriangleAlert, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { ErrorRecord, Setting } from '../shadow/index.ts';
import { Button, IconButton } from './button.tsx';
import { copyText } from './clipboard.ts';
import styles from './notice.module.css';

interface NoticeProps {
  readonly error: ErrorRecord;
  /** Name of what it is about, where the message does not stand beside it. */
  readonly about?: string;
  /** The way out, as a button. */
  readonly action?: { readonly label: string; run(): void } | undefined;
  readonly onDismiss?: () => void;
}

export function Notice({ error, about, action, onDismiss }: NoticeProps) {
  return (
    <div className={styles.notice} role="alert">
      <TriangleAlert size={16} className={styles.icon} />
      <div className={styles.text}>
        {about && <p className={styles.about}>{about}</p>}
        <p>{error.message}</p>
        {error.hint && <p className={styles.hint}>{error.hint}</p>}
        {error.settings && <Settings settings={error.settings} />}
        {error.cause && (
          <details className={styles.details}>
            <summary>Details</summary>
            <pre>{error.cause}</pre>
            <CopyButton label="Copy details" text={[error.message, error.path, error.cause].filter(Boolean).join('\n')} />
          </details>
        )}
      </div>
      {action && (
        <Button look="plain" onClick={action.run}>
          {action.label}
        </Button>
      )}
      {onDismiss && <IconButton label="Dismiss" icon={<X size={16} />} onClick={onDismiss} />}
    </div>
  );
}

/** What whoever runs the server can copy into it: one kind of server at a time. */
function Settings({ settings }: { readonly settings: readonly Setting[] }) {
  const name = useId();
  return (
    <div className={styles.settings}>
      <p>Settings for</p>
      {settings.map(({ title, text }) => (
        <details key={title} name={name} className={styles.details}>
          <summary>{title}</summary>
          <pre>{text}</pre>
          <CopyButton label={`Copy for ${title}`} text={text} />
        </details>
      ))}
    </div>
  );
}

/** Copies a text, and says so. */
function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <Button look="quiet" onClick={() => void copy()}>
      {isCopied ? <Check size={14} /> : <Copy size={14} />}
      {isCopied ? 'Copied' : label}
    </Button>
  );
}
