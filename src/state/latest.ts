/** A newer request supersedes an older one: the older is aborted, and its answer never shown. Page, no React. */
import { isAbort } from '../shadow/index.ts';

export class Latest {
  #controller: AbortController | null = null;

  /** Runs `work`; answers undefined if a newer call (or `cancel`) came in between. Other errors pass through. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.#controller?.abort();
    const controller = new AbortController();
    this.#controller = controller;
    try {
      const result = await work(controller.signal);
      return controller.signal.aborted ? undefined : result;
    } catch (error) {
      if (controller.signal.aborted || isAbort(error)) return undefined;
      throw error;
    } finally {
      if (this.#controller === controller) this.#controller = null;
    }
  }

  cancel(): void {
    this.#controller?.abort();
    this.#controller = null;
  }
}
