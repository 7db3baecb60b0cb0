/** What a file is that is not one of ours, by its first bytes, and the way out. Pure. */
import type { ErrorRecord } from '../protocol/errors.ts';

/** So many first bytes tell. */
export const TELLING_BYTES = 512;

interface Foreign {
  /** Between “x.h5ad is” and “, not an HDF5 file”; null = nothing that is known. */
  readonly what: string | null;
  readonly hint: string;
}

const TOO_SHORT: Foreign = { what: 'empty', hint: 'Download or copy it again.' };
const UNKNOWN: Foreign = { what: null, hint: 'Umbra opens .h5ad and .h5mu files.' };
const R_OBJECT: Foreign = {
  what: 'an R object',
  hint: 'Convert it in R, for example with anndataR: write_h5ad(readRDS("x.rds"), "x.h5ad").',
};

/** First match counts. Texts are compared in lower case, without white space before them. */
const BY_TEXT: readonly (readonly [start: RegExp, Foreign])[] = [
  [/^version https:\/\/git-lfs/, { what: 'a pointer of Git LFS', hint: 'Fetch the file with “git lfs pull”, then open it again.' }],
  [
    /^(<!doctype html|<html|<head|<\?xml)/,
    { what: 'a web page', hint: 'The download probably gave a login or an error page: download it again, signed in.' },
  ],
  [
    /^%%matrixmarket/,
    {
      what: 'a matrix alone (Matrix Market)',
      hint: 'Convert its folder in Python: scanpy.read_10x_mtx("folder").write_h5ad("x.h5ad").',
    },
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
  [
    '504b0304',
    (name) =>
      /zarr/i.test(name)
        ? { what: 'a zipped Zarr store', hint: 'Umbra opens .h5ad and .h5mu files: anndata.read_zarr(…).write_h5ad("x.h5ad").' }
        : { what: 'a zip archive', hint: 'Unpack it, then open the .h5ad or .h5mu file in it.' },
  ],
  ['25504446', () => ({ what: 'a PDF document', hint: UNKNOWN.hint })],
  ['89504e47', () => ({ what: 'a picture', hint: UNKNOWN.hint })],
  ['50415231', () => ({ what: 'a Parquet table', hint: UNKNOWN.hint })],
];

function compressed(name: string, method: string, command: string): Foreign {
  // R's files are compressed as a whole.
  if (/\.(rds|rda|rdata|robj)$/i.test(name)) return R_OBJECT;
  return { what: `compressed with ${method}`, hint: `Unpack it first: ${command} ${name}` };
}

/** @param head the first TELLING_BYTES of the file, or all of it */
export function foreignFile(name: string, head: Uint8Array): Pick<ErrorRecord, 'message' | 'hint'> {
  const { what, hint } = recognize(name, head);
  return { message: `${name} is ${what === null ? '' : `${what}, `}not an HDF5 file.`, hint };
}

function recognize(name: string, head: Uint8Array): Foreign {
  if (head.byteLength === 0) return TOO_SHORT;
  const hex = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  for (const [start, make] of BY_BYTES) if (hex.startsWith(start)) return make(name);
  const text = new TextDecoder('latin1').decode(head.subarray(0, TELLING_BYTES));
  const start = text.replace(/^(ï»¿)?\s*/, '').toLowerCase();
  for (const [pattern, foreign] of BY_TEXT) if (pattern.test(start)) return foreign;
  if (!isText(head)) return UNKNOWN;
  const [line = ''] = text.split('\n');
  if (!/[,;\t]/.test(line)) return { what: 'a text file', hint: UNKNOWN.hint };
  return {
    what: 'a table as text',
    hint: 'With cells as rows and genes as columns, convert it in Python: anndata.io.read_csv("x.csv").write_h5ad("x.h5ad").',
  };
}

/** No control characters but white space. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}
