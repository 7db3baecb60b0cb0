/** The one opener: the same on a page (through the file worker) and in Node (in process). */
import { connect } from '#connect';
import { ShadowError } from '../protocol/errors.ts';
import type { Source } from '../protocol/methods.ts';
import type { AnnDataShadow } from './anndata-shadow.ts';
import { foreignHdf5 } from './foreign-hdf5.ts';
import { makeShadow } from './make-shadow.ts';
import type { MuDataShadow } from './mudata-shadow.ts';
import type { CallOptions } from './reader.ts';
import { Session } from './session.ts';

export interface OpenOptions extends CallOptions {
  /** Opens a part of the file, as `mod/rna`. */
  readonly path?: string;
}

/**
 * Opens a file: its outline is read, none of its values.
 * @param source a File or Blob, bytes, a URL; in Node also a path, also of a part (`x.h5mu/mod/rna`)
 * @throws ShadowError `not-found`, `not-hdf5`, `corrupt`, `io`, `aborted`; `unsupported` for HDF5 that is not AnnData or MuData
 */
export async function open(source: Source, options: OpenOptions = {}): Promise<AnnDataShadow | MuDataShadow> {
  const reader = connect();
  try {
    const outline = await reader.call('open', { source, path: options.path ?? '' }, options);
    if (outline.kind === 'HDF5') throw new ShadowError(foreignHdf5(outline));
    return makeShadow(new Session(reader, outline), '', outline.root) as AnnDataShadow | MuDataShadow;
  } catch (error) {
    await reader.close();
    throw error;
  }
}
