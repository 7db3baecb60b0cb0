/**
 * Where indexes are kept between visits: the browser's private file system (`opfs.ts`), where there is one. Runs beside the file handle.
 */
import type { KeptIndex } from '../protocol/methods.ts';
import type { IndexBytes } from './index-bytes.ts';

export interface IndexStore {
  /** The index of that name, if it is there and nobody else has it open. */
  open(key: string): Promise<IndexBytes | null>;
  /** Makes room for it, giving up those that were not used for longest; null where there is none, or somebody else builds it. */
  create(key: string, bytes: number): Promise<IndexBytes | null>;
  list(): Promise<KeptIndex[]>;
  /** One that is open somewhere stays. */
  remove(key: string): Promise<void>;
}
