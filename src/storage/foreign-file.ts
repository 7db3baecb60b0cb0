/** What a file is that is not one of ours, by its first bytes, and the way out. Pure. */

/** So many first bytes tell. */
export const TELLING_BYTES = 512;

interface Foreign {
  /** Between “x.h5ad is” and “, not an HDF5 file”; null = nothing that is known. */
  readonly what: string | null;
  readonly hint: string;
}

const EMPTY: Foreign = { what: 'empty', hint: 'Download or copy it again.' };
const ZEROS: Foreign = {
  what: 'a file of zeros, at least at its beginning',
  hint: 'A download or a copy reserved its room and was not finished: get it again.',
};
const TAR: Foreign = { what: 'a tar archive', hint: 'Unpack it, then open the .h5ad or .h5mu file in it.' };
const UNKNOWN: Foreign = { what: null, hint: 'Umbra opens .h5ad, .h5mu, .loom and other HDF5 files, and Zarr.' };
const R_OBJECT: Foreign = {
  what: 'an R object',
  hint: 'Convert it in R, for example with anndataR: write_h5ad(readRDS("x.rds"), "x.h5ad").',
};

const MATRIX_MARKET: Foreign = {
  what: 'a matrix alone (Matrix Market)',
  hint: 'Convert its folder in Python: scanpy.read_10x_mtx("folder").write_h5ad("x.h5ad").',
};
const TABLE: Foreign = {
  what: 'a table as text',
  hint: 'With cells as rows and genes as columns, convert it in Python: anndata.io.read_csv("x.csv").write_h5ad("x.h5ad").',
};
const DATABASE: Foreign = { what: 'an SQLite database', hint: UNKNOWN.hint };
const PICTURE: Foreign = { what: 'a picture', hint: UNKNOWN.hint };

/** First match counts. Texts are compared in lower case, without white space before them. */
const BY_TEXT: readonly (readonly [start: RegExp, Foreign])[] = [
  [/^version https:\/\/git-lfs/, { what: 'a pointer of Git LFS', hint: 'Fetch the file with “git lfs pull”, then open it again.' }],
  [
    /^(<\?xml[^>]*>\s*)?<error>/,
    { what: 'an error message of a server', hint: 'The link has expired, or needs a login: get a new one, and download the file again.' },
  ],
  [
    /^(<!doctype html|<html|<head|<\?xml)/,
    { what: 'a web page', hint: 'The download probably gave a login or an error page: download it again, signed in.' },
  ],
  [/^%%matrixmarket/, MATRIX_MARKET],
  [
    /^[{[]/,
    { what: 'JSON', hint: 'A server may have answered with a message instead of the file: read it in a text editor, then download again.' },
  ],
  [/^rd[xa][23]\n/, R_OBJECT],
  [/^[xa]\n/, R_OBJECT],
];

/** Bytes at the beginning, in hexadecimal. */
const BY_BYTES: readonly (readonly [start: string, (name: string) => Foreign])[] = [
  ['1f8b', (name) => compressed(name, 'gzip', 'gunzip')],
  ['425a68', (name) => compressed(name, 'bzip2', 'bunzip2')],
  ['fd377a585a00', (name) => compressed(name, 'xz', 'unxz')],
  ['28b52ffd', (name) => compressed(name, 'Zstandard', 'unzstd')],
  ['504b0304', zipped],
  ['25504446', () => ({ what: 'a PDF document', hint: UNKNOWN.hint })],
  ['89504e470d0a', () => PICTURE],
  ['ffd8ff', () => PICTURE],
  ['49492a00', () => PICTURE],
  ['4d4d002a', () => PICTURE],
  ['50415231', () => ({ what: 'a Parquet table', hint: UNKNOWN.hint })],
  ['4152524f5731', () => ({ what: 'a Feather table (Arrow)', hint: UNKNOWN.hint })],
  ['46454131', () => ({ what: 'a Feather table', hint: UNKNOWN.hint })],
  ['53514c6974652066', () => DATABASE],
  ['377abcaf271c', () => ({ what: 'a 7z archive', hint: 'Unpack it, then open the .h5ad or .h5mu file in it.' })],
  ['526172211a07', () => ({ what: 'a RAR archive', hint: 'Unpack it, then open the .h5ad or .h5mu file in it.' })],
  [
    '934e554d5059',
    () => ({ what: 'a NumPy array', hint: 'Put it into an AnnData: anndata.AnnData(numpy.load("x.npy")).write_h5ad("x.h5ad").' }),
  ],
  ['800495', () => PICKLE],
  ['800595', () => PICKLE],
];

const PICKLE: Foreign = {
  what: 'a pickled Python object',
  hint: 'Load it where it was made, and write it with write_h5ad("x.h5ad").',
};

function zipped(name: string): Foreign {
  if (/\.npz$/i.test(name))
    return {
      what: 'NumPy arrays in a zip archive',
      hint: 'A sparse matrix in it: anndata.AnnData(scipy.sparse.load_npz("x.npz")).write_h5ad("x.h5ad").',
    };
  if (/\.xls[xm]$/i.test(name)) return { what: 'an Excel workbook', hint: UNKNOWN.hint };
  return { what: 'a zip archive without a Zarr store', hint: 'Unpack it, then open the .h5ad or .h5mu file in it.' };
}

/** Inside what is compressed, only the name tells. */
const COMPRESSED: readonly (readonly [name: RegExp, Foreign])[] = [
  // R's files are compressed as a whole.
  [/\.(rds|rda|rdata|robj)$/i, R_OBJECT],
  [/\.mtx\.\w+$/i, MATRIX_MARKET],
  [/\.(csv|tsv|txt)\.\w+$/i, TABLE],
  [/\.(tar\.\w+|tgz)$/i, TAR],
];

function compressed(name: string, method: string, command: string): Foreign {
  const known = COMPRESSED.find(([pattern]) => pattern.test(name))?.[1];
  if (known) return known === R_OBJECT ? known : { ...known, what: `${known.what}, compressed with ${method}` };
  return { what: `compressed with ${method}`, hint: `Unpack it first: ${command} ${name}` };
}

/**
 * `isKnown`: whether it has a name.
 * @param head the first TELLING_BYTES of the file, or all of it
 */
export function foreignFile(name: string, head: Uint8Array): { message: string; hint: string; isKnown: boolean } {
  const { what, hint } = recognize(name, head);
  return { isKnown: what !== null, message: `${name} is ${what === null ? '' : `${what}, `}not an HDF5 file.`, hint };
}

function recognize(name: string, head: Uint8Array): Foreign {
  if (head.byteLength === 0) return EMPTY;
  if (head.every((byte) => byte === 0)) return ZEROS;
  if (latin1(head.subarray(257, 262)) === 'ustar') return TAR;
  const hex = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  for (const [start, make] of BY_BYTES) if (hex.startsWith(start)) return make(name);
  const text = latin1(head);
  const start = text.replace(/^(ï»¿)?\s*/, '').toLowerCase();
  for (const [pattern, foreign] of BY_TEXT) if (pattern.test(start)) return foreign;
  if (!isText(head)) return UNKNOWN;
  const [line = ''] = text.split('\n');
  if (!/[,;\t]/.test(line)) return { what: 'a text file', hint: UNKNOWN.hint };
  return TABLE;
}

function latin1(head: Uint8Array): string {
  return new TextDecoder('latin1').decode(head);
}

/** No control characters but white space. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}
