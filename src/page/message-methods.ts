/** What the page around a frame can ask of Umbra: each method with how its params are read. What they hold is untrusted. Page, no React. */
import { colorBy, select, setEmbedding, setView } from '../embed/actions.ts';
import { colorInfo, opened } from '../embed/events.ts';
import { type EmbeddingRef, ShadowError, type Source, type VectorRef } from '../shadow/index.ts';
import { askBeforeLoss } from '../state/additions/loss.ts';
import type { Theme } from '../state/panels.ts';
import { readParts } from '../state/parts.ts';
import { viewOf } from '../state/view/view.ts';
import { readView } from '../state/view/view-state.ts';
import type { Viewer } from '../state/viewer.ts';
import { VERSION } from './messages.ts';

type Params = Readonly<Record<string, unknown>>;

export interface Method {
  /** Whether it has to do with the file that is open. For one that is the user's own it does what it does where none is. */
  readonly isOfFile: boolean;
  /** What it answers where no file is open; without it, it fails there. */
  readonly nothing?: unknown;
  /** @throws ShadowError `invalid` for params that it does not understand; else why it could not be done */
  run(viewer: Viewer, params: Params): unknown;
}

export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'hello',
    {
      isOfFile: true,
      nothing: { version: VERSION, opened: null, color: null },
      run: ({ file, plot }) => {
        const { shadow } = file.getState();
        return { version: VERSION, opened: shadow && opened(shadow), color: colorInfo(plot.getState().coloring) };
      },
    },
  ],
  ['open', { isOfFile: false, run: open }],
  ['close', { isOfFile: true, nothing: null, run: (viewer) => mayLeave(viewer).then(() => viewer.close()) }],
  ['color', { isOfFile: true, run: (viewer, { by }) => colorBy(viewer, colorOf(by)) }],
  ['embedding', { isOfFile: true, run: (viewer, { name }) => setEmbedding(viewer, embeddingOf(name)) }],
  ['select', { isOfFile: true, run: (viewer, { cell }) => select(viewer, cellOf(cell)) }],
  ['getView', { isOfFile: true, nothing: null, run: viewOf }],
  ['setView', { isOfFile: true, run: (viewer, { view }) => setView(viewer, view) }],
  ['show', { isOfFile: false, run: ({ panels }, { parts }) => panels.setParts(partsOf(parts)) }],
  ['theme', { isOfFile: false, run: ({ panels }, { theme }) => panels.lendTheme(themeOf(theme)) }],
]);

/** A file from an address, or one that the page has itself. Of both it knows what it opened. */
async function open(viewer: Viewer, { source, path = '', view = null }: Params): Promise<unknown> {
  if (typeof path !== 'string') throw invalid('path', 'the part of the file, as mod/rna');
  const first = view === null ? null : readView(view);
  if (view !== null && !first) throw invalid('view', 'what getView answered');
  const meant = sourceOf(source);
  await mayLeave(viewer);
  return opened(await viewer.open(meant, undefined, { path, first: () => first }));
}

/** What was added is the reader's, whoever named the file: he is asked. To the page a no is as if he had cancelled it. */
function mayLeave(viewer: Viewer): Promise<void> {
  const cancelled = new ShadowError({ tag: 'aborted', message: 'It was cancelled.' });
  return new Promise((resolve, reject) => askBeforeLoss(viewer, resolve, () => reject(cancelled)));
}

/** Relative addresses would be meant from the frame, which the page around it does not see: they are refused. */
function sourceOf(source: unknown): Source {
  if (typeof source === 'string' && URL.canParse(source) && /^https?:$/.test(new URL(source).protocol)) return source;
  if (source instanceof Blob || source instanceof ArrayBuffer) return source;
  throw invalid('source', 'an absolute http or https address, a File, a Blob or an ArrayBuffer');
}

function colorOf(by: unknown): VectorRef | string | null {
  if (by === null || typeof by === 'string') return by;
  const color = readView({ v: 1, color: by })?.color;
  if (!color) throw invalid('by', 'a text as “obs:leiden”, a reference, or null');
  return color;
}

function embeddingOf(name: unknown): EmbeddingRef | string {
  if (typeof name === 'string') return name;
  throw invalid('name', 'a text as “X_umap”');
}

function cellOf(cell: unknown): number | string | null {
  if (cell === null || typeof cell === 'number' || typeof cell === 'string') return cell;
  throw invalid('cell', 'the place of a cell, its name, or null');
}

function partsOf(parts: unknown): ReturnType<typeof readParts>['parts'] | null {
  if (parts === null) return null;
  const read = typeof parts === 'string' ? readParts(parts) : null;
  if (!read || read.unknown.length > 0) throw invalid('parts', 'some of header, toolbar, tree, table and legend, or null');
  return read.parts;
}

function themeOf(theme: unknown): Theme | null {
  if (theme === null || theme === 'light' || theme === 'dark' || theme === 'system') return theme;
  throw invalid('theme', 'light, dark, system or null');
}

function invalid(param: string, what: string): ShadowError {
  return new ShadowError({ tag: 'invalid', message: `${param} is ${what}.` });
}
