/** Links that are no members by themselves: those that lead nowhere, or to another file. Runs beside the file handle. */
import type { ErrorRecord } from '../../protocol/errors.ts';
import type { Hdf5Library } from './library.ts';

export interface LinkProblem {
  /** What the tree says of it, in a few words. */
  readonly label: string;
  readonly problem: ErrorRecord;
}

/** Why a member could not be opened, where that is because it is a link; null where it is none. */
export function brokenLink(library: Hdf5Library, file: bigint, path: string): LinkProblem | null {
  const at = `/${path}`;
  const target = library.get_symbolic_link(file, at);
  if (target !== null) {
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

/** Of a group that is one of those around it. */
export function linkAround(path: string, around: string): LinkProblem {
  const message = `${path} is ${around ? `the group ${around}` : 'the whole file'} again, which it is in: followed, it would never end.`;
  return { label: 'link back to where it is', problem: { tag: 'unsupported', path, message } };
}
