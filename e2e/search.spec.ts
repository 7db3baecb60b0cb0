/** One box for columns and genes: what it reads and when, what it finds, and what the legend says of a gene. */
import type { Locator } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { SetRef, VarRef } from '../src/shadow/index.ts';
import { formatNumber } from '../src/ui/format.ts';
import { CITESEQ, expect, FIXTURES, PBMC, shared, test, text, type ViewerPage } from './viewer.ts';

interface Expected {
  readonly ref: VarRef;
  readonly values: readonly (number | null)[];
  readonly positive: number;
  readonly p99: number;
}

/** As anndata and mudata read them: e2e/fixtures/make_search.py. */
const expected = JSON.parse(text(`${FIXTURES}/genes.expected.json`)) as Record<string, Expected[]>;

/** Means over sets of genes: e2e/fixtures/make_sets.py. */
const sets = JSON.parse(text(`${FIXTURES}/sets.expected.json`)) as Record<string, (Omit<Expected, 'ref'> & { readonly ref: SetRef })[]>;

function expectedOf(file: string, ref: VarRef): Expected {
  const found = expected[file]?.find(
    (gene) => JSON.stringify(Object.entries(gene.ref).sort()) === JSON.stringify(Object.entries(ref).sort()),
  );
  if (!found) throw new Error(`Python was not asked for ${JSON.stringify(ref)}`);
  return found;
}

const box = ({ page }: ViewerPage): Locator => page.getByRole('combobox', { name: 'Search genes and columns' });
const source = ({ legend }: ViewerPage): Locator => legend.getByRole('button', { name: /^Values from/ });

async function search(viewer: ViewerPage, query: string): Promise<void> {
  await viewer.page.keyboard.press('Control+k');
  await expect(box(viewer)).toBeFocused();
  await viewer.idle();
  await box(viewer).fill(query);
}

async function choose(viewer: ViewerPage, query: string): Promise<void> {
  await search(viewer, query);
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
}

async function switchTo(viewer: ViewerPage, label: string): Promise<void> {
  await source(viewer).click();
  await viewer.page.getByRole('menuitem', { name: label, exact: true }).click();
  await viewer.idle();
}

/** The hover card of a cell that lies alone says Python's value. */
async function expectHover(viewer: ViewerPage, gene: Pick<Expected, 'values'>, label: string): Promise<void> {
  const cell = await viewer.element.evaluate((element: UmbraViewer, values) => {
    const lonely = values.map((value, index) => ({ index, value: value ?? 0, at: element.positionOf(index) }));
    return lonely.sort((a, b) => b.value - a.value).find(({ index, at }) => at && element.cellAt(at.x, at.y)?.index === index);
  }, gene.values);
  if (!cell?.at) throw new Error('no cell lies alone');
  await viewer.canvas.hover({ position: cell.at });
  await expect(viewer.page.getByRole('status').filter({ hasText: label })).toContainText(`${label}: ${formatNumber(cell.value)}`);
}

test('reads names when it is opened, not before; it keeps what it has when the cache is cleared', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const cached = (): Promise<string[]> =>
    viewer.element.evaluate((element: UmbraViewer) =>
      ['mod/rna/var', 'mod/rna/raw/var', 'mod/prot/var'].filter((path) => element.shadow?.at(path).isCached),
    );
  expect(await cached()).toEqual([]);
  await viewer.page.keyboard.press('Control+k');
  await viewer.idle();
  expect(await cached()).toHaveLength(3);
  await viewer.page.keyboard.press('Escape');
  await viewer.element.evaluate((element: UmbraViewer) => element.shadow?.clearCache());
  await search(viewer, 'cd3d');
  await expect(viewer.page.getByRole('option')).toHaveText([/CD3D/]);
  expect(await cached()).toEqual([]);
});

