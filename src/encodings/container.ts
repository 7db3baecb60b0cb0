/** Groups whose members are elements of their own: `dict`, `raw`, `anndata`, `MuData`, and plain groups. Runs on the file side. */
import type { Encoding } from './encoding.ts';

export const dict = containerEncoding('dict');
export const raw = containerEncoding('raw');
export const anndata = containerEncoding('anndata');
export const mudata = containerEncoding('MuData');

function containerEncoding(type: string): Encoding {
  return { type, summarize: () => ({ shape: null, dtype: null }) };
}
