/** What runs, how far, and a way to stop it; nothing for the first 300 ms. Page, React. */
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useActivity } from '../state/react.tsx';
import { IconButton } from '../ui/button.tsx';
import styles from './app.module.css';

const QUIET_MS = 300;

export function Progress() {
  const tasks = useActivity((state) => state.tasks);
  const isBusy = tasks.length > 0;
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isBusy) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isBusy]);
  const task = tasks[0];
  if (!isShown || !task) return null;
  const more = tasks.length - 1;
  return (
    <div className={styles.progress} role="status">
      <span className={styles.progressText}>
        {task.label}
        {more > 0 && ` and ${more} more`}
      </span>
      <progress className={styles.progressBar} {...(task.done === null ? {} : { value: task.done })} max={1} aria-label={task.label} />
      <IconButton
        label="Cancel"
        icon={<X size={14} />}
        onClick={() => {
          for (const { cancel } of tasks) cancel();
        }}
      />
    </div>
  );
}
