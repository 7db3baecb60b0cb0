/**
 * `<umbra-viewer>`: the whole app as one custom element, and the methods by which a page drives it. Page.
 * Documented in docs/element.md.
 */
import { createRoot, type Root } from 'react-dom/client';
import { App } from '../app/App.tsx';
import type { OpenedShadow, Source, VectorRef } from '../shadow/index.ts';
import { prepare, ShadowError } from '../shadow/index.ts';
import { cellsOf } from '../state/file.ts';
import { createViewer, type Viewer } from '../state/viewer.ts';
import { releaseRenderer } from '../views/scatter/renderers.ts';
import { viewerStyles } from './styles.ts';

export interface Opened {
  readonly kind: 'AnnData' | 'MuData' | 'HDF5';
  /** Null where there are no cells: HDF5 of another kind. */
  readonly shape: readonly [cells: number, variables: number] | null;
}

export interface MemoryUse {
  /** Bytes of values that are cached. */
  readonly cached: number;
  /** Bytes of the worker's wasm heap. */
  readonly heap: number;
  /** Bytes read from the file since it was opened. */
  readonly read: number;
}

export interface CellInfo {
  readonly index: number;
  /** '' while names are still being read. */
  readonly name: string;
}

/** The viewer in an element, for Umbra's own page. */
export let viewerOf: (element: UmbraViewer) => Viewer;

export class UmbraViewer extends HTMLElement {
  static {
    viewerOf = (element) => element.#viewer;
  }

  readonly #viewer = createViewer({ isShown: true });
  #root: Root | null = null;
  #listening: AbortController | null = null;

  connectedCallback(): void {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [viewerStyles()];
    const container = shadow.querySelector('div') ?? shadow.appendChild(document.createElement('div'));
    container.style.height = '100%';
    this.#root = createRoot(container);
    this.#root.render(<App viewer={this.#viewer} host={this} />);
    this.#tell();
    prepare();
  }

  disconnectedCallback(): void {
    this.#root?.unmount();
    this.#root = null;
    this.#listening?.abort();
    // Moved to another place in the page, it is connected again at once: then the file stays open.
    queueMicrotask(() => {
      if (this.isConnected) return;
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
    const data = await this.#viewer.open(source);
    await new Promise((resolve) => setTimeout(resolve));
    return opened(data);
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
  async colorBy(ref: VectorRef): Promise<void> {
    const { shadow, data } = this.#viewer.file.getState();
    if (!shadow) throw new ShadowError({ tag: 'closed', message: 'No file is open.', hint: 'Open one first.' });
    if (!data) throw new ShadowError({ tag: 'invalid', message: `${shadow.session.outline.file.name} has no cells to colour.` });
    await this.#viewer.plot.colorBy(ref);
    // Rendered first, then drawn.
    await new Promise((resolve) => setTimeout(resolve));
    await this.#viewer.stage()?.drawn();
  }

  /** Resolves when nothing is in flight and the last frame is drawn. */
  idle(): Promise<void> {
    return this.#viewer.idle();
  }

  /** The cell at a point of the canvas, in CSS pixels from its top left. */
  cellAt(x: number, y: number): CellInfo | null {
    const index = this.#viewer.stage()?.cellAt(x, y) ?? -1;
    return index < 0 ? null : this.#cell(index);
  }

  /** Where a cell is on the canvas, in CSS pixels from its top left; null if it has no place. */
  positionOf(index: number): { x: number; y: number } | null {
    return this.#viewer.stage()?.positionOf(index) ?? null;
  }

  #cell(index: number): CellInfo {
    return { index, name: this.#viewer.names()?.at(index) ?? '' };
  }

  /** What happens inside, as DOM events on the element. */
  #tell(): void {
    this.#listening?.abort();
    const listening = new AbortController();
    this.#listening = listening;
    const dispatch = (type: string, detail: unknown): boolean =>
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    const { file, selection } = this.#viewer;
    const stops = [
      file.subscribe((now, before) => {
        if (now.shadow !== before.shadow) dispatch(now.shadow ? 'umbra-open' : 'umbra-close', now.shadow ? opened(now.shadow) : null);
        if (now.error && now.error !== before.error) dispatch('umbra-error', now.error.record);
      }),
      selection.subscribe((now, before) => {
        if (now.hovered !== before.hovered) dispatch('umbra-hover', now.hovered < 0 ? null : this.#cell(now.hovered));
        if (now.cell !== before.cell) dispatch('umbra-select', now.cell < 0 ? null : this.#cell(now.cell));
      }),
    ];
    listening.signal.addEventListener('abort', () => {
      for (const stop of stops) stop();
    });
  }
}

function opened(shadow: OpenedShadow): Opened {
  return { kind: shadow.session.outline.kind, shape: cellsOf(shadow)?.shape ?? null };
}
