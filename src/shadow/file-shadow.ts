/** What every opened file has, whatever is in it: its events, what reading it took, closing. Pure. */
import type { FileStats, KeptFile, KeptIndex, WhichIndexes } from '../protocol/methods.ts';
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

  /** Whether what is fetched of this file from now on is kept on this computer. What is kept already stays. */
  async keepFetched(isOn: boolean): Promise<void> {
    await this.session.ask('keepFetched', { isOn });
  }

  /** What is kept of files behind URLs, in the browser's own store; null where the browser keeps nothing. */
  keptFiles(): Promise<readonly KeptFile[] | null> {
    return this.session.ask('keptFiles', {});
  }

  /** Gives up what is kept of all files, or of those with these keys; one that another page has open stays. */
  async forgetFiles(which: 'all' | readonly string[]): Promise<void> {
    await this.session.ask('forgetFiles', { which });
  }

  /** Closes the file (modalities are closed with it) and frees what was cached and what was added. Closing again does nothing. */
  close(): Promise<void> {
    return this.session.close();
  }
}
