import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../testing/paths.ts';
import { showView, viewOf } from '../view/view.ts';
import type { ViewState } from '../view/view-state.ts';
import { createViewer, type Viewer } from '../viewer.ts';
import { type Linked, linkText, readLink } from './link-text.ts';
import { linkedViewOf, screenOf } from './linked.ts';

const PBMC = join(EXAMPLES, 'pbmc68k_reduced.h5ad');

/** What a link says, as text of one. */
const meant = (text: string): ViewState => (readLink(`v=1&${text}`) as Linked).view;

let viewer: Viewer;

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

beforeEach(() => {
  viewer = createViewer();
});

afterEach(() => viewer.close());

async function open(view: ViewState | null): Promise<void> {
  await viewer.open(new File([await openAsBlob(PBMC)], 'pbmc.h5ad'), undefined, { view });
  await viewer.idle();
}

const written = (): string => linkText({ file: null, view: linkedViewOf(viewer) ?? { v: 1 }, screen: screenOf(viewer) }).text;

describe('a file that is opened with the view of a link', () => {
  it.each([
    'e=X_umap&c=obs/phase&h=G1',
    'e=X_pca/1,2&c=obs/bulk_labels&o=Dendritic',
    'x=obs/n_genes&y=X/CD3D&log=xy&c=X/CD3D&r=-1..2&m=cividis&d=6&a=0.25&t=var',
    'e=X_umap&c=X/CD3D,CD79A@Lymphocytes&s=obs:n_genes:desc&f=obs:phase:in:G1&f=obs:n_genes:500..&f=var:n_counts:..10&el=obsm/X_umap',
    'e=X_umap&c=none',
  ])('is shown so, and says so again: %s', async (text) => {
    await open(meant(text));
    expect(viewer.file.getState().notice).toBeNull();
    expect(written()).toBe(`v=1&${text}`);
  });

  it('is shown by what it has, and the rest is told', async () => {
    await open(meant('e=X_tsne&c=obs/nothing&f=obs:no:1..&f=none:a:1..&s=var:neither&el=uns/gone&a=0.5'));
    expect(viewer.file.getState().notice).toMatchObject({
      tag: 'not-found',
      message:
        'Not in this file, or not readable: the cells by X_tsne; the colours by nothing; the column neither of var; the column no of obs; ' +
        'the column a of none, and 1 more.',
    });
    expect(viewOf(viewer)).toMatchObject({ opacity: 0.5, color: { kind: 'obs', column: 'bulk_labels' } });
  });

  it('names the categories that it does not have, and shows all where none of the only ones is there', async () => {
    await open(meant('c=obs/phase&o=G7,G8'));
    expect(viewer.file.getState().notice?.message).toBe('Not in this file, or not readable: the categories G7, G8.');
    expect(viewer.plot.getState().hidden.size).toBe(0);
  });
});

describe('a view that is brought back', () => {
  it('is all of it, tables as they were in it, and no step to undo', async () => {
    await open(meant('e=X_umap&c=obs/phase'));
    const before = written();
    await showView(viewer, meant('e=X_pca&c=X/CD3D&r=0..1&s=obs:n_genes&f=obs:phase:in:G1'));
    expect(written()).toBe('v=1&e=X_pca&c=X/CD3D&r=0..1&s=obs:n_genes&f=obs:phase:in:G1');
    await showView(viewer, meant(before.slice(4)));
    expect(written()).toBe(before);
    expect(viewer.tables.arrangement('obs').rows).toBeNull();
    expect(viewer.history.getState().past).toEqual([]);
  });

  it('that comes late does not win', async () => {
    await open(meant('e=X_umap&c=obs/phase'));
    viewer.file.getState().data?.clearCache();
    const [early, late] = [meant('e=X_pca&c=X/CD3D&s=obs:n_genes'), meant('e=X_umap&c=obs/louvain&s=obs:phase')];
    await Promise.all([showView(viewer, early), showView(viewer, late)]);
    expect(written()).toBe('v=1&e=X_umap&c=obs/louvain&s=obs:phase');
  });
});

describe('a link to a file of somebody’s computer', () => {
  const wanted = { file: { name: 'pbmc.h5ad', size: 1 }, view: meant('e=X_pca&c=obs/phase') };

  it('is of the file with this name and size, and of none after it', async () => {
    const { size } = await openAsBlob(PBMC);
    viewer.link.setState({ wanted: { ...wanted, file: { name: 'pbmc.h5ad', size } } });
    await open(null);
    expect(written()).toBe('v=1&e=X_pca&c=obs/phase');
    expect(viewer.file.getState().notice).toBeNull();
    await open(null);
    expect(written()).toBe('v=1&e=X_umap&c=obs/bulk_labels');
  });

  it('shows another one as far as that goes, and says so', async () => {
    viewer.link.setState({ wanted });
    await open(null);
    expect(written()).toBe('v=1&e=X_pca&c=obs/phase');
    expect(viewer.file.getState().notice).toMatchObject({
      tag: 'mismatch',
      message: 'The link was made for another file: pbmc.h5ad, 1 B.',
      hint: 'This one is shown in the same way.',
    });
  });
});
