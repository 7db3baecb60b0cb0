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

async function withAddition() {
  const viewer = createViewer();
  const file = await viewer.open(await openAsBlob(join(FIXTURES, 'zoo.h5ad')));
  const obs = frameAt(file, 'obs');
  obs?.set('x', new Float32Array(obs.nRows));
  return { viewer };
}

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

it('answers whoever asked, also where the question is taken back or another one takes its place', async () => {
  const { viewer } = await withAddition();
  const heard: string[] = [];
  const ask = (who: string) =>
    askBeforeLoss(
      viewer,
      () => heard.push(`${who} goes on`),
      () => heard.push(`${who} stays`),
    );
  ask('first');
  await viewer.idle();
  ask('second');
  expect(heard).toEqual(['first stays']);
  await viewer.idle();
  const { asked } = viewer.question.getState();
  if (asked?.kind === 'loss') asked.answer();
  viewer.question.close();
  expect(heard).toEqual(['first stays', 'second goes on']);
  // Before it is on the screen.
  const third = ask('third');
  if (third) viewer.question.close(third);
  expect(heard).toEqual(['first stays', 'second goes on', 'third stays']);
  await viewer.idle();
  expect(viewer.question.getState().asked).toBe(null);
  await viewer.close();
});
