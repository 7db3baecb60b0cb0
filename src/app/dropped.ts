/** Which of the things that were dropped is opened, and what is said of the rest. Pure. */
import type { ErrorRecord } from '../shadow/index.ts';

export interface Dropped {
  readonly name: string;
  readonly isFolder: boolean;
}

export type DropChoice =
  | { readonly link: string }
  | { readonly open: number; readonly notice: ErrorRecord | null }
  | { readonly refused: ErrorRecord; readonly name: string };

/** What looks right, best first: a folder may be a Zarr store, whatever its name. */
const LOOKS_RIGHT: readonly ((dropped: Dropped) => boolean)[] = [
  ({ name, isFolder }) => (isFolder ? /\.zarr$/i : /\.(h5ad|h5mu|zarr\.zip)$/i).test(name),
  ({ name, isFolder }) => !isFolder && /\.(h5|hdf5|loom|h5seurat|zip)$/i.test(name),
  ({ isFolder }) => !isFolder,
  () => true,
];

/** With a scheme, as `https://` or `s3://`. */
const LINK = /^\s*[a-z][a-z\d+.-]*:\/\/\S+\s*$/i;

/**
 * @param dropped files and folders in their order; none = text, a link, a picture of another page
 * @param text what was dropped as text: a link, as a rule
 */
export function chooseDropped(dropped: readonly Dropped[], text = ''): DropChoice {
  const chosen = LOOKS_RIGHT.map((looksRight) => dropped.find(looksRight)).find((file) => file !== undefined);
  if (chosen) {
    const notice: ErrorRecord | null =
      dropped.length === 1
        ? null
        : {
            tag: 'invalid',
            message: `${dropped.length} files were dropped, and ${chosen.name} was opened.`,
            hint: 'Umbra shows one file at a time: drop another one to see it instead.',
          };
    return { open: dropped.indexOf(chosen), notice };
  }
  // Of several links in a list (RFC 2483) the first; a line that begins with # is none.
  const link = text.split(/\r?\n/).find((line) => LINK.test(line));
  if (link !== undefined) return { link: link.trim() };
  return {
    name: '',
    refused: {
      tag: 'invalid',
      message: 'What was dropped is not a file.',
      hint: 'Drop an .h5ad or .h5mu file, a Zarr folder, or a link to one.',
    },
  };
}
