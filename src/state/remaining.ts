/** How long what runs will still take, in words; nothing where that is a guess. Pure. */
import type { Task } from './activity.ts';

/** It must have gone on for so long, in milliseconds, and come so far before its pace says anything. */
const AFTER_MS = 1000;
const AFTER_SHARE = 0.05;

/** “about 20 s left”; null while it is too early to tell. What was there already when it began counts for nothing. */
export function remainingText({ first, last }: Pick<Task, 'first' | 'last'>): string | null {
  if (!first || !last) return null;
  const [passed, come] = [last.at - first.at, last.done - first.done];
  if (passed < AFTER_MS || come < AFTER_SHARE) return null;
  return text(((1 - last.done) / come) * (passed / 1000));
}

/** In steps so large that the words stay for a while. */
function text(seconds: number): string {
  if (seconds < 8) return 'a few seconds left';
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 55 * 60) return `about ${Math.ceil(seconds / 60)} min left`;
  return `about ${Math.ceil(seconds / 3600)} h left`;
}
