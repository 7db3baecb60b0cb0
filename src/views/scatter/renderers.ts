/**
 * The renderer of each viewer, with its canvas. It is made when a file is about to be opened, before there is a place for it: fetching
 * the drawing code (most of the script) and starting WebGL take longer than opening the file. It outlives the panel it is shown in.
 * Page, no React.
 */
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import type { CameraView } from '../../plots/camera.ts';
import { ShadowError } from '../../shadow/index.ts';
import type { Points } from '../../state/plot/place.ts';
import type { Viewer } from '../../state/viewer.ts';

const renderers = new Map<Viewer, Promise<ScatterRenderer>>();

/** Where points were looked at from, when their renderer was given up. */
const cameras = new WeakMap<Points, CameraView | null>();

/** Viewers whose cells are out of view, the one that is so for the longest time first. */
const unseen = new Set<Viewer>();

/** Browsers keep some 16 contexts of a page, and take the oldest away for a new one: beyond so many, those out of view are given up. */
const MOST = 8;

/** @throws ShadowError `unsupported` where WebGL 2 is missing, else why the code could not be fetched; the next call tries again */
export function rendererOf(viewer: Viewer): Promise<ScatterRenderer> {
  let renderer = renderers.get(viewer);
  if (!renderer) {
    renderer = make();
    renderers.set(viewer, renderer);
    makeRoom();
    renderer.catch(() => renderers.delete(viewer));
  }
  return renderer;
}

/** Where points are looked at from, once they are drawn by a new renderer. */
export function cameraOf(points: Points): CameraView | null {
  const kept = cameras.get(points);
  return kept === undefined ? points.view : kept;
}

/** Frees the canvas and what it holds on the GPU. */
export function releaseRenderer(viewer: Viewer): void {
  renderers.get(viewer)?.then(
    (renderer) => {
      renderer.canvas.remove();
      renderer.dispose();
    },
    () => {},
  );
  renderers.delete(viewer);
  unseen.delete(viewer);
}

/** Tells whether the cells of a viewer are in view. Out of it its renderer may be given up; it is made anew when it is asked for. */
export function setSeen(viewer: Viewer, isSeen: boolean): void {
  unseen.delete(viewer);
  if (!isSeen) unseen.add(viewer);
  makeRoom();
}

function makeRoom(): void {
  for (const other of unseen) {
    if (renderers.size <= MOST) break;
    const { points } = other.plot.getState();
    renderers.get(other)?.then(
      ({ view }) => points && cameras.set(points, view),
      () => {},
    );
    releaseRenderer(other);
  }
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
