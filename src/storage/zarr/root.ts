/** Where in a folder or an archive the Zarr store begins: people drop the folder around it too. Runs beside the file handle. */
import type { KeyStore } from '../../io/store/store.ts';
import { ShadowError } from '../../protocol/errors.ts';
import { METADATA } from './hierarchy.ts';

/** Levels of folders that are looked through, and folders in each. */
const DEEPEST = 3;
const MOST_FOLDERS = 100;

/**
 * The folder it begins in, '' for the top; null where there is none. What cannot be listed begins at its top.
 * @throws ShadowError `invalid` where there are several, none above the others
 */
export async function rootOf(store: KeyStore): Promise<string | null> {
  if (!store.list) return '';
  let level = [''];
  for (let depth = 0; depth < DEEPEST; depth++) {
    const found: string[] = [];
    const below: string[] = [];
    for (const folder of level.slice(0, MOST_FOLDERS)) {
      const { files, folders } = await store.list(folder);
      if (files.some((name) => METADATA.includes(name))) found.push(folder);
      else below.push(...folders.filter((name) => !name.startsWith('__MACOSX')).map((name) => (folder ? `${folder}/${name}` : name)));
    }
    if (found.length > 1) throw several(store.name, found);
    if (found[0] !== undefined) return found[0];
    level = below;
  }
  return null;
}

function several(name: string, found: readonly string[]): ShadowError {
  return new ShadowError({
    tag: 'invalid',
    message: `${name} holds ${found.length} Zarr stores: ${found.slice(0, 3).join(', ')}${found.length > 3 ? '…' : ''}.`,
    hint: 'Open one of them alone.',
  });
}
