/**
 * `<umbra-viewer>`: the whole app as one custom element, and the attributes, methods and events by which a page drives it. Page.
 * Documented in docs/embedding.md; its types for others are in public/umbra-viewer.d.ts.
 */
import { createRoot, type Root } from 'react-dom/client';
import type { CellInfo, MemoryUse, Opened, UmbraViewerElement } from '../../public/umbra-viewer.d.ts';
import { App } from '../app/App.tsx';
import type { EmbeddingRef, OpenedShadow, Source, VectorRef } from '../shadow/index.ts';
import { prepare } from '../shadow/index.ts';
import { viewOf } from '../state/view/view.ts';
import type { ViewState } from '../state/view/view-state.ts';
import { createViewer, type Viewer } from '../state/viewer.ts';
import { releaseRenderer } from '../views/scatter/renderers.ts';
import { colorBy, select, setEmbedding, setView } from './actions.ts';
import { Attributes } from './attributes.ts';
import { cellInfo, follow, opened, type Tell } from './events.ts';
import { ATTRIBUTES, type AttributeName, ElementWithProperties } from './properties.ts';
import { viewerStyles } from './styles.ts';

/** The viewer in an element, for Umbra's own page. */
export let viewerOf: (element: UmbraViewer) => Viewer;

export class UmbraViewer extends ElementWithProperties implements UmbraViewerElement {
  static {
    viewerOf = (element) => element.#viewer;
  }

  static readonly observedAttributes: readonly AttributeName[] = ATTRIBUTES;

  readonly #viewer = createViewer({ isShown: true });
  readonly #tell: Tell = (event, detail) => {
    if (event === 'ready') this.#attributes.started();
    this.dispatchEvent(new CustomEvent(`umbra-${event}`, { detail, bubbles: true, composed: true }));
  };
  readonly #attributes = new Attributes(this, this.#viewer, (problem) => this.#tell('error', problem));
  #root: Root | null = null;
  #unfollow: (() => void) | null = null;

  attributeChangedCallback(name: AttributeName, before: string | null, now: string | null): void {
    if (now !== before) this.#attributes.changed(name);
  }

  connectedCallback(): void {
    this.upgradeProperties();
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [viewerStyles()];
    const container = shadow.querySelector('div') ?? shadow.appendChild(document.createElement('div'));
    container.style.height = '100%';
    this.#root = createRoot(container);
    this.#root.render(<App viewer={this.#viewer} host={this} />);
    this.#unfollow = follow(this.#viewer, this.#tell);
    this.#attributes.connected();
    prepare();
  }

  disconnectedCallback(): void {
    this.#root?.unmount();
    this.#root = null;
    this.#unfollow?.();
    // Moved to another place in the page, it is connected again at once: then the file stays open.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#attributes.disconnected();
      releaseRenderer(this.#viewer);
      void this.#viewer.close();
    });
  }

  /** The object that is open, for whoever wants its values; null before a file is opened and after it is closed. */
  get shadow(): OpenedShadow | null {
    return this.#viewer.file.getState().shadow;
  }

  /** Resolves when the tree stands. @throws ShadowError why the file cannot be opened */
  async open(source: Source): Promise<Opened> {
    const shadow = await this.#viewer.open(source);
    await new Promise((resolve) => setTimeout(resolve));
    return opened(shadow);
  }

  close(): Promise<void> {
    return this.#viewer.close();
  }

  /** The text tree, '' if nothing is open. */
  tree(): string {
    return this.shadow ? String(this.shadow) : '';
  }

  memory(): MemoryUse {
    const { shadow } = this;
    if (!shadow) return { cached: 0, heap: 0, read: 0 };
    const { heap, read } = shadow.stats();
    return { cached: shadow.session.cache.bytes(''), heap, read };
  }

  /** Resolves when the cells are drawn in their new colours. @throws ShadowError e.g. `not-found` */
  colorBy(color: VectorRef | string | null): Promise<void> {
    return colorBy(this.#viewer, color);
  }

  /** Resolves when the cells are drawn there. @throws ShadowError e.g. `not-found` */
  setEmbedding(embedding: EmbeddingRef | string): Promise<void> {
    return setEmbedding(this.#viewer, embedding);
  }

  /** Highlights a cell; null = none. @throws ShadowError `not-found`, `invalid` */
  select(cell: number | string | null): Promise<CellInfo | null> {
    return select(this.#viewer, cell);
  }

  /** How the file is looked at, as JSON; null before the first picture. */
  getView(): ViewState | null {
    return viewOf(this.#viewer);
  }

  /** Resolves when the cells are drawn so. @throws ShadowError `invalid` for what is no view */
  setView(view: unknown): Promise<void> {
    return setView(this.#viewer, view);
  }

  /** Resolves when nothing is in flight and the last frame is drawn. */
  idle(): Promise<void> {
    return this.#viewer.idle();
  }

  /** The cell at a point of the canvas, in CSS pixels from its top left. */
  cellAt(x: number, y: number): CellInfo | null {
    return cellInfo(this.#viewer, this.#viewer.stage()?.cellAt(x, y) ?? -1);
  }

  /** Where a cell is on the canvas, in CSS pixels from its top left; null if it has no place. */
  positionOf(index: number): { x: number; y: number } | null {
    return this.#viewer.stage()?.positionOf(index) ?? null;
  }
}
