/** Links that are no members by themselves: those that lead nowhere, to another file, or back. Runs beside the file handle. */
import type { ErrorRecord } from '../../protocol/errors.ts';
import type { Hdf5Library } from './library.ts';

export interface LinkProblem {
  /** What the tree says of it, in a few words. */
  readonly label: string;
  readonly problem: ErrorRecord;
}

/** Of a name that leads to nothing in the file; null where it is no link. */
export function deadLink(library: Hdf5Library, file: bigint, path: string): LinkProblem | null {
  const at = `/${path}`;
  const target = library.get_symbolic_link(file, at);
  if (target !== null) {
    const message = `${path} is a link to ${target}, which is not in the file.`;
    const hint = 'What it led to was deleted, or never written. Everything else still works.';
    return { label: 'link to nothing', problem: { tag: 'not-found', path, message, hint } };
  }
  const { filename, obj_path } = library.get_external_link(file, at);
  if (filename !== undefined) {
    const message = `${path} is a link to ${obj_path} in another file, ${filename}.`;
    const hint = `Umbra reads one file at a time: open ${filename}, or save this one anew in Python with all its values.`;
    return { label: 'link to another file', problem: { tag: 'unsupported', path, message, hint } };
  }
  return null;
}

/** Of a group that is one of those around it. */
export function linkAround(path: string, around: string): LinkProblem {
  const message = `${path} is a link back to ${around || 'the whole file'}, which it lies in.`;
  return { label: 'link back to where it is', problem: { tag: 'unsupported', path, message, hint: 'What it leads to is shown there.' } };
}
