/** `<umbra-viewer>` as a host page drives it. */
import { CITESEQ, expect, FIXTURES, test, type CellsViewer as UmbraViewer } from './viewer.ts';

/** Of the page's own origin: what a host passes to `open`. */
const URL_OF = { citeseq: 'examples/citeseq.h5mu', pbmc: 'examples/pbmc68k_reduced.h5ad' };

test('open, tree, memory, colorBy, close', async ({ viewer }) => {
  const result = await viewer.element.evaluate(async (element: UmbraViewer, url) => {
    const before = { shadow: element.shadow, tree: element.tree(), memory: element.memory() };
    const opened = await element.open(url);
    const tree = element.tree();
    await element.idle();
    await element.colorBy({ kind: 'obs', column: 'louvain' });
    const drawn = element.shadowRoot?.querySelector('canvas')?.getAttribute('data-drawn');
    const memory = element.memory();
    const { shadow } = element;
    await element.close();
    return { before, opened, tree, drawn, memory, closed: shadow?.isClosed, text: String(shadow), after: element.shadow };
  }, URL_OF.pbmc);
  expect(result.before).toEqual({ shadow: null, tree: '', memory: { cached: 0, heap: 0, read: 0 } });
  expect(result.opened).toEqual({ kind: 'AnnData', shape: [700, 765] });
  expect(result.tree).toContain('AnnData Shadow object with n_obs × n_vars = 700 × 765');
  expect(result.drawn).toBe('louvain');
  expect(result.memory.cached).toBeGreaterThan(700);
  expect(result.memory.read).toBeGreaterThan(0);
  expect(result.memory.heap).toBeGreaterThan(2 ** 20);
  expect(result.closed).toBe(true);
  expect(result.text).toContain('closed');
  expect(result.after).toBeNull();
});

test('a Blob opens too; what cannot be opened rejects with a tag, and what was open stays', async ({ viewer }) => {
  const result = await viewer.element.evaluate(async (element: UmbraViewer, url) => {
    const bytes = await (await fetch(url)).arrayBuffer();
    const opened = await element.open(new Blob([bytes]));
    const tagOf = (error: { tag?: string; message: string }) => ({ tag: error.tag, message: error.message });
    const failures = [
      await element.open(new Blob([new Uint8Array(5000)])).catch(tagOf),
      await element.open(new Blob([bytes.slice(0, 40_000)])).catch(tagOf),
      await element.open(new Blob([])).catch(tagOf),
      await element.open(new URL('examples/absent.h5ad', document.baseURI).href).catch(tagOf),
    ];
    return { opened, failures, still: element.tree().slice(0, 20) };
  }, URL_OF.citeseq);
  expect(result.opened).toEqual({ kind: 'MuData', shape: [700, 232] });
  expect(result.failures.map((failure) => ('tag' in failure ? failure.tag : failure))).toEqual([
    'not-hdf5',
    'corrupt',
    'not-hdf5',
    'not-found',
  ]);
  expect(result.still).toContain('MuData');
  // The browser itself reports the file that is not there.
  viewer.complaints.splice(0);
});

test('a newer open supersedes an older one', async ({ viewer }) => {
  const result = await viewer.element.evaluate(async (element: UmbraViewer, urls) => {
    const at = (url: string): string => new URL(url, document.baseURI).href;
    const first = element.open(at(urls.citeseq)).then(
      () => 'opened',
      (error: { tag?: string }) => error.tag,
    );
    const second = await element.open(at(urls.pbmc));
    return { first: await first, second, tree: element.tree().slice(0, 14) };
  }, URL_OF);
  expect(result).toEqual({ first: 'aborted', second: { kind: 'AnnData', shape: [700, 765] }, tree: 'AnnData Shadow' });
});

test('of many colourings asked for at once, the last is drawn', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const drawn = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const columns = ['celltype', 'leiden', 'n_genes_by_counts', 'total_counts', 'leiden', 'pct_counts_mt'];
    await Promise.all(columns.map((column) => element.colorBy({ mod: 'rna', kind: 'obs', column })));
    return element.shadowRoot?.querySelector('canvas')?.getAttribute('data-drawn');
  });
  expect(drawn).toBe('rna: pct_counts_mt');
});

