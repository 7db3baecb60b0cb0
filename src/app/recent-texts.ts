/** What is said of a recent file. Pure. */
import type { ErrorRecord } from '../shadow/index.ts';
import type { Problem } from '../state/recent/recent.ts';
import type { RecentFile } from '../state/recent/recent-list.ts';
import { formatBytes, formatCount, plural } from '../ui/format.ts';

/** “3,891 cells × 17,838”; “HDF5” without cells. */
export function shapeText({ kind, shape }: RecentFile): string {
  if (!shape) return kind;
  const [cells, variables] = shape;
  return `${plural(cells, 'cell')} × ${formatCount(variables)}`;
}

/** “46.4 MB”, “1.1 MB, from example.org”, “a folder”. */
export function sourceText({ size, url }: RecentFile): string {
  const weight = size === null ? (url === null ? 'a folder' : 'a store') : formatBytes(size);
  return url === null ? weight : `${weight}, from ${new URL(url).host}`;
}

export function problemText(problem: Problem): string {
  return problem === 'gone' ? 'It is not where it was: moved, renamed or deleted.' : 'The browser does not let this page read it.';
}

export function problemRecord({ name }: Pick<RecentFile, 'name'>, problem: Problem): ErrorRecord {
  return {
    tag: problem === 'gone' ? 'not-found' : 'io',
    message: `${name} was not opened. ${problemText(problem)}`,
    hint: 'Choose it again: a file that was open before has the view it had.',
  };
}
