import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXAMPLES, FIXTURES } from '../testing/paths.ts';
import {
  type AnnDataShadow,
  type ArrayValue,
  type AwkwardArray,
  type AxisSelection,
  awkwardItems,
  type ElemShadow,
  type Item,
  itemAt,
  type MuDataShadow,
  open,
  readNames,
  type SparseMatrix,
  toArray,
  type VarVectorRef,
} from './index.ts';

/** As `make_views.py` writes a selection. */
type Asked =
  | null
  | ['mask', boolean[]]
  | ['slice', [number, number]]
  | ['names', string[]]
  | ['list', number[]]
  | ['one', number]
  | ['name', string];
interface Flat {
  shape: number[];
  values: Item[];
}
type Elements = Record<string, Flat | { items: unknown[] } | string[]>;
interface Case {
  shape: [number, number];
  steps: [Asked, Asked][];
  elements: Elements;
  mod?: Record<string, Elements>;
}

const expected: {
  views: Record<string, Case[]>;
  texts: Record<string, string>;
  varVectors: Record<string, [VarVectorRef, Item[]][]>;
} = JSON.parse(readFileSync(join(FIXTURES, 'views.expected.json'), 'utf8'));

function asked(selection: Asked): AxisSelection {
  if (selection === null) return null;
  const [kind, what] = selection;
  return kind === 'list' ? new Uint32Array(what) : what;
}

/** As `mask × all, slice × names`. */
function stepsText(steps: Case['steps']): string {
  return steps.map((step) => step.map((selection) => selection?.[0] ?? 'all').join(' × ')).join(', ');
}

async function viewOf<Data extends AnnDataShadow | MuDataShadow>(whole: Data, steps: Case['steps']): Promise<Data> {
  let view = whole;
  for (const [cells, genes] of steps) view = (await view.view(asked(cells), asked(genes))) as Data;
  return view;
}

/** As JSON has it: numbers beyond 2⁵³ as text, NaN as null. */
function plain(item: Item): Item {
  if (typeof item === 'bigint') return Number.isSafeInteger(Number(item)) ? Number(item) : String(item);
  return Number.isNaN(item) ? null : item;
}

function plainNested(item: unknown): unknown {
  return JSON.parse(JSON.stringify(item, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner)));
}

/** float32 is compared as such: Python wrote its shortest text. */
function itemsOf({ values }: Flat, like: ArrayValue): Item[] {
  const isFloat32 = like.kind === 'numeric' && like.dtype === 'float32';
  return isFloat32 ? values.map((item) => (item === null ? null : Math.fround(Number(item)))) : values;
}

function dense({ shape, format, indptr, indices, values }: SparseMatrix): Item[] {
  const items: Item[] = new Array(shape[0] * shape[1]).fill(values.kind === 'boolean' ? false : 0);
  for (let major = 0; major + 1 < indptr.length; major++) {
    for (let e = indptr[major] as number; e < (indptr[major + 1] as number); e++) {
      const minor = indices[e] as number;
      items[format === 'csr' ? major * shape[1] + minor : minor * shape[1] + major] = plain(itemAt(values, e));
    }
  }
  return items;
}

async function readAll(whole: AnnDataShadow | MuDataShadow, elements: Elements): Promise<void> {
  for (const path of Object.keys(elements)) if (!path.endsWith('_names')) await (whole.at(path) as ElemShadow).read();
}

/** Read as a whole, all of it as a part, and one row (and one column) of it. */
async function compare(view: AnnDataShadow | MuDataShadow, elements: Elements, what: string): Promise<number> {
  let values = 0;
  for (const [path, found] of Object.entries(elements)) {
    const label = `${what} ${path}`;
    if (Array.isArray(found)) {
      expect(await readNames(view[path.slice(0, 3) as 'obs'].index), label).toEqual(found);
      continue;
    }
    const element = view.at(path) as ElemShadow;
    if ('items' in found) {
      const ragged = (await element.read()) as AwkwardArray;
      expect([element.shape, ragged.shape], label).toEqual([[found.items.length], [found.items.length]]);
      expect(awkwardItems(ragged, 0, found.items.length).map(plainNested), label).toEqual(found.items);
      continue;
    }
    expect(element.shape, label).toEqual(found.shape);
    const part = await element.select([]);
    const items = itemsOf(found, part);
    expect(part.shape, label).toEqual(found.shape);
    expect(toArray(part).map(plain), label).toEqual(items);
    const all = await element.read();
    expect(all.kind === 'sparse' ? dense(all) : toArray(all as ArrayValue).map(plain), label).toEqual(items);
    values += items.length;

    const [rows = 0, ...inner] = found.shape;
    if (items.length === 0) continue;
    const width = items.length / rows;
    const row = await element.slice(rows - 1, inner.length === 1 ? [0, width] : null);
    expect(toArray(row).map(plain), `${label}, a row`).toEqual(items.slice(-width));
    if (inner.length !== 1) continue;
    const column = await element.slice(null, new Uint32Array([width - 1]));
    expect(toArray(column).map(plain), `${label}, a column`).toEqual(items.filter((_, i) => i % width === width - 1));
  }
  return values;
}

describe.each(Object.entries(expected.views))('views of %s', (file, cases) => {
  const wholes = Promise.all([0, 1].map(async () => (await open(join(FIXTURES, file))) as AnnDataShadow | MuDataShadow));
  afterAll(async () => {
    for (const whole of await wholes) await whole.close();
  });

  it.each(cases.map((each) => [stepsText(each.steps), each] as const))(
    'are what Python gives: %s',
    async (_, { shape, steps, elements, mod = {} }) => {
      // First nothing is in the cache, so that parts are read; then everything is.
      for (const [i, whole] of (await wholes).entries()) {
        if (i === 0) whole.clearCache();
        const view = await viewOf(whole, steps);
        expect([view.shape, view.isView, view.parent]).toEqual([shape, true, whole]);
        if (i === 1) await readAll(whole, elements);
        let values = await compare(view, elements, file);
        for (const [name, own] of Object.entries(mod)) {
          const modality = (view as MuDataShadow).modality(name);
          if (i === 1) await readAll((whole as MuDataShadow).modality(name), own);
          values += await compare(modality, own, `${file} ${name}`);
        }
        // Not a test of nothing.
        if (shape[0] > 0) expect(values).toBeGreaterThan(5);
      }
    },
  );
});

describe('the text of a view', () => {
  it('is that of the Python package, to the character', async () => {
    const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    const view = await mdata.view([0, 100]);
    // Where the cells are in the modalities was read: the package reads it, and does not say so.
    expect(String(view).match(/\w+ᐁ/g)).toEqual(['protᐁ', 'rnaᐁ']);
    const texts = {
      '[0, 100]': String(view).replaceAll('ᐁ', ''),
      rna: String(view.modality('rna')),
      'rna [3, 10], [0, 5]': String(await mdata.modality('rna').view([3, 10], [0, 5])),
    };
    expect(texts).toEqual(expected.texts);
    await mdata.close();
    expect(String(view)).toBe('View of MuData Shadow object, closed\n');
  });
});

describe.each(Object.entries(expected.varVectors))('one value for each gene of %s', (file, vectors) => {
  it.each(vectors)('%o', async (ref, values) => {
    const data = (await open(join(FIXTURES, file))) as AnnDataShadow | MuDataShadow;
    const { values: found } = await data.varVector(ref);
    const round = (value: Item): Item => (value === null || found instanceof Float64Array ? value : Math.fround(value as number));
    expect(Array.from(found, plain)).toEqual(values.map(round));
    await data.close();
  });
});
