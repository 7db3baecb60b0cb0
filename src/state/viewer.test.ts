import { openAsBlob } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { OpenedShadow } from '../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../testing/paths.ts';
import { createViewer, type Viewer } from './viewer.ts';

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);
// What relative addresses are meant from.
vi.stubGlobal('document', { baseURI: 'https://umbra.example/' });

const [A, B, C] = [join(EXAMPLES, 'citeseq.h5mu'), join(FIXTURES, 'zoo.h5ad'), join(FIXTURES, 'scans.h5ad')];
const fileOf = async (path: string): Promise<File> => new File([await openAsBlob(path)], basename(path));
const openNames = (viewer: Viewer): (string | undefined)[] => [
  viewer.file.getState().shadow?.session.outline.file.name,
  viewer.file.getState().opening ?? undefined,
];
const isClosed = (shadow: OpenedShadow | undefined): Promise<boolean> =>
  Promise.resolve(shadow?.keptIndexes()).then(
    () => false,
    () => true,
  );

/** A viewer with the first file open, of which giving up the indexes takes until `end` is called. */
async function withSlowEnd() {
  const viewer = createViewer();
  const first = await viewer.open(await fileOf(A));
  let end = (): void => {};
  vi.spyOn(viewer.geneIndexes, 'stop').mockImplementationOnce(() => new Promise((resolve) => (end = resolve)));
  const slow = viewer.open(await fileOf(B));
  await expect.poll(() => viewer.geneIndexes.stop, { timeout: 20_000 }).toHaveBeenCalled();
  return { viewer, first, slow, end: () => end() };
}

it('of files that are opened one upon the other the last is open, the others are closed', async () => {
  const { viewer, first, slow, end } = await withSlowEnd();
  const last = viewer.open(await fileOf(C));
  await expect.poll(() => viewer.activity.getState().tasks).toEqual([]);
  let seen: unknown;
  const stop = viewer.file.subscribe(() => (seen ??= openNames(viewer)));
  end();
  const [before, shadow] = await Promise.all([slow, last]);
  stop();
  // What is still on its way is still said to be.
  expect(seen).toEqual(['zoo.h5ad', 'scans.h5ad']);
  expect(openNames(viewer)).toEqual(['scans.h5ad', undefined]);
  expect(viewer.file.getState().shadow).toBe(shadow);
  expect(await Promise.all([first, before, shadow].map(isClosed))).toEqual([true, true, false]);
  await viewer.close();
});

it('closed while another takes the place of a file, both are closed', async () => {
  const { viewer, first, slow, end } = await withSlowEnd();
  const refused = expect(slow).rejects.toMatchObject({ tag: 'aborted' });
  const closing = viewer.close();
  expect(openNames(viewer)).toEqual([undefined, undefined]);
  end();
  await refused;
  await closing;
  await viewer.idle();
  expect(openNames(viewer)).toEqual([undefined, undefined]);
  expect(await isClosed(first)).toBe(true);
  // Closing was not for ever.
  const again = await viewer.open(await fileOf(C));
  expect(viewer.file.getState().shadow).toBe(again);
  await viewer.close();
});

it('a file that gives way to another one of its name does not say that nothing is opening', async () => {
  const viewer = createViewer();
  const called = async (path: string): Promise<File> => new File([await openAsBlob(path)], 'x.h5ad');
  const [a, b] = [await called(B), await called(C)];
  const seen: unknown[] = [];
  const first = viewer.open(a).catch(({ tag }) => seen.push(tag, openNames(viewer)));
  const shadow = await viewer.open(b);
  await first;
  expect(seen).toEqual(['aborted', [undefined, 'x.h5ad']]);
  expect(openNames(viewer)).toEqual(['x.h5ad', undefined]);
  expect(viewer.file.getState().shadow).toBe(shadow);
  await viewer.close();
});

it('what cannot be an address supersedes what is on its way, as any file does', async () => {
  const viewer = createViewer();
  const first = viewer.open(await fileOf(B));
  const refused = expect(first).rejects.toMatchObject({ tag: 'aborted' });
  await expect(viewer.open('s3:nothing')).rejects.not.toMatchObject({ tag: 'aborted' });
  await refused;
  await viewer.idle();
  expect(openNames(viewer)).toEqual([undefined, undefined]);
  expect(viewer.file.getState().error?.name).toBe('s3:nothing');
});
