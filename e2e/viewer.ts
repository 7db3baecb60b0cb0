/** The built app for the specs: a page with its `<umbra-viewer>`, on which anything in the console is a failure. Node. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow, MuDataShadow, ShadowNode, VectorRef } from '../src/shadow/index.ts';

export { expect };

const ROOT = join(import.meta.dirname, '..');
export const FIXTURES = join(import.meta.dirname, 'fixtures');
const EXAMPLES = join(ROOT, 'public/examples');
export const CITESEQ = join(EXAMPLES, 'citeseq.h5mu');
export const PBMC = join(EXAMPLES, 'pbmc68k_reduced.h5ad');

/** A real file out of ../shared/data, or undefined in a clone without it. */
export function shared(path: string): string | undefined {
  const file = join(ROOT, '../shared/data', path);
  return existsSync(file) ? file : undefined;
}

export function text(file: string): string {
  return readFileSync(file, 'utf8');
}

export interface FileLike {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A file as it is dropped. */
export function fileLike(file: string): FileLike {
  return { name: basename(file), content: readFileSync(file) };
}

/** The element with a file that has cells. */
export type CellsViewer = UmbraViewer & { readonly shadow: AnnDataShadow | MuDataShadow | null };

/** What the browser says of how it is run here (playwright.config.ts), not of the page. */
const OF_THE_TESTS = [
  // Pages are put together in software, where the canvas has to be read back: Chromium says so for each canvas.
  'GPU stall due to ReadPixels',
  'Service Worker registration blocked by Playwright',
];

export class ViewerPage {
  readonly page: Page;
  readonly element: Locator;
  readonly tree: Locator;
  readonly legend: Locator;
  readonly tables: Locator;
  readonly canvas: Locator;
  /** What went to the console as an error or a warning, or was thrown. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.element = page.locator('umbra-viewer');
    this.tree = page.getByRole('tree');
    this.legend = page.getByRole('region', { name: 'Legend' });
    this.tables = page.getByRole('region', { name: 'Tables' });
    this.canvas = page.locator('canvas[data-drawn]');
    page.on('console', (message) => {
      const isComplaint = message.type() === 'error' || message.type() === 'warning';
      if (isComplaint && !OF_THE_TESTS.some((text) => message.text().includes(text))) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  async start(): Promise<void> {
    await this.page.goto('./');
    await this.page.getByRole('button', { name: 'Choose a file' }).waitFor();
  }

  /** Gives the file field a file and waits until all is quiet. */
  async open(file: string): Promise<void> {
    await this.page.locator('umbra-viewer input[type=file]').setInputFiles(file);
    await this.opened(file);
  }

  /** Waits until a file that was given in another way is open, and all is quiet. */
  async opened(file: string): Promise<void> {
    await this.page.waitForFunction(
      (name) => (document.querySelector('umbra-viewer') as UmbraViewer).shadow?.session.outline.file.name === name,
      basename(file),
    );
    await this.idle();
  }

  /** Drops files, or a text, on the page, as the browser tells of it. */
  async drop(files: readonly FileLike[], dropped?: string): Promise<void> {
    const encoded = files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString('base64') }));
    const dataTransfer = await this.page.evaluateHandle(
      ([all, plain]) => {
        const data = new DataTransfer();
        for (const { name, base64 } of all)
          data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
        if (plain !== undefined) data.setData('text/plain', plain);
        return data;
      },
      [encoded, dropped] as const,
    );
    for (const type of ['dragenter', 'dragover', 'drop']) await this.page.dispatchEvent('body', type, { dataTransfer });
  }

  /** As in a browser that has no dialog of its own: Playwright answers the file field's, not the one that gives handles. */
  async withoutPicker(): Promise<void> {
    const remove = () => void Reflect.deleteProperty(window, 'showOpenFilePicker');
    await this.page.addInitScript(remove);
    await this.page.evaluate(remove);
  }

  /** Out of a list on the plot's bar. */
  async pick(picker: RegExp, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: picker }).first().click();
    await this.page.getByRole('option', { name: option }).first().click();
    await this.idle();
  }

  /** Out of the menu of an element in the tree: beside its mark, which is a button. */
  async choose(path: string, item: string): Promise<void> {
    await this.treeItem(path).click({ button: 'right', position: { x: 60, y: 13 } });
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  idle(): Promise<void> {
    return this.element.evaluate((viewer: UmbraViewer) => viewer.idle());
  }

  treeItem(name: string): Locator {
    return this.tree.locator(`[data-id="${name}"]`);
  }

  /** Paths of all that is cached once the empty cache has been used to colour the cells. */
  cachedAfter(ref: VectorRef): Promise<string[]> {
    return this.element.evaluate(async (viewer: UmbraViewer, wanted) => {
      const data = viewer.shadow as NonNullable<typeof viewer.shadow>;
      data.clearCache();
      await viewer.colorBy(wanted);
      await viewer.idle();
      const found: string[] = [];
      const visit = (node: ShadowNode): void => {
        const children = [...node.children().values()];
        if (children.length === 0 && node.isCached) found.push(node.path);
        children.forEach(visit);
      };
      visit(data);
      return found.sort();
    }, ref);
  }

  /** Colour of the canvas at a point, as 0 … 255. */
  async pixel(x: number, y: number): Promise<[red: number, green: number, blue: number]> {
    // The buffer of a WebGL canvas is gone after its frame; what is on the screen is not.
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the canvas is not on the screen');
    const png = await this.page.screenshot({ clip: { x: box.x + x, y: box.y + y, width: 1, height: 1 } });
    const [red = 0, green = 0, blue = 0] = await this.page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(0, 0, 1, 1).data];
    }, png.toString('base64'));
    return [red, green, blue];
  }
}

export const test = base.extend<{ viewer: ViewerPage }>({
  viewer: async ({ page }, use) => {
    const viewer = new ViewerPage(page);
    await viewer.start();
    await use(viewer);
    expect(viewer.complaints).toEqual([]);
  },
});
