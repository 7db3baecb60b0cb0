/** Where tests find files. Node only; never part of a build. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

export const FIXTURES = join(ROOT, 'e2e/fixtures');
/** Encodings × layouts, and what ten years of tools left in files. */
export const FORMATS = join(FIXTURES, 'formats');
/** One file for each of HDF5's filters, and for each generation of its layouts. */
export const FILTERS = join(FIXTURES, 'filters');
/** Zarr stores, zipped: versions, layouts, codecs, and what is wrong with some. */
export const ZARR = join(FIXTURES, 'zarr');
export const EXAMPLES = join(ROOT, 'public/examples');
/** Real files from real tools, beside a full checkout; a clone alone has none, and tests that need them are skipped. */
const SHARED = join(ROOT, '../shared/data');

/** A file beside the checkout, or undefined where it is not there. */
export function sharedFile(path: string): string | undefined {
  const file = join(SHARED, path);
  return existsSync(file) ? file : undefined;
}

/** Files of the folder that have a reference made by Python, as [file, reference]. */
export function filesWithReference(folder: string, data = folder): [file: string, reference: string][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.reference.json'))
    .map((name): [string, string] => [join(data, name.replace('.reference.json', '')), join(folder, name)])
    .filter(([file]) => existsSync(file) && /\.(h5(ad|mu)?|loom|zarr|zip)$/.test(file));
}
