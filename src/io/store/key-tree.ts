/** The folders in a list of keys, for stores that know all their keys at once. Pure. */
import type { Members } from './store.ts';

export interface KeyTree {
  list(folder: string): Members;
}

export function treeOf(keys: Iterable<string>): KeyTree {
  const folders = new Map<string, { files: string[]; folders: string[] }>([['', { files: [], folders: [] }]]);
  const folderAt = (path: string): { files: string[]; folders: string[] } => {
    const known = folders.get(path);
    if (known) return known;
    const made = { files: [], folders: [] };
    folders.set(path, made);
    const slash = path.lastIndexOf('/');
    folderAt(path.slice(0, Math.max(0, slash))).folders.push(path.slice(slash + 1));
    return made;
  };
  for (const key of keys) {
    const slash = key.lastIndexOf('/');
    folderAt(key.slice(0, Math.max(0, slash))).files.push(key.slice(slash + 1));
  }
  return { list: (folder) => folders.get(folder) ?? { files: [], folders: [] } };
}
