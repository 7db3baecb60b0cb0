/**
 * The renderer of each viewer, with its canvas. It is made when a file is about to be opened, before there is a place for it: fetching
 * the drawing code (most of the script) and starting WebGL take longer than opening the file. It outlives the panel it is shown in.
 * Page, no React.
 */
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { ShadowError } from '../../shadow/index.ts';
import type { Viewer } from '../../state/viewer.ts';

const renderers = new WeakMap<Viewer, Promise<ScatterRenderer>>();

/** @throws ShadowError `unsupported` where WebGL 2 is missing, else why the code could not be fetched; the next call tries again */
export function rendererOf(viewer: Viewer): Promise<ScatterRenderer> {
  let renderer = renderers.get(viewer);
  if (!renderer) {
    renderer = make();
    renderers.set(viewer, renderer);
    renderer.catch(() => renderers.delete(viewer));
  }
  return renderer;
}

/** Frees the canvas and what it holds on the GPU. */
export function releaseRenderer(viewer: Viewer): void {
  renderers.get(viewer)?.then(
    (renderer) => renderer.dispose(),
    () => {},
  );
  renderers.delete(viewer);
}

async function make(): Promise<ScatterRenderer> {
  const { CONTEXT, ScatterRenderer } = await import('../../layers/scatter-renderer.ts');
  const canvas = document.createElement('canvas');
  if (!canvas.getContext('webgl2', CONTEXT)) {
    throw new ShadowError({
      tag: 'unsupported',
      message: 'The cells cannot be drawn here.',
      hint: 'This browser gives no WebGL 2. The tree and the tables work all the same.',
    });
  }
  return new ScatterRenderer(canvas);
}