test('colouring by a gene reads one vector; a column that is not there rejects', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const result = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    const names = await (data.at('mod/rna') as typeof data).varNames.read();
    const gene = names.kind === 'string' ? new TextDecoder().decode(names.bytes.subarray(names.offsets[0], names.offsets[1])) : '';
    await element.colorBy({ mod: 'rna', kind: 'var', name: gene });
    const drawn = element.shadowRoot?.querySelector('canvas')?.getAttribute('data-drawn');
    const tag = await element.colorBy({ kind: 'obs', column: 'absent' }).catch((error: { tag?: string }) => error.tag);
    return { gene, drawn, tag };
  });
  expect(result.drawn).toContain(result.gene);
  expect(result.tag).toBe('not-found');
});

test('events tell of opening, hovering, selecting, closing, failing', async ({ viewer }) => {
  await viewer.page.evaluate(() => {
    const heard: unknown[] = [];
    (window as never as { heard: unknown[] }).heard = heard;
    for (const type of ['umbra-open', 'umbra-close', 'umbra-error', 'umbra-select'])
      document.addEventListener(type, (event) => heard.push([type, (event as CustomEvent).detail]));
  });
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  const place = await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(3));
  if (!place) throw new Error('no place');
  await viewer.canvas.click({ position: place });
  await viewer.element.evaluate((element: UmbraViewer) => element.open(new Blob(['no'])).catch(() => {}));
  await viewer.element.evaluate((element: UmbraViewer) => element.close());
  const heard = await viewer.page.evaluate(
    () => (window as never as { heard: [string, { tag?: string; kind?: string; name?: string } | null][] }).heard,
  );
  expect(heard.map(([type]) => type)).toEqual(['umbra-open', 'umbra-select', 'umbra-error', 'umbra-select', 'umbra-close']);
  expect(heard[3]?.[1]).toBeNull();
  expect(heard[0]?.[1]).toEqual({ kind: 'AnnData', shape: [60, 24] });
  expect(heard[1]?.[1]?.name).toMatch(/^cell\d+$/);
  expect(heard[2]?.[1]?.tag).toBe('not-hdf5');
});

test('two viewers on a page do not know of each other', async ({ viewer }) => {
  const trees = await viewer.element.evaluate(async (element: UmbraViewer, urls) => {
    const at = (url: string): string => new URL(url, document.baseURI).href;
    document.body.style.cssText = 'display: grid; grid-template-rows: 1fr 1fr; height: 100vh';
    const other = document.createElement('umbra-viewer') as UmbraViewer;
    document.body.append(other);
    await Promise.all([element.open(at(urls.pbmc)), other.open(at(urls.citeseq))]);
    await Promise.all([element.idle(), other.idle()]);
    const result = [element.tree().slice(0, 6), other.tree().slice(0, 6)];
    other.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [...result, other.shadow, element.tree().slice(0, 6)];
  }, URL_OF);
  expect(trees).toEqual(['AnnDat', 'MuData', null, 'AnnDat']);
});

test('a page can colour the cells as soon as it hears of the file, also of the second', async ({ viewer }) => {
  const drawn = await viewer.element.evaluate(async (element: UmbraViewer, url) => {
    const seen: unknown[] = [];
    element.addEventListener('umbra-open', () => {
      void element.colorBy({ kind: 'obs', column: 'louvain' }).then(
        () => seen.push('done'),
        (error: Error) => seen.push(error.message),
      );
    });
    const shown: (string | null | undefined)[] = [];
    for (let i = 0; i < 2; i++) {
      await element.open(url);
      await element.idle();
      shown.push(element.shadowRoot?.querySelector('canvas')?.getAttribute('data-drawn'));
    }
    return { seen, shown };
  }, URL_OF.pbmc);
  expect(drawn).toEqual({ seen: ['done', 'done'], shown: ['louvain', 'louvain'] });
});

test('what is asked for just before closing is answered: with an error', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const tag = await viewer.element.evaluate(async (element: UmbraViewer) => {
    element.shadow?.clearCache();
    const asked = element.shadow?.obs.column('leiden').then(
      () => 'read',
      (error: { tag?: string }) => error.tag,
    );
    await element.close();
    return asked;
  });
  expect(tag).toBe('closed');
});

test('an address with odd characters, or none at all, rejects with a tag', async ({ viewer }) => {
  const tags = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const tagOf = (error: { tag?: string }) => error.tag;
    return [await element.open('cells_50%.h5ad').catch(tagOf), await element.open('http://[').catch(tagOf)];
  });
  expect(tags).toEqual(['not-found', 'invalid']);
  // The browser itself reports the file that is not there.
  viewer.complaints.splice(0);
});
