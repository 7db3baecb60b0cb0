import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sliceSparse } from '../arrays/sparse.ts';
import { FIXTURES } from '../testing/paths.ts';
import { AnnDataShadow, awkwardItems, ElemShadow, MuDataShadow, open, type ShadowNode, toArray, type Value } from './index.ts';

/** One of each object: how its bytes lie makes no difference here. */
const files = ['', 'formats', 'foreign'].flatMap((folder) =>
  readdirSync(join(FIXTURES, folder))
    .filter((file) => /\.(h5ad|h5mu|h5|loom)$/.test(file) && !/^(encodings|dtypes|shared-cells)-/.test(file))
    .map((file) => join(folder, file)),
);

/** Elements along cells and genes, with their paths. */
function* elementsOf(shadow: ShadowNode, path = ''): Generator<[string, ElemShadow]> {
  for (const [name, child] of shadow.children()) {
    if (name === 'uns') continue;
    if (child instanceof ElemShadow) yield [path + name, child];
    else yield* elementsOf(child, `${path}${name}/`);
  }
}

function itemsOf(value: Value): unknown {
  if (value.kind === 'sparse') return itemsOf(sliceSparse(value, null, null));
  if (value.kind === 'awkward') return awkwardItems(value, 0, value.shape[0] ?? 0);
  return value.kind === 'scalar' || value.kind === 'null' ? value : { kind: value.kind, shape: value.shape, items: toArray(value) };
}

const outcome = (reading: Promise<Value>): Promise<unknown> => reading.then(itemsOf, (error: Error) => error.message);

/** Of a file that is opened anew: read as a part, or out of the whole, which is read first. */
async function valuesOf(file: string, isWholeFirst: boolean): Promise<Map<string, unknown> | null> {
  const data = await open(join(FIXTURES, file)).catch(() => null);
  const found = new Map<string, unknown>();
  if (!(data instanceof AnnDataShadow || data instanceof MuDataShadow) || data.nObs < 4 || data.nVars < 3) return null;
  const view = await data.view(new Uint32Array([data.nObs - 1, 0, 1, 0]), [1, 3]);
  for (const [path, element] of elementsOf(view)) {
    if (isWholeFirst) await outcome((data.at(path) as ElemShadow).read());
    found.set(path, await outcome(element.read()));
  }
  await data.close();
  return found;
}

describe('a view of whatever there is', () => {
  it('is the same out of the file and out of the whole', async () => {
    let compared = 0;
    for (const file of files) {
      const [parts, cuts] = [await valuesOf(file, false), await valuesOf(file, true)];
      for (const [path, part] of parts ?? []) {
        const cut = cuts?.get(path);
        // What is damaged elsewhere can be read in part.
        if (typeof cut !== 'string' || typeof part === 'string') expect(part, `${file} ${path}`).toEqual(cut);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
