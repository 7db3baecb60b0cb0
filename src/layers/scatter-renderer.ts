/**
 * Draws points on a canvas with deck.gl, and moves a camera over them. Page; no React, no files.
 * Loaded when a file is opened: deck.gl is most of the script.
 */
import { Deck, LinearInterpolator, OrthographicView } from '@deck.gl/core';
import type { CameraView } from '../plots/camera.ts';
import { EXTENT } from '../plots/points.ts';
import { PointLayer, type PointLayerProps } from './point-layer.ts';

/** Everything of the points but their size on screen. */
export type Drawing = Pick<PointLayerProps, 'xy' | 'pointValues' | 'order' | 'palette' | 'offset' | 'scale' | 'last' | 'missingColor'> & {
  /** Width and height of what the points cover, in their units. */
  readonly extent: readonly [number, number];
  /** Whether width and height fill the canvas each at its own scale; else a unit is as long along x as along y. */
  readonly fills: boolean;
};

interface Camera {
  /** Middle of the view, in units of the points, stretched where they fill the canvas. */
  readonly target: readonly [number, number];
  /** log2 of pixels a unit. */
  readonly zoom: number;
}

interface ViewState extends Camera {
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly transitionDuration?: number;
  readonly transitionInterpolator?: LinearInterpolator;
}

/** How the canvas is drawn on. Points smooth their own edges. */
export const CONTEXT: WebGLContextAttributes = { antialias: false, alpha: true, powerPreference: 'high-performance' };

const VIEW = 'plane';
/** Share of the canvas that the points take at first. */
const FILL = 0.92;
/** Zoom steps out of and into the first view. */
const OUT = 3;
const IN = 14;
const MOTION_MS = 150;

/** A layer without points: made ahead, its shaders are compiled when the first points come. */
const NOTHING: Drawing = {
  xy: new Float32Array(),
  pointValues: new Float32Array(),
  order: new Uint32Array(),
  palette: new Uint8Array(256 * 4),
  offset: 0,
  scale: 1,
  last: 0,
  missingColor: [0, 0, 0, 0],
  extent: [EXTENT, EXTENT],
  fills: false,
};

/** A deck that asks for no frames while nobody looks at it. */
class PlotDeck extends Deck<OrthographicView> {
  setRunning(isRunning: boolean): void {
    if (isRunning) void this.animationLoop?.start();
    else this.animationLoop?.stop();
  }
}

/** Dispatches `move` when the camera moved or the canvas changed its size, and `error` when the drawing failed: see `error`. */
export class ScatterRenderer extends EventTarget {
  readonly #deck: PlotDeck;
  readonly canvas: HTMLCanvasElement;
  error: Error | null = null;
  #drawing: Drawing | null = null;
  #style = { diameter: 3, opacity: 1 };
  #flipY = false;
  /** Units of the camera along y for one of the points. */
  #stretch = 1;
  #camera: Camera = { target: [0, 0], zoom: 0 };
  /** What stays in view when the canvas changes its size; null = all points, undefined = nothing: the scale stays. */
  #kept: CameraView | null | undefined = null;
  #isShown = false;

  /** @param canvas in the page or not yet; its context, if it has one, was made with CONTEXT */
  constructor(canvas: HTMLCanvasElement) {
    super();
    this.canvas = canvas;
    this.#deck = new PlotDeck({
      canvas,
      width: '100%',
      height: '100%',
      views: this.#view(),
      controller: true,
      initialViewState: { [VIEW]: this.#fitted() } as never,
      deviceProps: { type: 'webgl', webgl: CONTEXT },
      useDevicePixels: true,
      pickingRadius: 0,
      getCursor: ({ isDragging }) => (isDragging ? 'grabbing' : 'default'),
      onViewStateChange: ({ viewState, interactionState }) => {
        const { target, zoom } = viewState as unknown as ViewState;
        this.#camera = { target: [target[0], target[1]], zoom };
        if (interactionState.isDragging || interactionState.isZooming) this.#kept = undefined;
        this.#moved();
      },
      onLoad: () => {
        this.#update();
        this.#deck.setRunning(this.#isShown);
      },
      onResize: () => {
        this.#resized();
        this.#moved();
      },
      onError: (error) => this.#fail(error),
    });
    // Said by the browser when the graphics driver restarts, or when too many pages draw.
    canvas.addEventListener('webglcontextlost', this.#onContextLost);
  }

