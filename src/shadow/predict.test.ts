import { join } from 'node:path';
import { expect, it } from 'vitest';
import { byteLength } from '../protocol/values.ts';
import { EXAMPLES } from '../testing/paths.ts';
import { ElemShadow } from './elem-shadow.ts';
import type { MuDataShadow } from './mudata-shadow.ts';
import { open } from './open.ts';
import { predictBytes } from './predict.ts';

it('refuses what would not fit before anything is read, and says what to do', async () => {
  const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
  const X = mdata.modality('rna').X as ElemShadow;
  const predicted = predictBytes(X.node as never, null);
  mdata.session.setBudget(predicted - 1);
  const { read } = mdata.stats();
  await expect(X.read()).rejects.toMatchObject({
    tag: 'too-large',
    record: {
      path: 'mod/rna/X',
      message: expect.stringMatching(/takes .* in memory, more than the .* that are allowed/),
      hint: expect.stringContaining('one gene'),
    },
  });
  await expect(X.slice(null)).rejects.toMatchObject({ tag: 'too-large' });
  expect(mdata.stats().read).toBe(read);
  // A part that fits is read, and so is the whole once there is room.
  expect((await X.slice(null, 3)).shape).toEqual([X.shape?.[0], 1]);
  mdata.session.setBudget(predicted);
  expect(byteLength(await X.read())).toBeGreaterThan(predicted / 2);
  await mdata.close();
});

it('predicts what numbers take to the byte', async () => {
  const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
  for (const [, element] of mdata.obsm) {
    if (!(element instanceof ElemShadow) || element.dtype === 'bool') continue;
    expect(predictBytes(element.node as never, null)).toBe(byteLength(await element.read()));
    expect(predictBytes(element.node as never, [[0, 10], 1])).toBe(byteLength(await element.slice([0, 10], 1)));
  }
  await mdata.close();
});
