/**
 * Whether a store is still there, by something that it had: a key that is not there stands for values, and must not be taken for it
 * where the whole store was moved, or a link to it has expired. Runs beside the file handle; knows no format.
 */
import { ShadowError } from '../../protocol/errors.ts';
import { orAbort } from '../on-abort.ts';
import type { KeyStore } from './store.ts';

export class Presence {
  readonly #ask: () => Promise<void>;
  /** Keys that were said not to be there, and how many of them were so in a store that was. */
  #absent = 0;
  #confirmed = 0;
  #asking: Promise<void> | null = null;

  /** @param ask rejects where the store is not there */
  constructor(ask: () => Promise<void>) {
    this.#ask = ask;
  }

  /** Something is said not to be there. */
  missed(): undefined {
    this.#absent++;
  }

  /** One question for all who want to know while it waits for its turn. @throws what the question does; the signal's reason */
  async confirm(signal?: AbortSignal): Promise<void> {
    const absent = this.#absent;
    while (this.#confirmed < absent) {
      this.#asking ??= this.#askOnce();
      await orAbort(this.#asking, signal);
    }
  }

  async #askOnce(): Promise<void> {
    const absent = this.#absent;
    try {
      await this.#ask();
      this.#confirmed = absent;
    } finally {
      this.#asking = null;
    }
  }
}

/** A folder with nothing in it any more: it was deleted, moved, or its disk was taken away. @throws ShadowError `changed` */
export async function assertNotEmpty({ name, list }: Pick<KeyStore, 'name'> & Required<Pick<KeyStore, 'list'>>): Promise<void> {
  const { files, folders } = await list('');
  if (files.length + folders.length > 0) return;
  throw new ShadowError({
    tag: 'changed',
    message: `${name} is no longer where it was: it was moved, renamed or deleted.`,
    hint: 'Open it again.',
  });
}