test('a gene by keyboard: out of raw, as scanpy does; the legend counts its cells', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await search(viewer, 'cd3');
  const list = viewer.page.getByRole('listbox');
  await expect(list.getByRole('group')).toHaveCount(2);
  await expect(list.getByRole('group').first()).toContainText('Proteins · prot');
  await expect(list.getByRole('group').last()).toContainText('Genes · rna');
  // CD3_, CD34_ and CD335_TotalSeqB, CD37, then CD3D.
  await expect(list.getByRole('option')).toHaveCount(7);
  for (let i = 0; i < 4; i++) await viewer.page.keyboard.press('ArrowDown');
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'CD3D · rna · raw');
  await expect(viewer.legend).toContainText('CD3D · rna');
  await expect(source(viewer)).toHaveText('raw');
  const gene = expectedOf('citeseq.h5mu', { kind: 'var', name: 'CD3D', mod: 'rna', raw: true });
  await expect(viewer.legend).toContainText(`in ${gene.positive} of 700 cells`);
  await expectHover(viewer, gene, 'CD3D · rna · raw');
});

test('X, layers and raw: each with its own values; the choice stays for the next gene', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  await choose(viewer, 'gene1');
  // Raw has other names here.
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'gene1 · X');
  await expectHover(viewer, expectedOf('zoo.h5ad', { kind: 'var', name: 'gene1' }), 'gene1 · X');
  await source(viewer).click();
  await expect(viewer.page.getByRole('menuitem', { name: 'raw', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await viewer.page.keyboard.press('Escape');
  await switchTo(viewer, 'layer dense');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'gene1 · layer dense');
  await expectHover(viewer, expectedOf('zoo.h5ad', { kind: 'var', name: 'gene1', layer: 'dense' }), 'gene1 · layer dense');
  await choose(viewer, 'gene2');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'gene2 · layer dense');
  await search(viewer, 'raw30');
  await expect(viewer.page.getByRole('option').first()).toContainText('only in raw');
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'raw30 · raw');
  await expectHover(viewer, expectedOf('zoo.h5ad', { kind: 'var', name: 'raw30', raw: true }), 'raw30 · raw');
});

test('from raw to X and a protein’s counts', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await choose(viewer, 'CD3D');
  await switchTo(viewer, 'X');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'CD3D · rna · X');
  await expectHover(viewer, expectedOf('citeseq.h5mu', { kind: 'var', name: 'CD3D', mod: 'rna' }), 'CD3D · rna · X');
  await choose(viewer, 'CD3_TotalSeqB');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'CD3_TotalSeqB · prot · X');
  await expectHover(viewer, expectedOf('citeseq.h5mu', { kind: 'var', name: 'CD3_TotalSeqB', mod: 'prot' }), 'CD3_TotalSeqB · prot · X');
  await switchTo(viewer, 'layer counts');
  const counts = expectedOf('citeseq.h5mu', { kind: 'var', name: 'CD3_TotalSeqB', mod: 'prot', layer: 'counts' });
  await expect(viewer.legend).toContainText(`in ${counts.positive} of 700 cells`);
  await expectHover(viewer, counts, 'CD3_TotalSeqB · prot · layer counts');
});

test('columns are found, what was used before is offered, and nothing is said to be nothing', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await choose(viewer, 'pct_counts');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: pct_counts_mt');
  await choose(viewer, 'LYZ');
  await search(viewer, '');
  const first = viewer.page.getByRole('listbox').getByRole('group').first();
  await expect(first).toContainText('Used before');
  await expect(first.getByRole('option')).toHaveText([/pct_counts_mt.*obs · rna/, /celltype.*obs · rna/]);
  await box(viewer).fill('no such gene');
  await expect(viewer.page.getByText('No column or gene has “no such gene” in its name.')).toBeVisible();
  await expect(viewer.page.getByRole('option')).toHaveCount(0);
});

