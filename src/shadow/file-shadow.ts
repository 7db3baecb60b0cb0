/** What every opened file has, whatever is in it: its events, what reading it took, closing. Pure. */
import type { FileStats, KeptIndex, WhichIndexes } from '../protocol/methods.ts';
import type { CallOptions } from './reader.ts';
import type { ChangeEvent } from './session.ts';
import { ShadowNode } from './shadow-node.ts';

export abstract class FileShadow extends ShadowNode {
  get isClosed(): boolean {
    return this.session.isClosed;
  }

  /** What was added in memory (`▲`) to this object and to what is in it, in the order of adding. Closing loses it. */
  additions(): readonly ShadowNode[] {
    return this.session.additions.list(this.path);
  }

  /** Hears of every mark that changes, in the whole file. */
  addEventListener(type: 'change', listener: (event: ChangeEvent) => void, options?: { signal?: AbortSignal }): void {
    this.session.changes.addEventListener(type, listener as never, options);
  }

  removeEventListener(type: 'change', listener: (event: ChangeEvent) => void): void {
    this.session.changes.removeEventListener(type, listener as never);
  }

  /** What the file side has read and holds. */
  stats(): FileStats {
    return this.session.stats();
  }

  /** The indexes of genes that are kept in the browser's own store, of all files; null where the browser keeps none. */
  keptIndexes(): Promise<readonly KeptIndex[] | null> {
    return this.session.ask('keptIndexes', {});
  }

  /** Gives up the indexes of this file, all, or those with these keys; one that another page has open stays. */
  async forgetIndexes(which: WhichIndexes, options: CallOptions = {}): Promise<void> {
    await this.session.ask('forgetIndexes', { which }, options);
  }

  /** Closes the file (modalities are closed with it) and frees what was cached and what was added. Closing again does nothing. */
  close(): Promise<void> {
    return this.session.close();
  }
}
