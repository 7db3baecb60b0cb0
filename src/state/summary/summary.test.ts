import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnnDataShadow, open } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES, sharedFile } from '../../testing/paths.ts';
import { createActivity } from '../activity.ts';
import { columnOptions } from '../plot/columns.ts';
import { createContents } from './contents.ts';
import { summaryText } from './summary.ts';

async function sentenceOf(file: string): Promise<string> {
  const data = (await open(file)) as AnnDataShadow;
  const contents = createContents(createActivity());
  await contents.start(data);
  const { reports, problems } = contents.getState();
  const text = summaryText(data, reports, columnOptions(data));
  await data.close();
  return problems.length === 0 ? text : `${text} ${problems.map(({ error }) => error.message).join(' ')}`;
}

describe('the sentence on top', () => {
  it.each([
    [
      join(EXAMPLES, 'citeseq.h5mu'),
      /^700 cells × 200 genes \+ 32 proteins\. rna\.X: log-normalised, non-negative, \d+ % filled; prot\.X: centred in each cell \(as CLR does\), −[\d.]+ to [\d.]+, counts in a layer\. 13 cell types\.$/,
    ],
    [
      join(EXAMPLES, 'pbmc68k_reduced.h5ad'),
      /^700 cells × 765 genes\. X: scaled, −[\d.]+ to [\d.]+, log-normalised in raw\. 10 cell types\.$/,
    ],
    [join(FIXTURES, 'no-cells.h5ad'), /^0 cells × 5 genes\.$/],
    [join(FIXTURES, 'zoo.h5ad'), /^60 cells × 24 genes\. X: probably log-normalised, non-negative, 30 % filled\. 5 cell types\.$/],
  ])('%s', async (file, sentence) => expect(await sentenceOf(file)).toMatch(sentence));

  it.skipIf(!sharedFile('citeseq/citeseq.h5mu'))('of the notebook’s file', async () => {
    expect(await sentenceOf(sharedFile('citeseq/citeseq.h5mu') as string)).toBe(
      '3,891 cells × 17,806 genes + 32 proteins. rna.X: log-normalised, non-negative, 10 % filled; prot.X: centred in each cell (as CLR does), −3.25 to 4.51, counts in a layer. 13 cell types.',
    );
  });
});