test('symbols stand for identifiers; equal names are told apart', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/ensembl.h5ad`);
  await search(viewer, 'cd3d');
  await expect(viewer.page.getByRole('option')).toHaveText([
    /CD3D.*ENSG00000000100 · the first of 2/,
    /CD3D.*ENSG00000000109 · only in raw/,
  ]);
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'CD3D (ENSG00000000100) · raw');
  await switchTo(viewer, 'X');
  const gene = expectedOf('ensembl.h5ad', { kind: 'var', name: 'ENSG00000000100' });
  await expectHover(viewer, gene, 'CD3D (ENSG00000000100) · X');
});

test('Escape closes it and gives the focus back; the key works while something else is typed', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const filter = viewer.tree.page().getByRole('textbox', { name: 'Filter' });
  await filter.fill('leiden');
  await search(viewer, 'cd3');
  await expect(viewer.page.getByRole('listbox')).toBeVisible();
  await viewer.page.keyboard.press('Escape');
  await expect(viewer.page.getByRole('listbox')).toHaveCount(0);
  await expect(filter).toBeFocused();
  await expect(filter).toHaveValue('leiden');
  await expect(box(viewer)).toHaveValue('');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: celltype');
});

test('⌘K on Apple’s keyboards', async ({ viewer }) => {
  await viewer.page.addInitScript(() => Object.defineProperty(navigator, 'platform', { value: 'MacIntel' }));
  await viewer.start();
  await viewer.open(CITESEQ);
  await expect(box(viewer)).toHaveAttribute('placeholder', 'Gene or column (⌘K)');
  await viewer.page.keyboard.press('Control+k');
  await expect(box(viewer)).not.toBeFocused();
  await viewer.page.keyboard.press('Meta+k');
  await expect(box(viewer)).toBeFocused();
});

test('the names of 17,806 genes go to the worker once; typing sends nothing', async ({ viewer }) => {
  const file = shared('citeseq/citeseq.h5mu');
  test.skip(!file, '../shared is not here');
  await viewer.open(file as string);
  await viewer.page.evaluate(() => {
    const sent: (string | undefined)[] = [];
    (window as never as { sent: typeof sent }).sent = sent;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: { method?: string }, transfer: never): void {
      sent.push(message.method);
      post.call(this, message, transfer);
    } as never;
  });
  const sent = (): Promise<string[]> => viewer.page.evaluate(() => (window as never as { sent: string[] }).sent);
  await search(viewer, '');
  const reading = await sent();
  expect(reading.filter((method) => method === 'indexNames')).toHaveLength(1);
  await viewer.page.keyboard.type('cd3d');
  await expect(viewer.page.getByRole('option')).toHaveText([/CD3D/]);
  expect(await sent()).toEqual(reading);
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  const { genes, shape } = JSON.parse(text(shared('citeseq/expected.json') as string));
  const [found, all] = [genes.CD3D.nnz, shape.mdata[0]] as [number, number];
  const share = Math.round((100 * found) / all);
  await expect(viewer.legend).toContainText(`in ${found.toLocaleString('en')} of ${all.toLocaleString('en')} cells, ${share} %`);
});

test('the legend’s list leads to it, with what was typed', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await viewer.legend.getByRole('combobox', { name: /Colour by/ }).click();
  // It has the keys a frame after it is there, which is sooner than hands are.
  await expect(viewer.page.getByPlaceholder('Search…')).toBeFocused();
  await viewer.page.keyboard.type('cd8a');
  await viewer.page.getByRole('option', { name: 'Search genes…' }).click();
  await expect(box(viewer)).toBeFocused();
  await expect(box(viewer)).toHaveValue('cd8a');
  await viewer.idle();
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /cd8a/i);
});

test('names of one modality that cannot be read do not hide the others', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/unreadable-names.h5mu`);
  await search(viewer, 'g3');
  await expect(viewer.page.getByRole('option')).toHaveText([/g3/]);
  await expect(viewer.page.getByRole('alert')).toContainText('prot');
});

