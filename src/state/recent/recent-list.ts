/** The files that were open lately, newest first: what is kept of each, and which one a file is. Plain JSON. Pure. */
import { readView, type ViewState } from '../view/view-state.ts';

/** Nothing of a file but its name, its size and its shape, and what the user chose to look at. */
export interface RecentFile {
  readonly id: string;
  readonly name: string;
  /** In bytes; null of a folder, and of a store on a server. */
  readonly size: number | null;
  /** When it was last changed, in milliseconds since 1970; null of a URL. */
  readonly modified: number | null;
  /** Where it came from; null = this computer. */
  readonly url: string | null;
  /** When it was last looked at, in milliseconds since 1970. */
  readonly seen: number;
  readonly kind: 'AnnData' | 'MuData' | 'HDF5';
  /** Null of HDF5 without cells. */
  readonly shape: readonly [cells: number, variables: number] | null;
  readonly view: ViewState | null;
}

export const MOST_RECENT = 12;

/** With a file in front, in the place of the one it was before; the oldest go. */
export function withRecent(files: readonly RecentFile[], file: RecentFile): readonly RecentFile[] {
  return [file, ...files.filter(({ id }) => id !== file.id)].toSorted((a, b) => b.seen - a.seen).slice(0, MOST_RECENT);
}

/** The one that a file is, as far as a page can tell; of files alike the one that was not changed since, else the newest. */
export function matching(
  files: readonly RecentFile[],
  file: Pick<RecentFile, 'name' | 'size' | 'modified' | 'url'>,
): RecentFile | undefined {
  if (file.url !== null) return files.find(({ url }) => url === file.url);
  const alike = files.filter(({ url, name, size }) => url === null && name === file.name && size === file.size);
  return alike.find(({ modified }) => modified === file.modified) ?? alike[0];
}

/** What is understood of a stored list. */
export function readRecent(stored: unknown): readonly RecentFile[] {
  if (!Array.isArray(stored)) return [];
  return (stored as unknown[]).flatMap((entry) => readFile(entry) ?? []).slice(0, MOST_RECENT);
}

function readFile(entry: unknown): RecentFile | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { id, name, size, modified, url, seen, kind, shape, view } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string' || !(isCount(size) || size === null) || !isCount(seen)) return null;
  if (kind !== 'AnnData' && kind !== 'MuData' && kind !== 'HDF5') return null;
  const isShape = Array.isArray(shape) && shape.length === 2 && shape.every(isCount);
  if (!isShape && kind !== 'HDF5') return null;
  return {
    id,
    name,
    size,
    modified: isCount(modified) ? modified : null,
    url: typeof url === 'string' ? url : null,
    seen,
    kind,
    shape: isShape ? (shape as [number, number]) : null,
    view: readView(view),
  };
}

function isCount(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}
