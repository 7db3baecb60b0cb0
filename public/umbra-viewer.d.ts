/**
 * Types of the custom element `<umbra-viewer>`, for pages in TypeScript that load `umbra-viewer.js` from anywhere. They need nothing of
 * Umbra's. The element itself is checked against them. What everything does: docs/embedding.md.
 */

/** What an attribute says is a property too; null where the attribute is absent, and null takes it away. */
export interface UmbraViewerProperties {
  /** Address of the file, relative to the page. */
  src: string | null;
  /** The part of the file to open, as `mod/rna`. */
  path: string | null;
  /** What colours the cells: `obs:leiden`, `CD3D`, `rna:CD3D`. The attribute is `color-by`. */
  color: string | null;
  /** Where the cells stand: `X_umap`, `rna:X_umap`. */
  embedding: string | null;
  /** `light`, `dark` or `system`. */
  theme: string | null;
  /** Which of `header toolbar tree table legend` show; absent = all, as the user left them. */
  show: string | null;
}

export interface Opened {
  readonly kind: 'AnnData' | 'MuData' | 'HDF5';
  /** Null where there are no cells: HDF5 of another kind. */
  readonly shape: readonly [cells: number, variables: number] | null;
}

export interface CellInfo {
  readonly index: number;
  /** '' while names are still being read. */
  readonly name: string;
}

export interface MemoryUse {
  /** Bytes of values that are cached. */
  readonly cached: number;
  /** Bytes of the worker's wasm heap. */
  readonly heap: number;
  /** Bytes read from the file since it was opened. */
  readonly read: number;
}

export type VectorRef =
  | { readonly mod?: string | undefined; readonly kind: 'obs'; readonly column: string }
  | {
      readonly mod?: string | undefined;
      readonly kind: 'var';
      readonly name: string;
      readonly layer?: string | undefined;
      readonly raw?: boolean | undefined;
      readonly symbol?: string | undefined;
    }
  | { readonly mod?: string | undefined; readonly kind: 'obsm'; readonly key: string; readonly component: number | string }
  | {
      readonly mod?: string | undefined;
      readonly kind: 'set';
      readonly names: readonly string[];
      readonly layer?: string | undefined;
      readonly raw?: boolean | undefined;
      readonly symbols?: readonly string[] | undefined;
      readonly label?: string | undefined;
    };

export interface EmbeddingRef {
  readonly mod?: string | undefined;
  readonly key: string;
  /** Which two columns, from 0. */
  readonly components: readonly [x: number, y: number];
}

/** How a file is looked at, as JSON. What is in it may grow; `v` tells versions apart. */
export interface View {
  readonly v: 1;
}

export interface ErrorRecord {
  readonly tag: string;
  readonly message: string;
  readonly path?: string;
  readonly hint?: string;
  readonly cause?: string;
}

export interface ColorInfo {
  readonly ref: VectorRef;
  /** The same as a text, as in the attribute `color-by`. */
  readonly text: string;
}

/** The object that is open; its methods are in docs/library.md. */
export interface Shadow {
  readonly isClosed: boolean;
  toString(): string;
}

export interface UmbraViewerEventMap {
  'umbra-open': CustomEvent<Opened>;
  'umbra-ready': CustomEvent<Opened>;
  'umbra-close': CustomEvent<null>;
  'umbra-error': CustomEvent<ErrorRecord>;
  'umbra-hover': CustomEvent<CellInfo | null>;
  'umbra-select': CustomEvent<CellInfo | null>;
  'umbra-color': CustomEvent<ColorInfo | null>;
}

export interface UmbraViewerElement extends HTMLElement, UmbraViewerProperties {
  readonly shadow: Shadow | null;
  open(source: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string): Promise<Opened>;
  close(): Promise<void>;
  colorBy(color: VectorRef | string | null): Promise<void>;
  setEmbedding(embedding: EmbeddingRef | string): Promise<void>;
  select(cell: number | string | null): Promise<CellInfo | null>;
  getView(): View | null;
  setView(view: View): Promise<void>;
  idle(): Promise<void>;
  tree(): string;
  memory(): MemoryUse;
  cellAt(x: number, y: number): CellInfo | null;
  positionOf(index: number): { x: number; y: number } | null;

  addEventListener<Type extends keyof UmbraViewerEventMap>(
    type: Type,
    listener: (event: UmbraViewerEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'umbra-viewer': UmbraViewerElement;
  }
}
