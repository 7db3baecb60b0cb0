import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { FIXTURES } from '../../testing/paths.ts';
import { frameAt } from '../find.ts';
import { createViewer } from '../viewer.ts';
import { askBeforeLoss } from './loss.ts';

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

it('asks also of what was added to an AnnData in plain HDF5', async () => {
  const viewer = createViewer();
  const file = await viewer.open(await openAsBlob(join(FIXTURES, 'foreign/tenx-v2-two-genomes.h5')));
  let left = 0;
  askBeforeLoss(viewer, () => left++);
  expect(left).toBe(1);
  const obs = frameAt(file, 'mm10/obs');
  obs?.set('x', new Float32Array(obs.nRows));
  askBeforeLoss(viewer, () => left++);
  expect(left).toBe(1);
  await viewer.idle();
  expect(viewer.question.getState()).toMatchObject({ asked: { kind: 'loss', paths: ['mm10/obs/x'] } });
  await viewer.close();
});
