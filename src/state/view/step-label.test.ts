import { describe, expect, it } from 'vitest';
import { plotLabel, tableLabel } from './step-label.ts';
import type { ViewState } from './view-state.ts';

const view = (parts: Omit<ViewState, 'v'>): ViewState => ({ v: 1, ...parts });
const hiding = (before: (string | null)[], after: (string | null)[]): string =>
  plotLabel(view({ hidden: before }), view({ hidden: after }), ['hidden'], ['B', 'T', 'NK', 'DC']);

describe('what a step is called', () => {
  it('says the colour, of a modality or of a gene', () => {
    const label = (color: ViewState['color']): string => plotLabel(view({}), view({ color: color ?? null }), ['color', 'hidden'], []);
    expect(label({ kind: 'obs', column: 'leiden' })).toBe('Colour by leiden');
    expect(label({ mod: 'rna', kind: 'var', name: 'CD3D' })).toBe('Colour by CD3D · rna · X');
    expect(label(null)).toBe('Show without colours');
    expect(label({ kind: 'obs', column: 'x'.repeat(900) })).toHaveLength('Colour by '.length + 40);
  });

  it('says the embedding, or its axes', () => {
    const pca = { kind: 'embedding', key: 'X_pca', components: [0, 1] } as const;
    expect(plotLabel(view({}), view({ place: pca }), ['place'], [])).toBe('Draw X_pca');
    expect(plotLabel(view({ place: pca }), view({ place: { ...pca, components: [0, 4] } }), ['place'], [])).toBe('Axes 1 and 5');
    const axes = { kind: 'axes', x: { kind: 'obs', column: 'n_genes' }, y: { kind: 'obsm', key: 'X_mofa', component: 2 } } as const;
    expect(plotLabel(view({ place: pca }), view({ place: axes }), ['place'], [])).toBe('Draw n_genes × X_mofa · 3');
  });

  it('says which category was hidden or shown', () => {
    expect(hiding([], ['B'])).toBe('Hide B');
    expect(hiding(['T'], ['T', null])).toBe('Hide missing');
    expect(hiding(['B', 'T'], ['B'])).toBe('Show T');
    expect(hiding(['B'], [])).toBe('Show B');
    expect(hiding(['B', 'T'], [])).toBe('Show all categories');
    expect(hiding([], ['B', 'T', 'NK'])).toBe('Show only DC');
    expect(hiding(['B', 'T'], ['NK'])).toBe('Show other categories');
  });

  it('says what was done to a table', () => {
    expect(tableLabel('rna.obs', { sort: 'n_genes', filter: null })).toBe('Sort rna.obs by n_genes');
    expect(tableLabel('obs', { sort: 'n_genes', filter: 'phase' })).toBe('Filter obs by phase');
    expect(tableLabel('obs', { sort: null, filter: null })).toBe('Show obs as in the file');
  });
});
