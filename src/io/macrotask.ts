/** Waits until everything that can run now has run, messages included. Runs anywhere. */

/** A message to oneself is the shortest macrotask there is in browsers and in Node: timers are held back to 4 ms. */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