  /** Whether the canvas is in the page; elsewhere nothing is drawn. */
  setShown(isShown: boolean): void {
    this.#isShown = isShown;
    if (this.#deck.isInitialized) this.#deck.setRunning(isShown);
  }

  /**
   * Null clears the canvas.
   * @param view where other points than before are looked at from; null = all of them
   */
  draw(drawing: Drawing | null, view: CameraView | null = null): void {
    const isMoved = drawing?.xy !== this.#drawing?.xy;
    this.#drawing = drawing;
    this.#stretch = this.#wantedStretch();
    if (isMoved) this.look(view, false);
    this.#update();
  }

  /** Sizes in CSS pixels, opacity 0 … 1. */
  setStyle(style: { diameter: number; opacity: number }): void {
    this.#style = style;
    this.#update();
  }

  /** Whether y grows downwards, as in images of tissue. */
  setFlipY(flipY: boolean): void {
    if (flipY === this.#flipY) return;
    this.#flipY = flipY;
    this.#deck.setProps({ views: this.#view() });
  }

  /** What is in view; null = all points. */
  get view(): CameraView | null {
    if (this.#kept !== undefined) return this.#kept;
    const { target, zoom } = this.#camera;
    return { target: [target[0], target[1] / this.#stretch], zoom: zoom - this.#fitted().zoom };
  }

  /** Brings a part of the plot into view; null = all points. */
  look(view: CameraView | null, animated: boolean): void {
    this.#kept = view;
    const fitted = this.#fitted();
    if (!view) this.#move(fitted, animated);
    else {
      const [x, y] = view.target;
      this.#move({ ...fitted, target: [x, y * this.#stretch], zoom: clampZoom(fitted, fitted.zoom + view.zoom) }, animated);
    }
  }

  /** Zooms around the middle: 1 doubles. */
  zoomBy(steps: number): void {
    this.#kept = undefined;
    const fitted = this.#fitted();
    this.#move({ ...fitted, target: this.#camera.target, zoom: clampZoom(fitted, this.#camera.zoom + steps) }, true);
  }

  /** Brings a point into the middle, unless it is well in view. */
  reveal(x: number, y: number): void {
    const { width, height } = this.size;
    const at = this.project(x, y);
    const margin = 40;
    if (at.x > margin && at.y > margin && at.x < width - margin && at.y < height - margin) return;
    this.#kept = undefined;
    this.#move({ ...this.#fitted(), target: [x, y * this.#stretch], zoom: this.#camera.zoom }, true);
  }

  /** Pixels (CSS) a unit of the points, along x and along y. */
  get pixelsPerUnit(): readonly [x: number, y: number] {
    const pixels = 2 ** this.#camera.zoom;
    return [pixels, pixels * this.#stretch];
  }

  get size(): { width: number; height: number } {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  /** Canvas pixels (CSS) of a point. */
  project(x: number, y: number): { x: number; y: number } {
    const { width, height } = this.size;
    const { target } = this.#camera;
    const [up, [perX, perY]] = [this.#flipY ? 1 : -1, this.pixelsPerUnit];
    return { x: width / 2 + (x - target[0]) * perX, y: height / 2 + up * (y - target[1] / this.#stretch) * perY };
  }

  /** The point at canvas pixels (CSS). */
  unproject(x: number, y: number): { x: number; y: number } {
    const { width, height } = this.size;
    const { target } = this.#camera;
    const [up, [perX, perY]] = [this.#flipY ? 1 : -1, this.pixelsPerUnit];
    return { x: target[0] + (x - width / 2) / perX, y: target[1] / this.#stretch + (up * (y - height / 2)) / perY };
  }

  /** Resolves when everything that was set has been drawn; at once where nothing is: on a hidden page, after an error. */
  async drawn(): Promise<void> {
    do await nextFrame();
    while (
      this.#isShown &&
      !this.error &&
      !document.hidden &&
      (!this.#deck.isInitialized || this.#deck.needsRedraw({ clearRedrawFlags: false }))
    );
  }

  /** The picture as it is now, in device pixels. */
  snapshot(): HTMLCanvasElement {
    // The buffer is gone after the frame: draw and copy in one go.
    this.#deck.redraw('snapshot');
    const copy = document.createElement('canvas');
    copy.width = this.canvas.width;
    copy.height = this.canvas.height;
    copy.getContext('2d')?.drawImage(this.canvas, 0, 0);
    return copy;
  }

  dispose(): void {
    this.#isShown = false;
    this.canvas.removeEventListener('webglcontextlost', this.#onContextLost);
    this.#deck.finalize();
    // Browsers keep only some contexts, and drop the oldest for a new one.
    this.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #view(): OrthographicView {
    return new OrthographicView({
      id: VIEW,
      flipY: this.#flipY,
      controller: { scrollZoom: { speed: 0.01, smooth: false }, doubleClickZoom: false, keyboard: false, dragRotate: false },
    });
  }

  #fitted(): ViewState {
    const { width, height } = this.size;
    const [x, y] = this.#drawing?.extent ?? [EXTENT, EXTENT];
    const zoom = Math.log2(FILL * Math.max(1e-3, Math.min(width / Math.max(x, 1), height / Math.max(y * this.#stretch, 1))));
    return { target: [0, 0], zoom, minZoom: zoom - OUT, maxZoom: zoom + IN };
  }

  #wantedStretch(): number {
    const { width, height } = this.size;
    const [x, y] = this.#drawing?.extent ?? [1, 1];
    return this.#drawing?.fills && width > 0 && height > 0 ? (height * x) / (width * y) : 1;
  }

  /** What was fitted stays so; else the middle of the view stays. */
  #resized(): void {
    const before = this.#stretch;
    this.#stretch = this.#wantedStretch();
    if (this.#kept !== undefined) this.look(this.#kept, false);
    else if (before !== this.#stretch) {
      const { target, zoom } = this.#camera;
      this.#move({ ...this.#fitted(), target: [target[0], (target[1] / before) * this.#stretch], zoom }, false);
    }
    if (before !== this.#stretch) this.#update();
  }

  #fail(error: Error): void {
    this.error ??= error;
    this.dispatchEvent(new Event('error'));
  }

  readonly #onContextLost = (): void => this.#fail(new Error('The browser took the graphics context away.'));

  #move(viewState: ViewState, animated: boolean): void {
    const isStill = !animated || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const motion = isStill
      ? {}
      : { transitionDuration: MOTION_MS, transitionInterpolator: new LinearInterpolator({ transitionProps: ['target', 'zoom'] }) };
    if (isStill) this.#camera = { target: viewState.target, zoom: viewState.zoom };
    this.#deck.setProps({ initialViewState: { [VIEW]: { ...viewState, ...motion } } as never });
    this.#moved();
  }

  #moved(): void {
    this.dispatchEvent(new Event('move'));
  }

  #update(): void {
    const { diameter, opacity } = this.#style;
    const drawing = this.#drawing ?? NOTHING;
    const layers = [
      new PointLayer({
        id: 'points',
        ...drawing,
        data: {
          length: drawing.pointValues.length,
          attributes: { getPosition: attributeOf(drawing.xy, 2), getValue: attributeOf(drawing.pointValues, 1) },
        },
        diameter,
        stretch: this.#stretch,
        baseScale: 2 ** this.#fitted().zoom,
        pointOpacity: opacity,
      }),
    ];
    this.#deck.setProps({ layers });
  }
}

const attributes = new WeakMap<Float32Array, { readonly value: Float32Array; readonly size: number }>();

/** The same object for the same array: deck uploads an attribute again whenever its object is another one. */
function attributeOf(value: Float32Array, size: number): { readonly value: Float32Array; readonly size: number } {
  const known = attributes.get(value);
  if (known) return known;
  const attribute = { value, size };
  attributes.set(value, attribute);
  return attribute;
}

function clampZoom({ minZoom, maxZoom }: ViewState, zoom: number): number {
  return Math.min(maxZoom, Math.max(minZoom, zoom));
}

/** A hidden page has no frames: it looks again after a while. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(late);
      // After the frame's own work, deck's among it.
      setTimeout(resolve);
    });
  });
}
