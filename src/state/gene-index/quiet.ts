/** Waits until the user has what was asked for: work that is done ahead begins after that. Page, no React. */
import type { Activity } from '../activity.ts';

/**
 * Resolves when nothing has run for so long, in milliseconds.
 * @throws the signal's reason
 */
export async function whenQuiet(activity: Activity, pause: number, signal: AbortSignal): Promise<void> {
  do await activity.idle();
  while (!(await staysIdle(activity, pause, signal)));
}

function staysIdle(activity: Activity, pause: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', onAbort);
      then();
    };
    const onAbort = (): void => settle(() => reject(signal.reason));
    const timer = setTimeout(() => settle(() => resolve(true)), pause);
    const stop = activity.subscribe(() => {
      if (!activity.isIdle()) settle(() => resolve(false));
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
