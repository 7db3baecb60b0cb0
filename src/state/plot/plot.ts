/**
 * What is drawn: where the cells stand, a colouring, and the order in which its points are drawn. Page, no React.
 * The three always fit together: a new one is shown when it is complete, and the old one stays until then.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraView } from '../../plots/camera.ts';
import type { ColormapName } from '../../plots/colormaps.ts';
import {
  type AnnDataShadow,
  type EmbeddingRef,
  type ErrorRecord,
  MuDataShadow,
  toErrorRecord,
  type Vector,
  type VectorRef,
} from '../../shadow/index.ts';
import type { Activity, TaskOptions } from '../activity.ts';
import { Latest } from '../latest.ts';
import { withNearNames } from '../text/near-names.ts';
import type { ViewState } from '../view/view-state.ts';
import { type Coloring, type ColorLook, codesOf, makeColoring, rangeOf } from './coloring.ts';
import { bestColumn, type ColumnOption, columnOptions, refLabel } from './columns.ts';
import { createDrawing } from './drawing.ts';
import { bestEmbedding, type EmbeddingOption, embeddingOptions, isDrawable } from './embeddings.ts';
import { type AxesRef, type PlaceRef, type Points, placeLabel, readPoints } from './place.ts';
import { axisOptions, bestAxes } from './plot-axes.ts';

export interface PlotState {
  readonly embeddings: readonly EmbeddingOption[];
  readonly columns: readonly ColumnOption[];
  readonly points: Points | null;
  readonly coloring: Coloring | null;
  /** Cells in the order of drawing. */
  readonly order: Uint32Array | null;
  /** What was asked for and is on its way; the camera is the place's, the look is the colours'. */
  readonly pending: {
    readonly place: PlaceRef | null;
    readonly camera: CameraView | null;
    readonly color: VectorRef | null;
    readonly look: ColorLook;
  };
  readonly errors: { readonly place: ErrorRecord | null; readonly color: ErrorRecord | null };
  /** Codes of categories that are not shown; −1 = missing. */
  readonly hidden: ReadonlySet<number>;
  /** The category that the others step back for, while the pointer is on it in the legend. */
  readonly emphasized: number | null;
  /** Of numbers: from where to where the colours go; null = from the smallest to the largest value. */
  readonly range: readonly [from: number, to: number] | null;
  readonly colormap: ColormapName;
  /** Diameter of a point in CSS pixels; null = by their number. */
  readonly diameter: number | null;
  readonly opacity: number;
  /** Whether the first picture is complete, or will not come: what else is read waits for it. */
  readonly isStarted: boolean;
}

const EMPTY: PlotState = {
  embeddings: [],
  columns: [],
  points: null,
  coloring: null,
  order: null,
  pending: { place: null, camera: null, color: null, look: {} },
  errors: { place: null, color: null },
  hidden: new Set(),
  emphasized: null,
  range: null,
  colormap: 'viridis',
  diameter: null,
  opacity: 0.9,
  isStarted: false,
};

export interface Plot extends StoreApi<PlotState> {
  /**
   * Starts with the place and colour of a view, as far as the file has them, else with the best of the file.
   * Resolves when both are there (or failed).
   * @param isTold whether `errors.color` then says why the view's colour is not the one that is shown
   */
  start(data: AnnDataShadow | MuDataShadow, view?: ViewState | null, isTold?: boolean): Promise<void>;
  /** Lists anew what there is to choose from: something was added, or taken back. */
  refresh(): void;
  setEmbedding(ref: EmbeddingRef): Promise<void>;
  setAxes(ref: AxesRef): Promise<void>;
  /**
   * Either of the two. Resolves when the cells are drawn there, a newer request took over, or `errors.place` says why not.
   * @param view where the cells are looked at from; null = all of them
   */
  setPlace(ref: PlaceRef, view?: CameraView | null): Promise<void>;
  /**
   * Always asks the shadow. Resolves when the colours are the current ones, or a newer request took over.
   * @param look what is hidden of them, or their range; without it all is shown
   */
  colorBy(ref: VectorRef | null, look?: ColorLook): Promise<void>;
  /** Asks once more for what could not be read. */
  again(what: 'place' | 'color'): Promise<void>;
  setHidden(hidden: ReadonlySet<number>): void;
  /** Gives up what was asked for and is not there yet. */
  cancel(): void;
  clear(): void;
}

