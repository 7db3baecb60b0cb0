/** From a file given to its tree, its outline, its coloured cells: beside Python's `shadows` and beside H5Web. Node. */
import { inFreshPage, median } from './browser.ts';
import { openInH5Web, outlineInH5Web } from './h5web.ts';
import { python } from './python.ts';
import { type Context, type Row, row } from './table.ts';
import { openInUmbra, outlineInUmbra } from './umbra.ts';

export async function measureOpening({ umbra, h5web, file, rounds }: Context): Promise<Row[]> {
  const ours = { tree: [] as number[], drawn: [] as number[], outline: [] as number[] };
  const theirs = { tree: [] as number[], drawn: [] as number[], outline: [] as number[] };
  const shadows: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const opened = await inFreshPage(umbra, (page) => openInUmbra(page, file));
    ours.tree.push(opened.tree);
    ours.drawn.push(opened.drawn);
    const peer = await inFreshPage(h5web, (page) => openInH5Web(page, file));
    theirs.tree.push(peer.tree);
    theirs.drawn.push(peer.drawn);
    ours.outline.push(await inFreshPage(umbra, (page) => outlineInUmbra(page, file)));
    theirs.outline.push((await inFreshPage(`${h5web}?outline`, (page) => outlineInH5Web(page, file))).ms);
    const opening = python<{ ms: number }>('shadows_open.py', file);
    if (opening) shadows.push(opening.ms);
  }
  const peer = (values: readonly number[], name: string): Row['peer'] => (values.length > 0 ? { name, value: median(values) } : null);
  return [
    row('open and print the tree', 'ms', median(ours.outline), peer(shadows, 'shadows, Python'), 12),
    row('the full outline', 'ms', median(ours.outline), peer(theirs.outline, 'H5Web’s provider'), 0.4),
    row('file given → tree', 'ms', median(ours.tree), peer(theirs.tree, 'H5Web'), 0.5),
    row('file given → coloured UMAP', 'ms', median(ours.drawn), peer(theirs.drawn, 'H5Web, X_umap as a heatmap'), 1),
  ];
}
