/**
 * Brings points and colours to the screen together, in the order in which they are drawn. Page, no React.
 * A picture is shown when it is complete, and the one before stays until then. Of a gene that takes long, what is known so far is shown
 * on the way; it gives way to the whole, or to what was there before.
 */
import type { StoreApi } from 'zustand/vanilla';
import { compute } from '../../compute/client.ts';
import type { Activity } from '../activity.ts';
import { Latest } from '../latest.ts';
import type { Coloring } from './coloring.ts';
import type { PlotState } from './plot.ts';

type Picture = Pick<PlotState, 'points' | 'coloring' | 'hidden' | 'range'>;

export interface Drawing {
  /** Resolves when that is shown, or a later picture with it in it. */
  show(change: Partial<Picture>): Promise<void>;
  /** Shows a coloring that is not complete, unless a picture is on its way already. */
  showPart(make: () => Coloring): void;
  /** Goes back to the picture before the parts, if one of them is shown. */
  dropPart(): Promise<void>;
  /** Gives up what is not shown yet. */
  cancel(): void;
  clear(): void;
}

const NOTHING: Picture = { points: null, coloring: null, hidden: new Set(), range: null };

export function createDrawing(store: StoreApi<PlotState>, activity: Activity): Drawing {
  const ordering = new Latest();
  /** What is to be shown once its order is known: changes that come while one is being ordered are not lost. */
  let wanted = NOTHING;
  let shown: Promise<void> | null = null;
  /** What was shown before the first part of what is on its way. */
  let whole: Omit<Picture, 'points'> | null = null;

  /** Shows points and colours in one step. Answers whether it did, or was superseded. */
  const order = async ({ points, coloring, hidden, range }: Picture): Promise<boolean> => {
    // What was chosen since, of the colours that are shown, stays.
    const set = (drawn: Uint32Array | null): void =>
      store.setState((state) => ({
        points,
        coloring,
        order: drawn,
        ...(coloring === state.coloring ? {} : { hidden, emphasized: null, range }),
      }));
    if (!points) {
      set(null);
      return true;
    }
    const values = coloring?.values ?? new Float32Array(points.count);
    const drawn = await ordering.run((signal) =>
      compute('drawOrder', { values, isCategorical: coloring?.kind !== 'numbers', xy: points.xy }, { signal }),
    );
    if (drawn) set(drawn);
    return drawn !== undefined;
  };

  /** What did not come to be shown is not in the next picture either. */
  const giveUp = (): void => {
    const { points, coloring, hidden, range } = store.getState();
    wanted = { points, coloring, hidden, range };
  };

  const draw = (change: Partial<Picture>): Promise<void> => {
    wanted = { ...wanted, ...change };
    const release = activity.hold();
    const attempt = order(wanted)
      .then(async (done) => {
        // A later change took over, with this one in it: what was asked for is shown when that is.
        if (!done && shown !== attempt) await shown;
      })
      .catch((error: unknown) => {
        if (shown === attempt) giveUp();
        throw error;
      })
      .finally(() => {
        if (shown === attempt) shown = null;
        release();
      });
    shown = attempt;
    return attempt;
  };

  return {
    show(change) {
      if (change.coloring === undefined) return draw(change);
      whole = null;
      // The range is that of the colours before.
      return draw({ range: null, ...change });
    },

    showPart(make) {
      if (shown || !store.getState().points) return;
      const { coloring, hidden, range } = store.getState();
      whole ??= { coloring, hidden, range };
      // The whole says what is wrong, if anything is.
      draw({ coloring: make(), hidden: NOTHING.hidden, range: null }).catch(() => {});
    },

    async dropPart() {
      const before = whole;
      whole = null;
      if (before) await draw(before);
    },

    cancel() {
      ordering.cancel();
      giveUp();
    },

    clear() {
      ordering.cancel();
      wanted = NOTHING;
      whole = null;
      shown = null;
    },
  };
}
