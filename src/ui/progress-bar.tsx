/** How far something is, as a thin line; moving where that is not known. Page, React. */
import styles from './progress-bar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null where it is not known. */
  readonly done: number | null;
  /** For its width. */
  readonly className?: string | undefined;
}

export function ProgressBar({ label, done, className }: ProgressBarProps) {
  return (
    <progress
      className={[styles.bar, className].filter(Boolean).join(' ')}
      {...(done === null ? {} : { value: done })}
      max={1}
      aria-label={label}
    />
  );
}
