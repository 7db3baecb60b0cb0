/** What happens in a viewer, told to whoever holds it: the element as DOM events, Umbra's page in a frame as messages. Page. */
import type { ErrorRecord, OpenedShadow, VectorRef } from '../shadow/index.ts';
import { cellsOf } from '../state/file.ts';
import { withNextFrame } from '../state/next-frame.ts';
import { type Coloring, isPartial } from '../state/plot/coloring.ts';
import { colorText } from '../state/text/color-text.ts';
import type { Viewer } from '../state/viewer.ts';

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

export interface ColorInfo {
  readonly ref: VectorRef;
  /** The same as a text, as in the attribute `color-by`. */
  readonly text: string;
}

/** What each event tells; null where it is about nothing any more. */
export interface ViewerEvents {
  readonly open: Opened;
  readonly ready: Opened;
  readonly close: null;
  readonly error: ErrorRecord;
  readonly hover: CellInfo | null;
  readonly select: CellInfo | null;
  readonly color: ColorInfo | null;
}

export type Tell = <Event extends keyof ViewerEvents>(event: Event, detail: ViewerEvents[Event]) => void;

/** @returns stops it */
export function follow(viewer: Viewer, tell: Tell): () => void {
  const { file, plot, selection } = viewer;
  const ready = (shadow: OpenedShadow): void =>
    void firstPicture(viewer).then(() => {
      if (!isStopped && file.getState().shadow === shadow) tell('ready', opened(shadow));
    });
  let isStopped = false;
  /** What is shown again is not told again. */
  let told: ErrorRecord | null = null;
  const fail = (error: ErrorRecord | null, before: ErrorRecord | null): void => {
    if (!error || error === before || error === told) return;
    told = error;
    tell('error', error);
  };
  const stops = [
    file.subscribe((now, before) => {
      if (now.error !== before.error) fail(now.error?.record ?? null, null);
      if (now.shadow === before.shadow) return;
      if (!now.shadow) tell('close', null);
      else {
        tell('open', opened(now.shadow));
        if (!now.data) ready(now.shadow);
      }
    }),
    plot.subscribe((now, before) => {
      const { shadow } = file.getState();
      if (now.isStarted && !before.isStarted && shadow) ready(shadow);
      for (const part of ['place', 'color'] as const) fail(now.errors[part], before.errors[part]);
      const [{ coloring }, last] = [now, before.coloring];
      if (coloring !== last && !(coloring && isPartial(coloring)) && shadow) {
        tell('color', colorInfo(coloring));
      }
    }),
    selection.subscribe((now, before) => {
      if (now.hovered !== before.hovered) tell('hover', cellInfo(viewer, now.hovered));
      if (now.cell !== before.cell) tell('select', cellInfo(viewer, now.cell));
    }),
  ];
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}

export function opened(shadow: OpenedShadow): Opened {
  return { kind: shadow.session.outline.kind, shape: cellsOf(shadow)?.shape ?? null };
}

/** Null for none. */
export function colorInfo(coloring: Coloring | null): ColorInfo | null {
  return coloring && { ref: coloring.ref, text: colorText(coloring.ref) };
}

/** Null for none. */
export function cellInfo(viewer: Viewer, index: number): CellInfo | null {
  return index < 0 ? null : { index, name: viewer.names()?.at(index) ?? '' };
}

/** The drawing code may still be on its way: as long as it is, something runs. Where nothing is drawn, nothing is waited for. */
async function firstPicture(viewer: Viewer): Promise<void> {
  const frame = (): Promise<void> => new Promise((resolve) => withNextFrame(resolve)());
  await frame();
  while (!viewer.stage() && !viewer.activity.isIdle()) await frame();
  await viewer.stage()?.drawn();
}
