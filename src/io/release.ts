/**
 * Gives up bytes at once, instead of when a collector looks for them. Runs in workers and in Node.
 * A collector counts what lies outside of its heap only from 64 MB on, and each worker has one of its own.
 */

/** Nobody listens: what is sent is freed. */
const { port1: nowhere, port2 } = new MessageChannel();
port2.close();

/** @param bytes the caller's own, and all of their buffer; nothing can be read of them afterwards */
export function release({ buffer }: ArrayBufferView<ArrayBuffer>): void {
  nowhere.postMessage(null, [buffer]);
}
