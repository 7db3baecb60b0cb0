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

/** Names of files that look right, best first. */
const LOOKS_RIGHT = [/\.(h5ad|h5mu)$/i, /\.(h5|hdf5|loom|h5seurat)$/i, /./];

/** With a scheme, as `https://` or `s3://`. */
const LINK = /^\s*[a-z][a-z\d+.-]*:\/\/\S+\s*$/i;

/**
 * @param dropped files and folders in their order; none = text, a link, a picture of another page
 * @param text what was dropped as text: a link, as a rule
 */
export function chooseDropped(dropped: readonly Dropped[], text = ''): DropChoice {
  const files = dropped.filter(({ isFolder }) => !isFolder);
  const chosen = LOOKS_RIGHT.map((pattern) => files.find(({ name }) => pattern.test(name))).find((file) => file !== undefined);
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
  const folder = dropped[0];
  // Of several links in a list (RFC 2483) the first; a line that begins with # is none.
  const link = text.split(/\r?\n/).find((line) => LINK.test(line));
  if (!folder && link !== undefined) return { link: link.trim() };
  if (!folder)
    return {
      name: '',
      refused: { tag: 'invalid', message: 'What was dropped is not a file.', hint: 'Drop an .h5ad or .h5mu file, or a link to one.' },
    };
  const { name } = folder;
  return {
    name,
    refused: /\.zarr$/i.test(name)
      ? {
          tag: 'not-hdf5',
          message: `${name} is a folder, a Zarr store, not an HDF5 file.`,
          hint: 'Convert it in Python: anndata.io.read_zarr("x.zarr").write_h5ad("x.h5ad").',
        }
      : { tag: 'not-hdf5', message: `${name} is a folder.`, hint: 'Drop the .h5ad or .h5mu file that is in it.' },
  };
}
