/** The files and folders that `umbra serve` was given, and the single-cell files in them. Node, without packages; reads names and sizes only. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { inside } from './inside.mjs';

const IS_FILE = /\.(h5ad|h5mu|h5|loom|zarr\.zip)$/i;
const IS_STORE = /\.zarr$/i;

/** A folder may be a home directory: beyond these the search ends, and says so. */
const MOST_DATASETS = 1000;
const MOST_ENTRIES = 100_000;
const DEEPEST = 12;

/**
 * What an argument of the command line names.
 * @returns `path`: real, `name`: the first part of its addresses, not taken by another; null if it is not there
 */
export async function rootOf(argument, taken) {
  const path = await realpath(resolve(argument)).catch(() => null);
  if (path === null) return null;
  const isFile = (await stat(path)).isFile();
  const wanted = basename(resolve(argument)) || 'files';
  const name = nameBeside(wanted, taken);
  return { path, name, title: wanted, kind: isFile ? 'file' : IS_STORE.test(wanted) ? 'store' : 'folder' };
}

function nameBeside(wanted, taken) {
  for (let i = 1; ; i++) {
    const name = (i === 1 ? wanted : `${i}-${wanted}`).replace(/^\./, '_');
    if (!taken.has(name)) return name;
  }
}

/** Whether a file in a folder is given: single-cell files, and all that lies in a Zarr store. */
export function isGiven(names) {
  return IS_FILE.test(names.at(-1)) || names.slice(0, -1).some((name) => IS_STORE.test(name));
}

/** The portal's index (docs/hosting.md) of what was given. */
export async function indexOf(roots) {
  const left = { datasets: MOST_DATASETS, entries: MOST_ENTRIES };
  const datasets = [];
  for (const root of roots) {
    const isStore = root.kind === 'store';
    if (root.kind === 'folder') datasets.push(...(await search(root, [], left)));
    else datasets.push({ url: addressOf(root, [], isStore), title: root.title, ...(isStore ? {} : await sizeOf(root.path)) });
  }
  const isAll = left.datasets > 0 && left.entries > 0;
  const description = isAll
    ? ''
    : `There is more: only the first ${datasets.length} files are listed. Name a folder within to see the rest.`;
  return { title: roots.map(({ title }) => title).join(', '), ...(description && { description }), datasets };
}

/** @param above the folders between the root and this one. Links to folders are not followed: they may lead in circles. */
async function search(root, above, left) {
  const entries = await readdir(join(root.path, ...above), { withFileTypes: true }).catch(() => []);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found = [];
  for (const entry of entries) {
    if (left.datasets <= 0 || left.entries-- <= 0) break;
    const { name } = entry;
    // U+FFFD: a name that is no UTF-8, which no address can reach.
    if (name.startsWith('.') || name === 'node_modules' || name.includes('\uFFFD')) continue;
    const names = [...above, name];
    if (entry.isDirectory() && !IS_STORE.test(name)) {
      if (names.length <= DEEPEST) found.push(...(await search(root, names, left)));
      continue;
    }
    const part = entry.isDirectory() ? {} : IS_FILE.test(name) && (await sizeOf(await inside(root.path, names)));
    if (!part) continue;
    left.datasets--;
    const where = above.length > 0 ? { description: `in ${above.join('/')}` } : {};
    found.push({ url: addressOf(root, names, entry.isDirectory()), title: name, ...where, ...part });
  }
  return found;
}

function addressOf(root, names, isFolder) {
  return ['files', root.name, ...names].map(encodeURIComponent).join('/') + (isFolder ? '/' : '');
}

/** Null of what is no file, or is not there. */
async function sizeOf(path) {
  const found = path === null ? null : await stat(path).catch(() => null);
  return found?.isFile() ? { size: found.size } : null;
}
