/** Every file there is, of every version and tool: opened, its whole tree unfolded, every element shown. Nothing may break, nothing complain. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { expect, FIXTURES, shared, test } from './viewer.ts';

const FOLDERS = [
  ...['', 'formats', 'foreign', 'filters'].map((folder) => join(FIXTURES, folder)),
  ...['.', 'edge', 'citeseq'].map((folder) => shared(folder)).filter((folder) => folder !== undefined),
];

/** The same objects in other layouts and under other filters: their values are compared in Node, and look no different here. */
const SAME =
  /-(gzip|latest|track-order|userblock|resizable|big-endian|fixed-text|attributes|gzip-shuffle)[\w-]*\.|^(bitshuffle|blosc2|bzip2|gzip|lz4|lzf|szip|zfp|zstd)\.|^layouts-/;

const files = FOLDERS.filter(existsSync).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(h5(ad|mu)?|loom)$/.test(name) && !SAME.test(name))
    .map((name) => join(folder, name)),
);

/** Unfolds every row, and shows every one as a double click does; answers how many there were, and what broke. */
async function showAll(viewer: UmbraViewer): Promise<{ rows: number; broken: string[] }> {
  const root = viewer.shadowRoot as ShadowRoot;
  const rowsOf = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const rendered = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  for (let folded = true; folded; ) {
    const next = rowsOf().filter((row) => row.getAttribute('aria-expanded') === 'false');
    for (const row of next) row.click();
    await rendered();
    folded = next.length > 0;
  }
  const broken: string[] = [];
  const paths = rowsOf().map((row) => row.dataset['id'] ?? '');
  for (const [i, path] of paths.entries()) {
    const row = rowsOf().find((candidate) => candidate.dataset['id'] === path);
    if (!row) {
      broken.push(`${path} is gone`);
      continue;
    }
    // As a double click is: what is folded by the first is unfolded by the second, and each shows the details.
    row.click();
    row.click();
    row.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
    await rendered();
    // Some are passed by before they are read, as somebody does who looks for something.
    if (i % 5 === 4 || path === paths.at(-1)) await viewer.idle();
    if (root.textContent?.includes('This part of Umbra stopped')) broken.push(path);
  }
  return { rows: paths.length, broken };
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
        const { rows, broken } = await viewer.element.evaluate(showAll);
        expect(rows, file).toBeGreaterThan(0);
        expect(broken, file).toEqual([]);
        expect(viewer.complaints, file).toEqual([]);
      });
    }
  });
}
