import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDatasets, readDatasetIndex } from './dataset-index.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../public/index.schema.json'), 'utf8'));
const BASE = 'https://lab.example/umbra/index.json';

/** Of one entry: what is taken of it, and what is said. */
function read(entry: unknown) {
  const { datasets, problems } = readDatasetIndex({ datasets: [{ url: 'x.h5ad' }, entry] }, BASE);
  expect(datasets[0]?.url).toBe('https://lab.example/umbra/x.h5ad');
  return { dataset: datasets[1], problems };
}

describe('a list of datasets', () => {
  it('takes all fields, addresses relative to the list', () => {
    const entry = {
      url: '../data/a b.h5ad',
      title: 'A',
      description: 'of B',
      cells: 700,
      genes: 0,
      tags: ['x', 'y', 'x'],
      picture: 'a.png',
      view: 'v1.color=louvain',
      size: 12,
    };
    expect(read(entry)).toEqual({
      problems: [],
      dataset: {
        ...entry,
        at: 1,
        url: 'https://lab.example/data/a%20b.h5ad',
        tags: ['x', 'y'],
        picture: 'https://lab.example/umbra/a.png',
      },
    });
  });

  it('knows the fields of its schema, and no others', () => {
    const { dataset } = read({ url: 'x' });
    const { at: _, ...fields } = dataset ?? { at: 0 };
    expect(Object.keys(schema.properties.datasets.items.properties).sort()).toEqual(Object.keys(fields).sort());
    expect(Object.keys(schema.properties).sort()).toEqual(['datasets', 'description', 'title']);
  });

  it('without a title it has the name of its file, of a Zarr store that of its folder', () => {
    expect(read({ url: 'https://host/a/50%25 of it.h5ad?key=1' }).dataset?.title).toBe('50% of it.h5ad');
    expect(read({ url: 'a/cells.zarr/', title: ' ' }).dataset?.title).toBe('cells.zarr');
  });

  it('a view may be given with its #, or as the whole link', () => {
    expect(read({ url: 'x', view: '#v1' }).dataset?.view).toBe('v1');
    expect(read({ url: 'x', view: 'https://lab.example/umbra/?url=x#v1' }).dataset?.view).toBe('v1');
  });

  it.each([
    null,
    5,
    'x.h5ad',
    [],
    {},
    { url: 5 },
    { url: '' },
    { url: 'javascript:alert(1)' },
    { url: 'data:,x' },
    { url: 'file:///x' },
    { url: 'https://' },
  ])('leaves out %o, and says which it was', (entry) => {
    const { dataset, problems } = read(entry);
    expect(dataset).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^Entry 2 .* left out\.$/)]);
  });

  it.each([
    ['title', 5],
    ['description', {}],
    ['cells', '700'],
    ['cells', -1],
    ['genes', 1.5],
    ['size', 1e300],
    ['tags', 'x'],
    ['tags', ['x', 5]],
    ['picture', 'javascript:alert(1)'],
    ['picture', 'data:text/html,x'],
    ['picture', 'data:image/svg+xml,<svg/>'],
    ['view', 5],
  ])('a broken “%s” costs itself only: %o', (field, value) => {
    const { dataset, problems } = read({ url: 'y', title: 'Y', [field]: value });
    expect(dataset?.url).toBe('https://lab.example/umbra/y');
    expect(problems).toEqual([expect.stringContaining(`its “${field}” is not`)]);
    expect(problems[0]).toMatch(field === 'title' ? /^Entry 2: / : /^Entry 2 \(Y\): /);
  });

  it.each([undefined, null, [], 'x', 5])('%o is no list', (json) => {
    expect(readDatasetIndex(json, BASE)).toEqual({ title: '', description: '', datasets: [], problems: ['It is not a JSON object.'] });
  });

  it('says what it is that lacks its datasets, and how many of too many are shown', () => {
    expect(readDatasetIndex({ title: 5 }, BASE).problems).toEqual(['It has no list “datasets”.', 'Its “title” is not a text.']);
    const { datasets, problems } = readDatasetIndex({ datasets: Array.from({ length: 6000 }, () => ({ url: 'x' })) }, BASE);
    expect([datasets.length, problems]).toEqual([5000, ['It has 6000 entries: the first 5000 are shown.']]);
  });
});

it('finds by all words, in title, description or tags', () => {
  const { datasets } = readDatasetIndex(
    {
      datasets: [{ url: 'a', title: 'Blood of mice' }, { url: 'b', title: 'Bone', description: 'of MICE', tags: ['blood'] }, { url: 'c' }],
    },
    BASE,
  );
  const found = (text: string) => findDatasets(datasets, text).map(({ at }) => at);
  expect(found(' mice  BLOOD ')).toEqual([0, 1]);
  expect(found('bone')).toEqual([1]);
  expect(found(' ')).toEqual([0, 1, 2]);
  expect(found('blood zebra')).toEqual([]);
});
