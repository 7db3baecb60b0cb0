/** Long work steps aside for messages. Runs beside the file handle and in scan workers. */
import { macrotask } from './macrotask.ts';

/** At most so long between two pauses, in milliseconds. */
const LONGEST_SLICE = 16;

/**
 * To be called between small steps: now and then it waits for a macrotask, since a microtask would never hear a cancel.
 * @returns whether it paused
 * @throws the signal's reason, after a pause in which the cancel came
 */
export function pauser(signal: AbortSignal | undefined): () => Promise<boolean> {
  let paused = performance.now();
  return async () => {
    if (performance.now() - paused < LONGEST_SLICE) return false;
    await macrotask();
    signal?.throwIfAborted();
    paused = performance.now();
    return true;
  };
}
