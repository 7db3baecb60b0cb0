/** Whether what is fetched of the open file is kept on this computer, and what is kept of others. Runs beside the file handle. */
import { Keeper } from '../../io/kept/keeper.ts';
import { FETCHED_FOLDER, KeptFiles } from '../../io/kept/kept-files.ts';
import type { KeptFolder } from '../../io/kept/kept-folder.ts';
import type { KeptFile } from '../../protocol/methods.ts';
import type { Opened } from '../open-storage.ts';

export class Keeping {
  readonly #folder: (name: string) => Promise<KeptFolder | null>;
  #files: Promise<KeptFiles | null> | undefined;
  #keeper: Keeper | null = null;
  #isOn = false;

  constructor(folder: (name: string) => Promise<KeptFolder | null>) {
    this.#folder = folder;
  }

  /** The same, of which what is fetched can be kept, where it is behind a URL. */
  async over(opened: Opened, isOn: boolean): Promise<Opened> {
    this.#isOn = isOn;
    this.#keeper = null;
    if (!('bytes' in opened) || !opened.bytes.remote) return opened;
    this.#keeper = new Keeper(opened.bytes, () => this.#store());
    if (isOn) await this.#keeper.start();
    return { ...opened, bytes: this.#keeper.source };
  }

  async set(isOn: boolean): Promise<void> {
    this.#isOn = isOn;
    if (isOn) await this.#keeper?.start();
    // Also where it was switched off meanwhile.
    if (!this.#isOn) this.#keeper?.stop();
  }

  async list(): Promise<readonly KeptFile[] | null> {
    return (await (await this.#store())?.list()) ?? null;
  }

  /** Of the open file, what is fetched afterwards is kept anew. */
  async forget(which: 'all' | readonly string[]): Promise<void> {
    const files = await this.#store();
    const own = this.#keeper?.key;
    const isOwn = own !== undefined && own !== null && (which === 'all' || which.includes(own));
    if (isOwn) this.#keeper?.stop();
    const keys = which === 'all' ? ((await files?.list()) ?? []).map(({ key }) => key) : which;
    for (const key of keys) await files?.remove(key);
    if (isOwn && this.#isOn) await this.#keeper?.start();
  }

  #store(): Promise<KeptFiles | null> {
    this.#files ??= this.#folder(FETCHED_FOLDER).then((folder) => folder && new KeptFiles(folder));
    return this.#files;
  }
}
