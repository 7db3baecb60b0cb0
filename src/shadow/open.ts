/** The one opener: the same on a page (through the file worker) and in Node (in process). */
import { connect } from '#connect';
import type { Source } from '../protocol/methods.ts';
import type { AnnDataShadow } from './anndata-shadow.ts';
import { Hdf5Shadow } from './hdf5-shadow.ts';
import { makeShadow } from './make-shadow.ts';
import type { MuDataShadow } from './mudata-shadow.ts';
import type { CallOptions } from './reader.ts';
import { Session } from './session.ts';

export interface OpenOptions extends CallOptions {
  /** Opens a part of the file, as `mod/rna`. */
  readonly path?: string;
  /** Whether what is fetched of a file behind a URL is kept on this computer: on a page, where the server sends a strong ETag. Not unless it is asked for. */
  readonly isKept?: boolean;
}

/** A file behind a URL that is downloaded before it is opened: where the server sends no parts, `open` rejects a URL alone with `no-ranges`. */
export interface WholeUrl {
  readonly url: string;
  readonly whole: true;
  /** Bytes that it may have at most; however many, if not given. */
  readonly most?: number;
}

/** What a file is, once it is open. */
export type OpenedShadow = AnnDataShadow | MuDataShadow | Hdf5Shadow;

/**
 * Opens a file: its outline is read, none of its values. 10x Genomics' `.h5` and loom come as the AnnData that Python's readers make of
 * them, any other HDF5 as its groups and datasets.
 * @param from a File or Blob, bytes, a URL; in Node also a path, also of a part (`x.h5mu/mod/rna`)
 * @throws ShadowError `not-found`, `not-hdf5`, `corrupt`, `io`, `no-ranges`, `too-large`, `aborted`
 */
export async function open(from: Source | WholeUrl, options: OpenOptions = {}): Promise<OpenedShadow> {
  const reader = connect();
  try {
    const source = isWhole(from) ? await reader.call('download', { url: from.url, most: from.most ?? null }, options) : from;
    const outline = await reader.call('open', { source, path: options.path ?? '', isKept: options.isKept ?? false }, options);
    const session = new Session(reader, outline);
    if (outline.kind === 'HDF5') return new Hdf5Shadow(session, outline.root, makeShadow);
    return makeShadow(session, '', outline.root) as AnnDataShadow | MuDataShadow;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

function isWhole(from: Source | WholeUrl): from is WholeUrl {
  return typeof from === 'object' && 'whole' in from;
}
