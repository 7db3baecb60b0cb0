/** From the path of an address to a file in a folder, and never to one outside of it. Node, without packages. */
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Metadata of Zarr version 2: the only hidden files that are given, and only within a store. */
const OF_ZARR = new Set(['.zarray', '.zattrs', '.zgroup', '.zmetadata']);

/**
 * The names in the path of an address; null if one of them could lead elsewhere, or is hidden.
 * @param path percent-encoded, without a slash in front
 */
export function namesOf(path) {
  const names = [];
  for (const part of path.split('/')) {
    let name;
    try {
      name = decodeURIComponent(part);
    } catch {
      return null;
    }
    const isHidden = name.startsWith('.') && !(OF_ZARR.has(name) && names.some((above) => above.endsWith('.zarr')));
    // A NUL ends a path in the system's calls.
    if (name === '' || isHidden || /[/\\\0]/.test(name)) return null;
    names.push(name);
  }
  return names;
}

/**
 * The real path of a file below a folder, links resolved; null if there is none, or it lies outside.
 * @param folder a real path
 */
export async function inside(folder, names) {
  const found = await realpath(join(folder, ...names)).catch(() => null);
  return found !== null && (found === folder || found.startsWith(folder.endsWith(sep) ? folder : folder + sep)) ? found : null;
}
