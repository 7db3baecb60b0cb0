/** What is measured of Umbra, in its built app. Node. */
import type { FileChooser, Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { openDialog } from './browser.ts';

export interface Opening {
  /** File given → a row of the tree is in the page, in ms. */
  readonly tree: number;
  /** File given → cells drawn in their colours. */
  readonly drawn: number;
  /** Bytes read until then. */
  readonly read: number;
}

export function openUmbraDialog(page: Page): Promise<FileChooser> {
  return openDialog(page, page.getByRole('button', { name: 'Choose a file' }));
}

/** Gives the app a file and watches for the tree, then for the coloured cells. */
export async function openInUmbra(page: Page, file: string): Promise<Opening> {
  await page.evaluate(() => {
    const viewer = document.querySelector('umbra-viewer') as UmbraViewer;
    const input = viewer.shadowRoot?.querySelector('input[type=file]');
    const measured: { tree?: number; drawn?: number; read?: number } = {};
    (window as unknown as { measured: typeof measured }).measured = measured;
    input?.addEventListener('change', () => {
      const given = performance.now();
      const look = (): void => {
        if (!viewer.shadowRoot?.querySelector('[role=treeitem]')) {
          requestAnimationFrame(look);
          return;
        }
        measured.tree = performance.now() - given;
        const watch = (): void => {
          const canvas = viewer.shadowRoot?.querySelector('canvas[data-drawn]');
          if (!canvas) {
            requestAnimationFrame(watch);
            return;
          }
          measured.drawn = performance.now() - given;
          measured.read = viewer.memory().read;
        };
        watch();
      };
      look();
    });
  });
  await (await openUmbraDialog(page)).setFiles(file);
  await page.waitForFunction(() => (window as unknown as { measured: { read?: number } }).measured.read, null, { timeout: 120_000 });
  return page.evaluate(() => (window as unknown as { measured: Opening }).measured);
}

/** The whole outline as the element gives it: file given → `open` resolves. */
export async function outlineInUmbra(page: Page, file: string): Promise<number> {
  const input = await page.evaluateHandle(() => {
    // A file field of the page's own: the element's would open the file by itself.
    const field = document.createElement('input');
    field.type = 'file';
    document.body.append(field);
    return field;
  });
  await input.asElement()?.setInputFiles(file);
  return page.evaluate(async (field) => {
    const viewer = document.querySelector('umbra-viewer') as UmbraViewer;
    const given = performance.now();
    await viewer.open((field as HTMLInputElement).files?.[0] as File);
    viewer.tree();
    return performance.now() - given;
  }, input);
}
