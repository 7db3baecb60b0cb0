import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomBelow } from '../../testing/mutate.ts';
import { FIXTURES } from '../../testing/paths.ts';
import type { ViewState } from '../view/view-state.ts';
import { type Linked, linkText, readLink, type Screen } from './link-text.ts';

/** What a link of version 1 leaves out. */
const LEFT_OUT: ViewState = {
  v: 1,
  camera: null,
  hidden: [],
  range: null,
  colormap: 'viridis',
  size: null,
  opacity: 0.9,
  table: 'obs',
  tables: [],
  element: null,
};

const linked = (view: Partial<ViewState>, screen: Screen = {}): Linked => ({ file: null, view: { ...LEFT_OUT, ...view }, screen });

/** Names that mean something in an address, to a program that makes links, or nowhere. */
const NAMES = [
  'leiden',
  'T cells (CD4+)',
  'a:b/c,d;e@f=g&h#i?j..k',
  '100 %',
  '%41',
  '~missing',
  '~',
  '',
  ' ',
  'naïve',
  '細胞',
  '🧬',
  '\u0000\n',
  '__proto__',
  "it's!*",
  'n.genes.',
  'none',
  '+',
  'set,',
  'x'.repeat(300),
];

describe('links of version 1', () => {
  const fixture = readFileSync(join(FIXTURES, 'links-v1.json'), 'utf8');
  const old: { link: string; means: Partial<Linked> }[] = JSON.parse(fixture);

  it.each(old)('$link', ({ link, means }) => {
    const wanted: Linked = { file: null, screen: {}, ...means, view: { ...LEFT_OUT, ...means.view } };
    expect(readLink(`#${link}`)).toEqual(wanted);
    expect(linkText(wanted)).toEqual({ text: link, left: [] });
  });
});

describe('a link', () => {
  it('says nothing of what is as it always was', () => {
    expect(linkText(linked({})).text).toBe('v=1');
  });

  it('holds what is said by people and by programs in the letters of an address, whatever it is called', () => {
    for (const name of NAMES) {
      const { text } = linkText(
        linked({
          place: { kind: 'embedding', mod: name, key: name, components: [1, 0] },
          color: { mod: name, kind: 'set', names: [name, 'CD3D', name], layer: name, symbols: [name, '', 'x'], label: name },
          hidden: [name, null, name],
          table: name,
          tables: [{ path: `mod/${name}/obs`, sort: { column: name, descending: false }, filters: [[name, { kind: 'text', text: name }]] }],
        }),
      );
      // Of RFC 3986, what a fragment may have, without what ends a link in a text.
      expect(text).toMatch(/^[A-Za-z0-9\-._~%&=:/,;@]*[A-Za-z0-9\-_~,]$/);
    }
  });

  it.each(NAMES)('brings %j back wherever a name stands', (name) => {
    const views: Partial<ViewState>[] = [
      { place: { kind: 'embedding', mod: name, key: name, components: [0, 1] } },
      {
        place: {
          kind: 'axes',
          x: { mod: name, kind: 'obs', column: name },
          y: { kind: 'var', name, layer: name, symbol: 'S' },
          logY: true,
        },
      },
      { color: { kind: 'obs', column: name } },
      { color: { mod: name, kind: 'obsm', key: name, component: name } },
      { color: { mod: name, kind: 'var', name, raw: true } },
      { color: { kind: 'set', names: [name] } },
      { color: { kind: 'set', names: ['A', name], symbols: ['', name || 'S'], label: name } },
      { hidden: [name] },
      { only: [null, name] },
      { table: `mod/${name.replaceAll('/', '')}/obs` },
      { element: `uns/${name.replaceAll('/', '')}` },
      { tables: [{ path: 'obs', sort: { column: name, descending: true }, filters: [[name, { kind: 'text', text: name }]] }] },
      { tables: [{ path: 'obs', sort: null, filters: [[name, { kind: 'categories', keep: [name, true, false, null] }]] }] },
    ];
    for (const view of views) {
      const { text } = linkText(linked(view));
      expect(readLink(`#${text}`), text).toEqual(linked(view));
    }
  });

  it.each([0, -0.5, 1 / 3, 1e-12, -1e21, 6.02e23, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE])('brings %d back exactly', (number) => {
    const view: Partial<ViewState> = {
      range: [Math.min(number, -3e30), 4e30],
      tables: [{ path: 'obs', sort: null, filters: [['n', { kind: 'range', min: number, max: null }]] }],
    };
    expect(readLink(linkText(linked(view)).text)).toEqual(linked(view));
  });

  it('knows a camera as exactly as one can see', () => {
    const camera = { target: [123.456789012345, -1e-7] as const, zoom: 13.123456789012 };
    const back = (readLink(linkText(linked({ place: { kind: 'embedding', key: 'X', components: [0, 1] }, camera })).text) as Linked).view
      .camera;
    const pixels = 2 ** camera.zoom;
    expect(Math.abs((back?.target[0] ?? 0) - camera.target[0]) * pixels).toBeLessThan(0.01);
    expect(back?.target[1]).toBeCloseTo(camera.target[1], 12);
    // And it stays what it is: an address that is written again is the same.
    const again = linked({ place: { kind: 'embedding', key: 'X', components: [0, 1] }, camera: back ?? null });
    expect(readLink(linkText(again).text)).toEqual(again);
  });

  it('keeps short what is long, by leaving out the longest, and says what', () => {
    const many = Array.from({ length: 300 }, (_, i) => `category ${i}`);
    const color = { kind: 'obs', column: 'celltype' } as const;
    const filters = [['celltype', { kind: 'categories', keep: many }] as const, ['n', { kind: 'range', min: 1, max: 2 }] as const];
    const { text, left } = linkText(linked({ color, hidden: many, tables: [{ path: 'obs', sort: null, filters }] }));
    expect(text).toBe('v=1&c=obs/celltype&f=obs:n:1..2');
    expect(left).toEqual(['the filter of obs by celltype', 'which categories are hidden']);
  });

  it('has nothing of colours that are too long to be said', () => {
    const names = Array.from({ length: 400 }, (_, i) => `ENSG${i}`);
    const { text, left } = linkText(linked({ color: { kind: 'set', names }, range: [0, 1], opacity: 0.5 }));
    expect(text).toBe('v=1&a=0.5');
    expect(left).toEqual(['what colours the cells']);
  });
});