test('cells that a modality lacks are grey, and said to be not measured', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/partly-shared.h5mu`);
  await choose(viewer, 'g3');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'g3 · rna · X');
  const { values, positive } = expectedOf('partly-shared.h5mu', { kind: 'var', name: 'g3', mod: 'rna' });
  const absent = values.filter((value) => value === null).length;
  await expect(viewer.legend).toContainText(`in ${positive} of ${values.length - absent} cells`);
  await expect(viewer.legend).toContainText(`${absent} cells not measured in rna`);
  await expect(viewer.legend).not.toContainText('without a value');
});

/** As a clipboard gives it: a field of one line would drop its line breaks. */
async function paste(viewer: ViewerPage, list: string): Promise<void> {
  await search(viewer, '');
  await box(viewer).evaluate((field, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
  }, list);
}

test('columns of obsm by what people call them', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await search(viewer, 'pca');
  const list = viewer.page.getByRole('listbox');
  await expect(list.getByRole('option')).toHaveCount(6);
  await expect(list.getByRole('group').first()).toContainText('… and 7 more');
  await box(viewer).fill('factor 3');
  await expect(list.getByRole('option')).toHaveText([/X_mofa · 3.*Factor 3/]);
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'X_mofa · 3');
});

test('names with a slip are found, after what has the query in it', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await search(viewer, 'celltpye');
  await expect(viewer.page.getByRole('listbox').getByRole('group')).toHaveText([/^Similar.*celltype/]);
  await box(viewer).fill('MS4A2');
  await viewer.page.keyboard.press('Enter');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'MS4A1 · rna · raw');
});

test('a pasted list: its mean, what is unknown, undone and offered again; by keyboard', async ({ viewer }) => {
  const { page, legend, canvas } = viewer;
  await viewer.open(CITESEQ);
  const expectedSet = sets['citeseq.h5mu']?.find(({ ref }) => ref.raw);
  const genes = expectedSet?.ref.names ?? [];
  await paste(viewer, `${genes.join('\r\n')}\nFOO\tMS4A2\n${genes[0]?.toLowerCase()}\n`);
  await expect(box(viewer)).toHaveValue(`${genes.join(', ')}, FOO, MS4A2, ${genes[0]?.toLowerCase()}`);
  await expect(page.getByRole('option')).toHaveText([/Mean of 6 genes.*rna · raw/, /Mean of 6 genes.*rna · X/]);
  const unknown = page.getByText('Unknown: FOO, MS4A2 (MS4A1?)');
  await expect(unknown).toBeVisible();
  // It can be copied, and the list stays.
  await unknown.click({ clickCount: 3 });
  await expect(page.getByRole('option')).toHaveCount(2);
  await box(viewer).focus();
  await page.keyboard.press('Enter');
  await viewer.idle();
  const label = 'mean of 6 genes · rna · raw';
  await expect(canvas).toHaveAttribute('data-drawn', label);
  await expect(legend).toContainText(genes.join(', '));
  await expect(legend).toContainText(`any in ${expectedSet?.positive} of 700 cells`);
  await expectHover(viewer, expectedSet as never, label);
  await switchTo(viewer, 'X');
  await expect(canvas).toHaveAttribute('data-drawn', 'mean of 6 genes · rna · X');
  await page.keyboard.press('Control+z');
  await viewer.idle();
  await page.keyboard.press('Control+z');
  await viewer.idle();
  await expect(canvas).toHaveAttribute('data-drawn', 'rna: celltype');
  await search(viewer, '');
  await expect(page.getByRole('listbox').getByRole('group').first()).toContainText('Mean of 6 genes');
  await page.keyboard.press('Enter');
  await viewer.idle();
  await expect(canvas).toHaveAttribute('data-drawn', label);
});

test('a list that is typed, of which a matrix has no two', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await search(viewer, 'CD3D, CD4_TotalSeqB, BAR');
  await expect(viewer.page.getByRole('option')).toHaveText([/CD3D/, /CD4_TotalSeqB/]);
  await expect(viewer.page.getByText('Unknown: BAR')).toBeVisible();
  await box(viewer).fill('cd3d lyz');
  await expect(viewer.page.getByRole('option').first()).toHaveText(/Mean of 2 genes/);
});

test('a long list is cut in the legend, and shown when it is asked for', async ({ viewer }) => {
  const { legend } = viewer;
  await viewer.open(PBMC);
  const names = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const { varNames } = element.shadow as never as { varNames: { read(): Promise<{ bytes: Uint8Array; offsets: Uint32Array }> } };
    const { bytes, offsets } = await varNames.read();
    return Array.from({ length: 100 }, (_, i) => new TextDecoder().decode(bytes.subarray(offsets[i], offsets[i + 1])));
  });
  await choose(viewer, names.join(' '));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'mean of 100 genes · raw');
  await expect(legend).not.toContainText(names[99] as string);
  await legend.getByRole('button', { name: 'and 88 more' }).click();
  await expect(legend).toContainText(names[99] as string);
});

/** Holds back what is asked of the file worker for one matrix; answers what was asked and given up. */
async function holdBack(
  viewer: ViewerPage,
  path: string,
): Promise<{ count(): Promise<[asked: number, cancelled: number]>; release(): Promise<void> }> {
  await viewer.page.evaluate((wanted) => {
    const gate = { held: [] as (() => void)[], asked: [] as number[], cancelled: 0, isOpen: false };
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: never, transfer: never): void {
      const { id, cancel, params } = message as { id?: number; cancel?: number; params?: { path?: string } };
      if (cancel !== undefined && gate.asked.includes(cancel)) gate.cancelled++;
      if (id !== undefined && params?.path === wanted) {
        gate.asked.push(id);
        if (!gate.isOpen) {
          gate.held.push(() => post.call(this, message, transfer));
          return;
        }
      }
      post.call(this, message, transfer);
    };
    (window as never as { gate: typeof gate }).gate = gate;
  }, path);
  type Gate = { gate: { held: (() => void)[]; asked: number[]; cancelled: number; isOpen: boolean } };
  return {
    count: () => viewer.page.evaluate(() => [(window as never as Gate).gate.asked.length, (window as never as Gate).gate.cancelled]),
    release: () =>
      viewer.page.evaluate(() => {
        const { gate } = window as never as Gate;
        gate.isOpen = true;
        // The newest only: what was given up is not asked for again.
        gate.held.at(-1)?.();
      }),
  };
}

test('a newer gene supersedes an older one at once; the old colours stay until then', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const gate = await holdBack(viewer, 'mod/rna/raw/X');
  await search(viewer, 'cd3d');
  await viewer.page.keyboard.press('Enter');
  await expect.poll(gate.count).toEqual([1, 0]);
  await expect(viewer.legend.locator('[data-stale]')).toBeVisible();
  await expect(viewer.legend.getByRole('checkbox').first()).toBeVisible();
  await viewer.page.keyboard.press('Control+k');
  await box(viewer).fill('lyz');
  await viewer.page.keyboard.press('Enter');
  await expect.poll(gate.count).toEqual([2, 1]);
  await gate.release();
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'LYZ · rna · raw');
  await expect(viewer.legend.locator('[data-stale]')).toHaveCount(0);
});

test('a long read shows how far it is, and is cancelled: what was drawn stays', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const gate = await holdBack(viewer, 'mod/rna/raw/X');
  await search(viewer, 'cd3d');
  await viewer.page.keyboard.press('Enter');
  await expect(viewer.page.getByRole('progressbar', { name: 'Reading CD3D · rna · raw' })).toBeVisible();
  await viewer.page.getByRole('button', { name: 'Cancel' }).click();
  await viewer.idle();
  expect(await gate.count()).toEqual([1, 1]);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: celltype');
  await expect(viewer.legend.locator('[data-stale]')).toHaveCount(0);
  await expect(viewer.legend.getByRole('combobox', { name: 'Colour by: rna: celltype' })).toBeVisible();
});

test('a set is read once for all its genes, shows how far it is, and is cancelled', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const gate = await holdBack(viewer, 'mod/rna/raw/X');
  await search(viewer, 'CD3D, CD3E, CD3G, LYZ');
  await viewer.page.keyboard.press('Enter');
  await expect(viewer.page.getByRole('progressbar', { name: 'Reading mean of 4 genes · rna · raw' })).toBeVisible();
  await viewer.page.getByRole('button', { name: 'Cancel' }).click();
  await viewer.idle();
  expect(await gate.count()).toEqual([1, 1]);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: celltype');
});

test('names that take long show it in the list, and are given up there', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const gate = await holdBack(viewer, 'mod/rna/var/_index');
  await viewer.page.keyboard.press('Control+k');
  const reading = viewer.page.getByRole('progressbar', { name: 'Reading the names of 200 genes' }).last();
  await expect(reading).toBeVisible();
  await viewer.page.keyboard.type('cd3');
  // The other modality's are there.
  await expect(viewer.page.getByRole('option').first()).toContainText('CD3_TotalSeqB');
  await viewer.page.getByRole('button', { name: 'Cancel' }).last().click();
  await expect(viewer.page.getByText('The names of rna were not read.')).toBeVisible();
  expect(await gate.count()).toEqual([1, 1]);
  await gate.release();
  await viewer.page.getByRole('button', { name: 'Read them' }).click();
  await expect(viewer.page.getByRole('option', { name: 'CD3D' })).toBeVisible();
  await expect(box(viewer)).toBeFocused();
});

test('the range of the colours is moved without a message to a worker, and without an upload', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await choose(viewer, 'CD3D');
  await viewer.page.evaluate(() => {
    const counted = { messages: 0, largest: 0, frames: 0 };
    (window as never as { counted: typeof counted }).counted = counted;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...args: never[]): void {
      counted.messages++;
      (post as (...all: never[]) => void).apply(this, args);
    } as never;
    const { prototype } = WebGL2RenderingContext;
    for (const name of ['bufferData', 'bufferSubData', 'texImage2D', 'texSubImage2D'] as const) {
      const upload = prototype[name] as (...all: unknown[]) => void;
      prototype[name] = function (this: WebGL2RenderingContext, ...args: unknown[]): void {
        for (const arg of args) if (ArrayBuffer.isView(arg)) counted.largest = Math.max(counted.largest, arg.byteLength);
        upload.apply(this, args);
      } as never;
    }
    const draw = prototype.drawElements;
    prototype.drawElements = function (this: WebGL2RenderingContext, ...args: Parameters<typeof draw>): void {
      counted.frames++;
      draw.apply(this, args);
    };
  });
  const { p99 } = expectedOf('citeseq.h5mu', { kind: 'var', name: 'CD3D', mod: 'rna', raw: true });
  const [low, high] = ['Lowest value of the colours', 'Highest value of the colours'].map((name) =>
    viewer.legend.getByRole('textbox', { name }),
  );
  const top = await high?.inputValue();
  await viewer.legend.getByRole('button', { name: 'p99' }).click();
  await expect(high as Locator).toHaveValue(formatNumber(p99));
  await low?.fill('1.5');
  await low?.press('Enter');
  await expect(viewer.legend.getByRole('slider', { name: 'Colours from' })).toHaveAttribute('aria-valuenow', '1.5');
  await viewer.legend.getByRole('slider', { name: 'Colours to' }).press('ArrowLeft');
  await viewer.idle();
  await expect(high as Locator).not.toHaveValue(formatNumber(p99));
  const counted = await viewer.page.evaluate(
    () => (window as never as { counted: { messages: number; largest: number; frames: number } }).counted,
  );
  expect(counted.frames).toBeGreaterThan(0);
  expect(counted.messages).toBe(0);
  // A block of uniforms; the values of 700 cells would be 2,800 bytes, a palette 1,024.
  expect(counted.largest).toBeLessThan(512);
  await viewer.legend.getByRole('button', { name: 'Reset' }).click();
  await expect(high as Locator).toHaveValue(top ?? '');
  await high?.fill('many');
  await high?.press('Enter');
  await expect(high as Locator).toHaveValue(top ?? '');
});

test('colormaps are chosen, and stay for the next gene', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await choose(viewer, 'CD3D');
  await viewer.legend.getByRole('button', { name: 'Colours: Viridis' }).click();
  await viewer.page.getByRole('menuitem', { name: 'Cividis' }).click();
  await choose(viewer, 'LYZ');
  await expect(viewer.legend.getByRole('button', { name: 'Colours: Cividis' })).toBeVisible();
});

test('narrow: an icon opens it over the header, and the cells come to the front', async ({ viewer }) => {
  const { page } = viewer;
  await page.setViewportSize({ width: 390, height: 844 });
  await viewer.open(CITESEQ);
  await page.getByRole('button', { name: 'Contents' }).click();
  await page.getByRole('button', { name: 'Search genes and columns' }).click();
  await expect(box(viewer)).toBeFocused();
  await viewer.idle();
  await page.keyboard.type('ms4a1');
  await page.getByRole('option', { name: 'MS4A1' }).click();
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'MS4A1 · rna · raw');
  await expect(viewer.canvas).toBeVisible();
  await expect(box(viewer)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Search genes and columns' })).toBeFocused();
});
