/** The files behind “Try an example”. Made by e2e/fixtures/make_examples.py; sources and licences in docs/examples.md. Pure. */

export interface Example {
  readonly file: string;
  readonly text: string;
  readonly size: string;
}

export const EXAMPLES: readonly Example[] = [
  { file: 'pbmc68k_reduced.h5ad', text: '700 blood cells, the AnnData that scanpy’s tutorials use', size: '1.9 MB' },
  { file: 'citeseq.h5mu', text: '700 simulated cells with genes and surface proteins, a MuData', size: '1.1 MB' },
];

/** Beside the page, wherever that is hosted. */
export function exampleUrl({ file }: Example): string {
  return new URL(`examples/${file}`, document.baseURI).href;
}