describe('what comes from anywhere', () => {
  it.each(['', '#', '#top', '#e=X_umap', '#v=', '#v=one', '#v=-1', '#v=1e999', '#%E0%A4%A'])('is no link: %j', (hash) => {
    expect(readLink(hash)).toBe('none');
  });

  it('is told from a link of a later version', () => {
    expect(readLink('#v=2&e=X_umap')).toBe('later');
  });

  it.each([
    '#v%3D1%26e%3DX_umap%26c%3Dobs%2Fleiden',
    '#v=1&amp;e=X_umap&amp;c=obs/leiden',
    '#c=obs/leiden&e=X_umap&v=1&utm_source=x&&=&e=other',
  ])('is read where it was changed on its way: %s', (hash) => {
    const { view } = readLink(hash) as Linked;
    expect(view).toMatchObject({ place: { key: 'X_umap' }, color: { column: 'leiden' } });
  });

  it.each([
    'e=',
    'e=X_umap/0',
    'e=X_umap/0,-1',
    'e=X_umap/0,1/2',
    'e=%E0%A4%A',
    'x=obs/a',
    'c=',
    'c=leiden',
    'c=obs/',
    'c=obs/a/b',
    'c=X/A,,B',
    'c=X/A@label',
    'c=Y/A',
    'c=layers/A',
    'c=obsm/X_pca/-1',
    'c=~missing:obs/a',
    'h=~mis',
    'r=0..',
    'r=2..1',
    'r=0..1..2',
    'm=toString',
    'd=0',
    'd=Infinity',
    'a=2',
    'at=1,2',
    'at=1,2,99',
    't=',
    's=obs',
    'f=obs:n',
    'f=obs:n:low..high',
    'f=obs:n:is:x',
    'p=everything',
    'n=table2',
    'theme=pink',
    'bytes=5',
    'file=a.h5ad&bytes=-5',
  ])('leaves out what means nothing, and nothing else: %s', (part) => {
    expect(readLink(`#v=1&${part}&a=0.25`)).toEqual(linked(part.startsWith('a=') ? {} : { opacity: 0.25 }));
  });

  it('never throws, and whatever is understood is said again in the same way', () => {
    const seeds: string[] = JSON.parse(readFileSync(join(FIXTURES, 'links-v1.json'), 'utf8')).map(({ link }: { link: string }) => link);
    const random = randomBelow(7);
    const letters = '&=:/,;@.~%#+-0123456789eXcobsin\u0000ï🧬';
    let understood = 0;
    for (let i = 0; i < 20_000; i++) {
      let text = seeds[random(seeds.length)] as string;
      for (let edits = 1 + random(4); edits > 0; edits--) {
        const [at, length] = [4 + random(Math.max(1, text.length - 4)), random(6)];
        const put = Array.from({ length: random(4) }, () => letters[random(letters.length)]).join('');
        text = text.slice(0, at) + put + text.slice(at + length);
      }
      const found = readLink(`#${text}`);
      if (typeof found === 'string') continue;
      const { left, text: again } = linkText(found);
      expect(left).toEqual([]);
      expect(readLink(again), text).toEqual(found);
      understood++;
    }
    expect(understood).toBeGreaterThan(10_000);
  });
});
