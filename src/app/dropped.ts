/** Which of the things that were dropped is opened, and what is said of the rest. Pure. */
import type { ErrorRecord } from '../shadow/index.ts';

export interface Dropped {
  readonly name: string;
  readonly isFolder: boolean;
}

export type DropChoice =
  | { readonly open: number; readonly notice: ErrorRecord | null }
  | { readonly refused: ErrorRecord; readonly name: string };

/** Names of files that look right, best first. */
const LOOKS_RIGHT = [/\.(h5ad|h5mu)$/i, /\.(h5|hdf5|loom|h5seurat)$/i, /./];

/** @param dropped files and folders in their order; none = text, a link, a picture of another page */
export function chooseDropped(dropped: readonly Dropped[]): DropChoice {
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
  if (!folder)
    return { name: '', refused: { tag: 'invalid', message: 'What was dropped is not a file.', hint: 'Drop an .h5ad or .h5mu file.' } };
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
