/** The one quiet place that says what runs, how far, how long still, and stops it; nothing for the first 300 ms. Page, React. */
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Task } from '../state/activity.ts';
import { useActivity } from '../state/react.tsx';
import { remainingText } from '../state/remaining.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes, plural } from '../ui/format.ts';
import { Popover } from '../ui/popover.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './progress.module.css';

const QUIET_MS = 300;

/** @param isNarrow leaves room for the bar alone */
export function Progress({ isNarrow = false }: { readonly isNarrow?: boolean }) {
  const tasks = useActivity((state) => state.tasks);
  const waitedFor = tasks.filter(({ isBackground }) => !isBackground);
  const ahead = tasks.filter(({ isBackground }) => isBackground);
  // What is done ahead stays in view while something short is read.
  const isWaiting = useLasting(waitedFor.length > 0);
  const isAhead = useLasting(ahead.length > 0);
  const shown = isWaiting ? waitedFor : isAhead ? ahead : [];
  const task = shown[0];
  if (!task) return null;
  const all = [...waitedFor, ...ahead];
  return (
    <div className={styles.progress} data-narrow={isNarrow || undefined} role="status">
      {!isNarrow && <span className={styles.label}>{task.label}</span>}
      {!isNarrow && all.length === 1 && <Remaining task={task} />}
      {!isNarrow && <FetchedSoFar task={task} />}
      {all.length > 1 && (
        <Popover
          title="What runs"
          trigger={
            <Button look="quiet" className={styles.more}>
              {isNarrow ? `${all.length}` : `and ${all.length - 1} more`}
            </Button>
          }
        >
          <All tasks={all} />
        </Popover>
      )}
      <ProgressBar label={task.label} done={task.last?.done ?? null} className={styles.bar} />
      <IconButton
        label="Cancel"
        icon={<X size={14} />}
        onClick={() => {
          for (const { cancel } of shown) cancel();
        }}
      />
    </div>
  );
}

/** Each with its own end. */
function All({ tasks }: { readonly tasks: readonly Task[] }) {
  return (
    <ul className={styles.all}>
      {tasks.map((task) => (
        <li key={task.id}>
          <span className={styles.label}>{task.label}</span>
          <Remaining task={task} />
          <ProgressBar label={task.label} done={task.last?.done ?? null} className={styles.bar} />
          <IconButton label={`Cancel ${task.label}`} icon={<X size={12} />} className={styles.small} onClick={task.cancel} />
        </li>
      ))}
    </ul>
  );
}

/** “3.1 MB in 14 requests”; of a download “3.1 MB of 46.4 MB”. Not for screen readers: they would be told of each. */
function FetchedSoFar({ task: { fetched, total } }: { readonly task: Task }) {
  if (!fetched) return null;
  const of = total === null ? (fetched.requests > 1 ? ` in ${plural(fetched.requests, 'request')}` : '') : ` of ${formatBytes(total)}`;
  return (
    <span className={styles.fetched} aria-hidden="true">
      {formatBytes(fetched.bytes)}
      {of}
    </span>
  );
}

/** Not for screen readers: they would be told every few seconds. */
function Remaining({ task }: { readonly task: Task }) {
  const text = remainingText(task);
  return (
    text && (
      <span className={styles.remaining} aria-hidden="true">
        {text}
      </span>
    )
  );
}

/** Whether something has been so for a while. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isSo && isLasting;
}
