import { describe, expect, it } from 'vitest';
import { packStrings } from '../arrays/from-js.ts';
import { toArray } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { type Storage, UNREAD } from '../storage/storage.ts';
import { alignAnnData, alignMuData } from './aligned.ts';
import { array } from './array.ts';
import { anndata, dict, mudata } from './container.ts';
import { dataframe } from './dataframe.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, readElement } from './encoding.ts';
import { withMaps } from './modality-maps.ts';

const CELLS = ['a', 'b', 'c'];
/** The modality has them in another order, and lacks one. */
const OWN = ['c', 'a'];

/** Of what is read when. */
let reads: string[] = [];

function group(path: string, children: readonly Element[], encoding: Encoding = dict): Element {
  return makeElement({ ...UNREAD, name: path.split('/').at(-1) as string, path, group: true }, encoding, children);
}

function dataset(path: string, value: ArrayValue | null, shape: readonly number[] = value?.shape ?? []): Element {
  const read = async (): Promise<ArrayValue> => {
    reads.push(path);
    return { ...(value as ArrayValue), shape } as ArrayValue;
  };
  const summarize = () => {
    if (value) return { shape, dtype: 'int64' };
    throw new ShadowError({ tag: 'corrupt', path, message: `${path} is damaged.` });
  };
  const node = { ...UNREAD, name: path.split('/').at(-1) as string, path, shape, group: false, dtype: { kind: 'int', size: 8 } } as const;
  return makeElement(node, { ...array, summarize, read }, []);
}

const frame = (path: string, names: readonly string[]): Element => group(path, [dataset(`${path}/_index`, packStrings(names))], dataframe);

const positions = (...data: number[]): ArrayValue => ({
  kind: 'numeric',
  dtype: 'int32',
  shape: [data.length],
  data: Int32Array.from(data),
});

/** A MuData of one modality with these members besides. */
function withMembers(...members: readonly Element[]): Map<string, Element> {
  const root = group('', [], mudata).node;
  const rna = group('mod/rna', [frame('mod/rna/obs', OWN), frame('mod/rna/var', ['g'])], anndata);
  const all = withMaps(root, alignMuData(root, [group('mod', [rna]), frame('obs', CELLS), frame('var', ['g']), ...members]));
  const found = new Map<string, Element>();
  const visit = (element: Element): void => {
    found.set(element.outline.path, element);
    element.children.forEach(visit);
  };
  all.forEach(visit);
  return found;
}

async function valuesOf(elements: Map<string, Element>, path: string): Promise<unknown[]> {
  reads = [];
  return toArray((await readElement(elements.get(path) as Element, null, { storage: {} as Storage })) as ArrayValue);
}

describe('whether a cell is in a modality', () => {
  it('comes out of the map where there is one: names are many', async () => {
    const elements = withMembers(group('obsmap', [dataset('obsmap/rna', positions(2, 0, 1))]));
    expect(await valuesOf(elements, 'obsm/rna')).toEqual([true, false, true]);
    expect(reads).toEqual(['obsmap/rna']);
  });

  it('comes out of the names where the map is of other cells, or there is none', async () => {
    for (const members of [[group('obsmap', [dataset('obsmap/rna', positions(2, 3, 0))])], []]) {
      const elements = withMembers(...members);
      expect(await valuesOf(elements, 'obsm/rna')).toEqual([true, false, true]);
      expect(reads.slice(-2)).toEqual(['obs/_index', 'mod/rna/obs/_index']);
    }
  });
});

describe('a slot that is no group', () => {
  it('keeps its place and its problem, and the maps that can be made', async () => {
    const elements = withMembers(dataset('obsm', positions(1, 2, 3)), dataset('obsmap', null));
    expect(elements.get('obsm')?.outline).toMatchObject({ problem: { message: 'obsm is a array, but a dict is needed.' } });
    expect(elements.get('obsmap')?.outline).toMatchObject({ problem: { message: 'obsmap is damaged.' } });
    expect(await valuesOf(elements, 'obsmap/rna')).toEqual([2, 0, 1]);
    expect(await valuesOf(elements, 'obsm/rna')).toEqual([true, false, true]);
  });

  it('says so in an AnnData too', () => {
    const members = [frame('obs', CELLS), frame('var', ['g']), dataset('obsm', positions(1, 2, 3))];
    const obsm = alignAnnData(group('', [], anndata).node, members).find(({ node }) => node.name === 'obsm');
    expect(obsm?.outline.problem?.message).toBe('obsm is a array, but a dict is needed.');
  });
});

describe('what is made of a damaged element', () => {
  it('has its problem: a vector of a column, a column of a vector', () => {
    const elements = withMembers(group('obsmap', [dataset('obsmap/rna', null, [3, 1])]), group('obsm', [dataset('obsm/x', null, [3])]));
    for (const path of ['obsmap/rna', 'obsm/x']) expect(elements.get(path)?.outline.problem?.message).toBe(`${path} is damaged.`);
  });
});
