/** The cells, edge to edge: drawing, hover, selection, camera. Page, React; pan, zoom and hover do not render it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { pointDiameter } from '../../plots/points.ts';
import { type ErrorRecord, toErrorRecord } from '../../shadow/index.ts';
import { hasPart } from '../../state/panels.ts';
import { refLabel } from '../../state/plot/columns.ts';
import { usePanels, usePlot, useViewer } from '../../state/react.tsx';
import { AxesView } from './AxesView.tsx';
import { isTissue, NO_ROOM, roomOf } from './axes.ts';
import { paletteOf, pointValues } from './drawing.ts';
import { HoverCard } from './HoverCard.tsx';
import { PlotMessage, PlotNote } from './PlotMessage.tsx';
import { PlotToolbar } from './PlotToolbar.tsx';
import { Ring } from './Ring.tsx';
import { cameraOf, releaseRenderer, rendererOf, setSeen } from './renderers.ts';
import styles from './scatter.module.css';
import { createStage } from './stage.ts';
import { useSeen } from './use-seen.ts';

export function ScatterView({ theme }: { readonly theme: 'light' | 'dark' }) {
  const viewer = useViewer();
  const place = useRef<HTMLDivElement>(null);
  const started = useRef(() => {});
  const [renderer, setRenderer] = useState<ScatterRenderer | null>(null);
  const [error, setError] = useState<ErrorRecord | null>(null);
  /** How often drawing was begun. */
  const [attempt, setAttempt] = useState(0);
  const points = usePlot((state) => state.points);
  const hasToolbar = usePanels((state) => hasPart(state, 'toolbar'));

  const section = useRef<HTMLElement>(null);
  const isSeen = useSeen(section);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt begins anew
  useEffect(() => {
    setSeen(viewer, isSeen);
    // Nobody waits for what nobody sees.
    if (!isSeen) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    let shown: ScatterRenderer | null = null;
    const fail = (cause: unknown): void => {
      started.current();
      viewer.setStage(null);
      if (!signal.aborted)
        setError(
          toErrorRecord(cause, {
            message: 'The drawing of the cells stopped.',
            hint: 'The tree and the tables work all the same.',
          }),
        );
    };
    // Nothing is idle before the first drawing was asked for.
    const release = viewer.activity.hold();
    started.current = release;
    signal.addEventListener('abort', release);
    rendererOf(viewer).then((made) => {
      if (signal.aborted || !place.current) return;
      const { canvas } = made;
      canvas.className = styles.canvas ?? '';
      canvas.setAttribute('aria-label', 'Cells');
      place.current.prepend(canvas);
      made.setShown(true);
      shown = made;
      const stop = (): void => {
        // The next attempt, and the next file, get a new one.
        shown = null;
        canvas.remove();
        viewer.setStage(null);
        setRenderer(null);
        releaseRenderer(viewer);
        fail(made.error);
      };
      made.addEventListener('error', stop, { signal });
      if (made.error) {
        stop();
        return;
      }
      viewer.setStage(createStage(viewer, made));
      setRenderer(made);
    }, fail);
    return () => {
      leaving.abort();
      shown?.setShown(false);
      // The file was closed: nothing of it stays.
      if (!viewer.plot.getState().points) clear(shown);
      viewer.setStage(null);
      setRenderer(null);
    };
  }, [viewer, attempt, isSeen]);

  useDrawing(renderer, theme);
  useEffect(() => {
    if (renderer) started.current();
  }, [renderer]);

  const room = points ? roomOf(points) : NO_ROOM;
  const again = (): void => {
    setError(null);
    setAttempt((count) => count + 1);
  };
  return (
    <section ref={section} className={styles.scatter} aria-label="Plot of the cells">
      {hasToolbar && <PlotToolbar renderer={renderer} />}
      <PlotNote />
      <div className={styles.stage}>
        <div ref={place} className={styles.plane} style={{ inset: `0 0 ${room.bottom}px ${room.left}px` }}>
          {renderer && <Ring renderer={renderer} />}
          {renderer && <HoverCard renderer={renderer} />}
        </div>
        {renderer && <AxesView renderer={renderer} />}
        <PlotMessage error={error} onRetry={again} />
      </div>
    </section>
  );
}

function clear(renderer: ScatterRenderer | null): void {
  renderer?.draw(null);
  renderer?.canvas.removeAttribute('data-drawn');
}

/** Gives the renderer what the plot's state says, each part only when it changed. */
function useDrawing(renderer: ScatterRenderer | null, theme: 'light' | 'dark'): void {
  const { activity } = useViewer();
  const points = usePlot((state) => state.points);
  const coloring = usePlot((state) => state.coloring);
  const order = usePlot((state) => state.order);
  const hidden = usePlot((state) => state.hidden);
  const emphasized = usePlot((state) => state.emphasized);
  const range = usePlot((state) => state.range);
  const colormap = usePlot((state) => state.colormap);
  const diameter = usePlot((state) => state.diameter);
  const opacity = usePlot((state) => state.opacity);

  const values = useMemo(() => pointValues(coloring, points?.count ?? 0), [coloring, points]);
  const palette = useMemo(
    () => paletteOf({ coloring, hidden, emphasized, range, colormap }),
    [coloring, hidden, emphasized, range, colormap],
  );

  useEffect(() => {
    if (!renderer) return;
    if (!points || !order || values.length !== points.count) {
      clear(renderer);
      return;
    }
    const grey = theme === 'dark' ? 0.32 : 0.8;
    const isHidden = coloring !== null && (hidden.has(-1) || (emphasized !== null && emphasized !== -1));
    renderer.setFlipY(isTissue(points.ref));
    renderer.draw(
      {
        xy: points.xy,
        pointValues: values,
        order,
        ...palette,
        missingColor: [grey, grey, grey, isHidden ? 0 : 1],
        extent: points.extent,
        fills: points.axes !== null,
      },
      cameraOf(points),
    );
    // What the canvas shows, for those who look at it from outside.
    const shown = coloring ? refLabel(coloring.ref) : '';
    const release = activity.hold();
    let isCurrent = true;
    void renderer.drawn().then(() => {
      if (isCurrent) renderer.canvas.setAttribute('data-drawn', shown);
      release();
    });
    return () => {
      isCurrent = false;
      release();
    };
  }, [activity, renderer, points, order, values, palette, coloring, hidden, emphasized, theme]);

  useEffect(() => {
    if (!renderer || !points) return;
    const { width, height } = renderer.size;
    renderer.setStyle({ diameter: diameter ?? pointDiameter(points.count, width, height), opacity });
  }, [renderer, points, diameter, opacity]);
}
