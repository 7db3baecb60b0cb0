/** Links that are no members by themselves: soft and external ones. Runs beside the file handle. */
import type { ErrorRecord } from '../../protocol/errors.ts';
import type { Hdf5Library } from './library.ts';

export interface LinkProblem {
  /** What the tree says of it, in a few words. */
  readonly label: string;
  readonly problem: ErrorRecord;
}

/**
 * Why a member that could not be opened, or is a group, is to be shown as a link and not followed; null for what is no such link.
 * @param isBroken whether libhdf5 could not open what it points to
 */
export function linkProblem(library: Hdf5Library, file: bigint, path: string, isBroken: boolean): LinkProblem | null {
  const at = `/${path}`;
  const target = library.get_symbolic_link(file, at);
  if (target !== null) {
    if (isAround(path, target)) return { label: 'link back to where it is', problem: aroundError(path, target) };
    if (!isBroken) return null;
    const message = `${path} is a link to ${target}, and nothing is there.`;
    return { label: 'link to nothing', problem: { tag: 'not-found', path, message } };
  }
  const { filename, obj_path } = library.get_external_link(file, at);
  if (filename === undefined) return null;
  return {
    label: 'link to another file',
    problem: {
      tag: 'unsupported',
      path,
      message: `${path} is a link to ${obj_path} in another file, ${filename}.`,
      hint: 'Open that file to see it: links between files are not followed.',
    },
  };
}

/** Whether a link leads back to itself, or to a group that it is in. */
function isAround(path: string, target: string): boolean {
  const parent = path.split('/').slice(0, -1).join('/');
  const full = (target.startsWith('/') ? target : `${parent}/${target}`).split('/').filter((part) => part !== '' && part !== '.');
  return `${path}/`.startsWith([...full, ''].join('/'));
}

function aroundError(path: string, target: string): ErrorRecord {
  const message = `${path} is a link to ${target}, which it is in: followed, it would never end.`;
  return { tag: 'unsupported', path, message };
}
