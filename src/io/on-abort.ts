/** Many who wait for one signal, as one listener of it. Runs anywhere. Node warns of more than ten. */

const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** @returns what ends the waiting */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (!signal) return () => {};
  let callbacks = waiting.get(signal);
  if (!callbacks) {
    const made = new Set<() => void>();
    callbacks = made;
    waiting.set(signal, made);
    signal.addEventListener('abort', () => {
      for (const each of [...made]) each();
    });
  }
  const all = callbacks;
  all.add(callback);
  return () => all.delete(callback);
}

/** What a promise comes to, for one who may give up before: it may be others' too. @throws the signal's reason, at once */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const end = onAbort(signal, () => reject(signal?.reason));
    promise.then(resolve, reject).finally(end);
  });
}
