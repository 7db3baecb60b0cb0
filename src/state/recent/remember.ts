/**
 * Keeps how the open file is looked at: the view whenever it rests and when the page goes away, and a small picture of the plot when there
 * is time. Page, no React.
 */

import { isSame, viewOf } from '../view/view.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Viewer } from '../viewer.ts';
import type { RecentFile } from './recent-list.ts';

/** A view has come to rest after so long, in milliseconds. */
const RESTS_AFTER_MS = 500;
/** A picture is taken after so long: it costs a drawing. */
const PICTURE_AFTER_MS = 1000;
/** Twice the size at which it is shown, in pixels. */
const PICTURE = { width: 192, height: 144 };

/** Remembers the view of the file that is open now, until `stop` is called: before the file is closed. */
export function rememberView(viewer: Viewer, { id }: RecentFile): { stop(): void } {
  const { plot, tables, selection, recent } = viewer;
  let kept: ViewState | null = null;
  let pictured: unknown = null;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const keepView = (): void => {
    const view = viewOf(viewer);
    if (!view || isSame(view, kept)) return;
    kept = view;
    recent.update(id, { view, seen: Date.now() });
  };

  const keepPicture = (): void => {
    const { points, coloring, hidden, order } = plot.getState();
    const stage = viewer.stage();
    if (!stage || !points || !order) return;
    const shows = [points.ref, coloring?.ref, [...hidden], stage.getCamera()];
    if (isSame(shows, pictured)) return;
    pictured = shows;
    // At once: the page may be going away.
    void recent.keep({ id, picture: thumbnail(stage.snapshot()).toDataURL('image/webp') });
  };

  const leave = (): void => {
    keepView();
    keepPicture();
  };

  const changed = (): void => {
    clearTimeout(rest);
    clearTimeout(pause);
    rest = setTimeout(keepView, RESTS_AFTER_MS);
    // Safari has no idle callbacks.
    pause = setTimeout(
      () => (globalThis.requestIdleCallback ?? setTimeout)(() => !listening.signal.aborted && keepPicture()),
      PICTURE_AFTER_MS,
    );
  };

  const listening = new AbortController();
  const { signal } = listening;
  const stops = [plot.subscribe(changed), tables.subscribe(changed), selection.subscribe(changed)];
  // Moving the camera changes no store: what is in view when the page goes is what comes back.
  window.addEventListener('pagehide', leave, { signal });
  document.addEventListener('visibilitychange', () => document.hidden && leave(), { signal });

  return {
    stop() {
      leave();
      listening.abort();
      clearTimeout(rest);
      clearTimeout(pause);
      for (const stop of stops) stop();
    },
  };
}

/** The middle of the picture, small, on no ground: it is shown on a light or a dark one. */
function thumbnail(picture: HTMLCanvasElement): HTMLCanvasElement {
  const { width, height } = PICTURE;
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  const context = small.getContext('2d');
  if (!context) return small;
  context.imageSmoothingQuality = 'high';
  // More than once: few points, made small, are faint.
  for (let i = 0; i < 3; i++) context.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
  return small;
}
