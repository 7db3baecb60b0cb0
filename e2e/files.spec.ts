/** Every file there is, of every version and tool: opened, its whole tree unfolded, every element shown. Nothing may break, nothing complain. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { expect, FIXTURES, shared, test } from './viewer.ts';

const FOLDERS = [
  ...['', 'formats', 'foreign', 'filters'].map((folder) => join(FIXTURES, folder)),
  ...['.', 'edge', 'citeseq'].map((folder) => shared(folder)).filter((folder) => folder !== undefined),
];

/** The same objects in other layouts, under other filters, by versions between others: their values are compared in Node, and look no different here. */
const SAME =
  /-(gzip|latest|track-order|userblock|resizable|big-endian|fixed-text|attributes|gzip-shuffle)[\w-]*\.|^(bitshuffle|blosc2|bzip2|gzip|lz4|lzf|szip|zfp|zstd)\.|^layouts-|^anndata-v?0\.(6|7\.8|8|10|11|12)\b|^mudata-v?0\.[23]\./;
/** Of more elements, which are much alike, so many are shown; of a file with something unreadable all. */
const SHOWN_AT_MOST = 16;

const files = FOLDERS.filter(existsSync).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(h5(ad|mu)?|loom)$/.test(name) && !SAME.test(name))
    .map((name) => join(folder, name)),
);

/** What nobody can read, by the beginnings of what is said of it. */
const UNREADABLE: Readonly<Record<string, readonly string[]>> = {
  'broken-elements.h5ad': [
    'There is no obs/absent',
    'layers/filtered is compressed',
    'obs/filtered is compressed',
    'obs/lies has the code 7',
  ],
  'unreadable-names.h5mu': ['mod/prot/var/_index has the code 7'],
  'dtypes.h5ad': ['Complex numbers cannot be shown'],
  'odd-ones.h5ad': [
    'There is no obs/absent',
    'layers/cut is 12 × 5, but',
    'layers/outside has an entry',
    'layers/transposed has the shape',
    'obs/dangling is a link',
    'obs/lies has the code 7',
    'obs/opaque holds',
    'obs/short has 11 values',
    'obs/wide has the shape',
    'obsm/external is a link',
    'obsm/few_rows has the shape',
    'obsp/unclear is a sparse matrix',
    'uns/long_double holds',
    'uns/loop is a link',
    'uns/reference holds',
    'var has no member “gone”',
  ],
  'misfit.h5': ['The matrix has 10 cells, but there are 20 barcodes.'],
  'misfit.loom': ['col_attrs/CellID has 2 values', 'layers/small has 3 × 3 values'],
  'plain.h5': [
    ...['around', 'dangling', 'external', 'itself', 'loop', 'root'].map((link) => `links/${link} is a link`),
    ...['named type', 'opaque', 'ragged', 'reference', 'time'].map((type) => `odd/${type} holds values of the type`),
  ],
  'lacking.h5ad': ['layers/private is compressed', 'layers/sperr is compressed'],
};

interface Shown {
  readonly rows: number;
  /** Elements after which a part of the app had stopped, or that were gone. */
  readonly broken: readonly string[];
  /** All that was said to be wrong. */
  readonly alerts: readonly string[];
}

/** Unfolds every row, shows them (or so many, evenly) as a double click does, and waits until each is there; then shows some so fast that none is waited for. */
async function showAll(viewer: UmbraViewer, most: number): Promise<Shown> {
  const root = viewer.shadowRoot as ShadowRoot;
  const rowsOf = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[role=treeitem]')];
  for (let folded = true; folded; ) {
    const next = rowsOf().filter((row) => row.getAttribute('aria-expanded') === 'false');
    for (const row of next) row.click();
    await viewer.idle();
    folded = next.length > 0;
  }
  const all = rowsOf().map((row) => row.dataset['id'] ?? '');
  const step = Math.max(1, all.length / most);
  const paths = all.filter((_, i) => i % step < 1);
  const isGroup = (row: HTMLElement | undefined): boolean => row?.hasAttribute('aria-expanded') ?? false;
  const broken: string[] = [];
  const alerts = new Set<string>();
  const show = (path: string): HTMLElement | undefined => {
    const row = rowsOf().find((candidate) => candidate.dataset['id'] === path);
    // A click shows the details. What is folded by it is unfolded by a second, which for all others would do the same again.
    row?.click();
    if (isGroup(row)) row?.click();
    row?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
    if (!row || root.textContent?.includes('This part of Umbra stopped')) broken.push(path);
    return row;
  };
  for (const path of paths) {
    // The table of a group is still there when the first of its columns has been read.
    if (!isGroup(show(path))) await viewer.idle();
    if (root.textContent?.includes('This part of Umbra stopped')) broken.push(path);
    for (const alert of root.querySelectorAll('[role=alert]'))
      alerts.add([...alert.querySelectorAll('p')].map((p) => p.textContent).join(' '));
  }
  // As somebody does who looks for something.
  for (const path of paths.filter((_, i) => i % 5 === 0)) show(path);
  await viewer.idle();
  return { rows: all.length, broken, alerts: [...alerts].sort() };
}

test('finds the files', () => expect(files.length).toBeGreaterThan(60));

// A few a test: each has a page of its own.
const SHARE = 10;
for (let start = 0; start < files.length; start += SHARE) {
  const some = files.slice(start, start + SHARE);
  test(`${some.length} files from ${basename(some[0] as string)} to ${basename(some.at(-1) as string)}`, async ({ viewer }) => {
    test.setTimeout(180_000);
    for (const file of some) {
      await test.step(basename(file), async () => {
        await viewer.open(file);
        const known = UNREADABLE[basename(file)] ?? [];
        const { rows, broken, alerts } = await viewer.element.evaluate(showAll, known.length > 0 ? 1000 : SHOWN_AT_MOST);
        expect(rows, file).toBeGreaterThan(0);
        expect(broken, file).toEqual([]);
        expect(alerts.map((alert) => known.find((start) => alert.startsWith(start)) ?? alert).sort(), file).toEqual([...known].sort());
        expect(viewer.complaints, file).toEqual([]);
      });
    }
  });
}
