import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { EXAMPLES } from '../testing/paths.ts';
import { createViewer } from './viewer.ts';

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

const CITESEQ = join(EXAMPLES, 'citeseq.h5mu');

it('is the open file’s at once, the next ones’, and that of viewers to come', async () => {
  const items = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, text: string) => items.set(key, text),
  });
  const viewer = createViewer();
  const budget = async (): Promise<number> => (await viewer.open(await openAsBlob(CITESEQ))).session.cache.budget;
  expect(await budget()).toBe(512e6);
  viewer.budget.choose(2e9);
  expect(viewer.file.getState().shadow?.session.cache.budget).toBe(2e9);
  expect(await budget()).toBe(2e9);
  await viewer.close();
  expect(createViewer().budget.getState().bytes).toBe(2e9);
  for (const [key] of items) items.set(key, '12');
  expect(createViewer().budget.getState().bytes).toBe(512e6);
});