/** @param drawn resolves when what was set is on the screen */
export function createPlot(activity: Activity, drawn: () => Promise<unknown> = async () => {}): Plot {
  const store = createStore<PlotState>(() => EMPTY);
  const place = new Latest();
  const color = new Latest();
  const drawing = createDrawing(store, activity);
  let data: AnnDataShadow | MuDataShadow | null = null;
  /** What was asked for last, as a call that asks for it again. */
  const last: { place?: () => Promise<void>; color?: () => Promise<void> } = {};

  const setPending = (pending: Partial<PlotState['pending']>): void =>
    store.setState((state) => ({ pending: { ...state.pending, ...pending } }));
  const setError = (errors: Partial<PlotState['errors']>): void => store.setState((state) => ({ errors: { ...state.errors, ...errors } }));

  const readColoring = async (ref: VectorRef, source: AnnDataShadow | MuDataShadow, options: TaskOptions): Promise<Coloring> => {
    // The cells of a modality are among those of the whole.
    const absent = source instanceof MuDataShadow && ref.mod !== undefined ? source.nObs - source.modality(ref.mod).nObs : 0;
    const onPart = (part: Vector): void => {
      if (!options.signal.aborted && data === source) drawing.showPart(() => makeColoring(ref, part, null, absent, true));
    };
    const [vector, colors] = await Promise.all([
      source.obsVector(ref, { ...options, onPart }).catch(async (error) => {
        throw await withNearNames(error, ref, source, options);
      }),
      ref.kind === 'obs' ? source.categoryColors(ref, options).catch(() => null) : null,
    ]);
    return makeColoring(ref, vector, vector.categories ? colors : null, absent);
  };

  const startPoints = async (view: ViewState | null | undefined): Promise<void> => {
    const { embeddings } = store.getState();
    const source = data;
    if (view?.place && (view.place.kind === 'axes' || isDrawable(embeddings, view.place))) {
      await plot.setPlace(view.place, view.camera);
      // Whether axes are there is only known by asking for them.
      if (data !== source || !store.getState().errors.place) return;
    }
    const best = bestEmbedding(embeddings);
    const axes = best || !source ? null : bestAxes(axisOptions(source));
    if (best) await plot.setEmbedding(best);
    else if (axes) await plot.setAxes(axes);
  };

  const startColors = async (view: ViewState | null | undefined, isTold: boolean): Promise<void> => {
    const { columns } = store.getState();
    const best = bestColumn(columns);
    const color = view?.color;
    if (color === undefined) return plot.colorBy(best);
    const source = data;
    // Whether it is there is only known by asking for it.
    await plot.colorBy(color, view ?? {}).catch(async () => {
      // Something else was asked for, or the file was closed, in the meantime.
      const { color: error } = store.getState().errors;
      if (data !== source || !error) return;
      await plot.colorBy(best);
      if (isTold && data === source && !store.getState().pending.color) setError({ color: error });
    });
  };

  const plot: Plot = {
    ...store,

    async start(next, view, isTold = false) {
      const release = activity.hold();
      try {
        plot.clear();
        data = next;
        const embeddings = embeddingOptions(next);
        const columns = columnOptions(next);
        const { diameter, opacity, colormap } = store.getState();
        store.setState({
          embeddings,
          columns,
          diameter: view?.size === undefined ? diameter : view.size,
          opacity: view?.opacity ?? opacity,
          colormap: view?.colormap ?? colormap,
        });
        // What fails says so where it belongs; the rest is shown.
        await Promise.allSettled([startPoints(view), startColors(view, isTold)]);
        // What is read after it shares the network, and the processor, with the picture.
        await drawn();
        if (data === next) store.setState({ isStarted: true });
      } finally {
        release();
      }
    },

    refresh() {
      if (data) store.setState({ embeddings: embeddingOptions(data), columns: columnOptions(data) });
    },

    setEmbedding: (ref) => plot.setPlace({ kind: 'embedding', ...ref }),

    setAxes: (ref) => plot.setPlace({ kind: 'axes', ...ref }),

    async setPlace(wantedRef, view = null) {
      const source = data;
      if (!source) return;
      const ref = { ...wantedRef };
      last.place = () => plot.setPlace(wantedRef, view);
      setPending({ place: ref, camera: view });
      setError({ place: null });
      try {
        const points = await place.run((signal) =>
          activity.run(`Reading ${placeLabel(ref)}`, signal, (options) => readPoints(ref, source, view, options)),
        );
        if (points && data === source) await drawing.show({ points });
      } catch (error) {
        if (data === source) setError({ place: toErrorRecord(error) });
      } finally {
        if (store.getState().pending.place === ref) setPending({ place: null });
      }
    },

    async colorBy(wantedRef, look = {}) {
      const source = data;
      if (!source) return;
      // An object of its own for each request: the same column can be asked for twice.
      const ref = wantedRef && { ...wantedRef };
      last.color = () => plot.colorBy(wantedRef, look);
      setError({ color: null });
      setPending({ color: ref, look });
      if (!ref) {
        color.cancel();
        await drawing.show({ coloring: null, hidden: new Set() });
        return;
      }
      try {
        const coloring = await color.run((signal) =>
          activity.run(`Reading ${refLabel(ref)}`, signal, (options) => readColoring(ref, source, options)),
        );
        if (coloring && data === source) await drawing.show({ coloring, hidden: codesOf(coloring, look), range: rangeOf(coloring, look) });
      } catch (error) {
        if (data === source) setError({ color: toErrorRecord(error) });
        throw error;
      } finally {
        // What there was of one that did not come is not left standing.
        const isCurrent = (): boolean => store.getState().pending.color === ref;
        if (isCurrent() && data === source) await drawing.dropPart();
        if (isCurrent()) setPending({ color: null });
      }
    },

    again: async (what) => last[what]?.(),

    setHidden: (hidden) => store.setState({ hidden, emphasized: null }),

    cancel() {
      for (const latest of [place, color]) latest.cancel();
      drawing.cancel();
    },

    clear() {
      data = null;
      for (const latest of [place, color]) latest.cancel();
      drawing.clear();
      const { diameter, opacity, colormap } = store.getState();
      store.setState({ ...EMPTY, diameter, opacity, colormap });
    },
  };
  return plot;
}
