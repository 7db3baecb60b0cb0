import { describe, expect, it } from 'vitest';
import { readView, type ViewState } from './view-state.ts';

const VIEW: ViewState = {
  v: 1,
  place: { kind: 'embedding', mod: 'rna', key: 'X_pca', components: [2, 5] },
  camera: { target: [12.5, -300], zoom: 1.75 },
  color: { mod: 'rna', kind: 'var', name: 'CD3D', layer: 'counts' },
  hidden: ['B', '', null],
  only: ['T', null],
  range: [-0.5, 3],
  colormap: 'magma',
  size: null,
  opacity: 0.5,
  table: 'mod/rna/obs',
  tables: [
    {
      path: 'obs',
      sort: { column: 'n_genes', descending: true },
      filters: [
        ['__proto__', { kind: 'range', min: 1, max: null }],
        ['phase', { kind: 'categories', keep: ['G1', null, true] }],
        ['index', { kind: 'text', text: 'AAA' }],
      ],
    },
  ],
  tree: ['obs', 'mod/rna'],
  element: null,
};

describe('a view as it is kept', () => {
  it('comes back as it was, through JSON', () => {
    expect(readView(JSON.parse(JSON.stringify(VIEW)))).toEqual(VIEW);
  });

  it('knows axes of any two vectors', () => {
    const place = {
      kind: 'axes',
      x: { kind: 'obsm', key: 'X_mofa', component: 2 },
      y: { mod: 'rna', kind: 'obs', column: 'n' },
      logY: true,
    };
    expect(readView({ v: 1, place })?.place).toEqual(place);
    expect(readView({ v: 1, place: { ...place, x: { kind: 'obsm', key: 'X_mofa', component: -1 } } })).toEqual({ v: 1 });
  });

  it('knows sets of genes, up to 500', () => {
    const color = { mod: 'rna', kind: 'set', names: ['ENSG1', 'CD2'], raw: true, symbols: ['CD3D', ''], label: 'T cells' } as const;
    expect(readView({ v: 1, color })?.color).toEqual(color);
    expect(readView({ v: 1, color: { ...color, symbols: ['CD3D'], layer: 3 } })?.color).not.toHaveProperty('symbols');
    const many = (length: number) => ({ v: 1, color: { kind: 'set', names: Array.from({ length }, String) } });
    expect(readView(many(500))).toEqual(many(500));
    for (const odd of [many(501), many(0), { v: 1, color: { kind: 'set', names: ['a', 1] } }]) expect(readView(odd)).toEqual({ v: 1 });
  });

  it('has its members in one order, however they were stored', () => {
    const turned = { opacity: 0.5, v: 1, color: { column: 'leiden', kind: 'obs', mod: undefined } };
    expect(JSON.stringify(readView(turned))).toBe('{"v":1,"color":{"kind":"obs","column":"leiden"},"opacity":0.5}');
  });

  it.each([null, undefined, 7, 'v1', [], {}, { v: 2, opacity: 0.5 }])('is none: %j', (stored) => {
    expect(readView(stored)).toBeNull();
  });

  it.each([
    ['place', { kind: 'embedding', key: 'X_umap', components: [0] }],
    ['place', { kind: 'embedding', key: 'X_umap', components: [0, -1] }],
    ['place', { kind: 'embedding', key: 3, components: [0, 1] }],
    ['place', { kind: 'orbit', key: 'X_umap', components: [0, 1] }],
    ['camera', { target: [0, Number.NaN], zoom: 0 }],
    ['camera', { target: [0, 0], zoom: 1e9 }],
    ['color', { kind: 'obs' }],
    ['color', 'leiden'],
    ['hidden', 'B'],
    ['hidden', [1]],
    ['hidden', new Array(2000).fill('B')],
    ['only', [0]],
    ['range', [1]],
    ['range', [2, 1]],
    ['range', [0, Number.POSITIVE_INFINITY]],
    ['colormap', 'toString'],
    ['colormap', 0],
    ['size', -1],
    ['opacity', 2],
    ['table', 0],
    ['tree', [null]],
    ['element', []],
    ['unheard', 'of'],
  ])('leaves out %s where it is %j, and nothing else', (part, value) => {
    const { [part as 'opacity']: _, ...rest } = VIEW;
    expect(readView({ ...VIEW, [part]: value })).toEqual(rest);
  });

  it('leaves out tables and filters that are none, and keeps those beside them', () => {
    const tables = [
      5,
      { sort: { column: 'x' } },
      {
        path: 'obs',
        sort: { column: 1 },
        filters: [['a', { kind: 'range', min: 'low', max: 2 }], 'b', ['c', { kind: 'text', text: 'T' }]],
      },
    ];
    expect(readView({ v: 1, tables })?.tables).toEqual([{ path: 'obs', sort: null, filters: [['c', { kind: 'text', text: 'T' }]] }]);
  });
});
