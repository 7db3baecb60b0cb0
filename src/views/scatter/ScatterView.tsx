/** The cells, edge to edge: drawing, hover, selection, camera. Page, React; pan, zoom and hover do not render it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { pointDiameter } from '../../plots/points.ts';
import type { ErrorRecord } from '../../shadow/index.ts';
import { usePlot, useViewer } from '../../state/react.tsx';
import { paletteOf, pointValues } from './drawing.ts';
import { HoverCard } from './HoverCard.tsx';
import { loadRenderer } from './load-renderer.ts';
import { PlotMessage } from './PlotMessage.tsx';
import { PlotToolbar } from './PlotToolbar.tsx';
import { Ring } from './Ring.tsx';
import styles from './scatter.module.css';
import { createStage } from './stage.ts';

export function ScatterView({ theme }: { readonly theme: 'light' | 'dark' }) {
  const viewer = useViewer();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [renderer, setRenderer] = useState<ScatterRenderer | null>(null);
  const [error, setError] = useState<ErrorRecord | null>(null);
  const [moves] = useState(() => new EventTarget());
  const hasPoints = usePlot((state) => state.points !== null);

  useEffect(() => {
    let isGone = false;
    let made: ScatterRenderer | null = null;
    const fail = (cause: unknown): void =>
      setError({
        tag: 'unsupported',
        message: 'The cells cannot be drawn here.',
        hint: 'This browser gives no WebGL 2. The tree and the tables work all the same.',
        cause: String(cause),
      });
    loadRenderer().then(({ ScatterRenderer }) => {
      if (isGone || !canvas.current) return;
      if (!canvas.current.ownerDocument.createElement('canvas').getContext('webgl2')) {
        fail('getContext("webgl2") is null');
        return;
      }
      made = new ScatterRenderer(canvas.current, { onMove: () => moves.dispatchEvent(new Event('move')), onError: fail });
      viewer.setStage(createStage(viewer, made));
      setRenderer(made);
    }, fail);
    return () => {
      isGone = true;
      viewer.setStage(null);
      made?.dispose();
      setRenderer(null);
    };
  }, [viewer, moves]);

  useDrawing(renderer, theme);

  return (
    <section className={styles.scatter} aria-label="Plot of the cells">
      <PlotToolbar renderer={renderer} />
      <div className={styles.stage}>
        <canvas ref={canvas} className={styles.canvas} aria-label="Cells" data-ready={(renderer !== null && hasPoints) || undefined} />
        {renderer && <Ring renderer={renderer} moves={moves} />}
        {renderer && <HoverCard renderer={renderer} canvas={canvas} moves={moves} />}
        <PlotMessage error={error} />
      </div>
    </section>
  );
}

/** Gives the renderer what the plot's state says, each part only when it changed. */
function useDrawing(renderer: ScatterRenderer | null, theme: 'light' | 'dark'): void {
  const points = usePlot((state) => state.points);
  const coloring = usePlot((state) => state.coloring);
  const order = usePlot((state) => state.order);
  const hidden = usePlot((state) => state.hidden);
  const emphasized = usePlot((state) => state.emphasized);
  const diameter = usePlot((state) => state.diameter);
  const opacity = usePlot((state) => state.opacity);

  const values = useMemo(() => pointValues(coloring, points?.count ?? 0), [coloring, points]);
  const palette = useMemo(() => paletteOf({ coloring, hidden, emphasized }), [coloring, hidden, emphasized]);

  useEffect(() => {
    if (!renderer) return;
    if (!points || !order || values.length !== points.count) {
      renderer.draw(null);
      return;
    }
    const grey = theme === 'dark' ? 0.32 : 0.8;
    const isHidden = coloring !== null && (hidden.has(-1) || (emphasized !== null && emphasized !== -1));
    renderer.setFlipY(/spatial/i.test(points.ref.key));
    renderer.draw({
      xy: points.xy,
      pointValues: values,
      order,
      ...palette,
      missingColor: [grey, grey, grey, isHidden ? 0 : 1],
      extent: points.bounds ? [points.bounds.maxX - points.bounds.minX, points.bounds.maxY - points.bounds.minY] : [1, 1],
    });
  }, [renderer, points, order, values, palette, coloring, hidden, emphasized, theme]);

  useEffect(() => {
    if (!renderer || !points) return;
    const { width, height } = renderer.size;
    renderer.setStyle({ diameter: diameter ?? pointDiameter(points.count, width, height), opacity });
  }, [renderer, points, diameter, opacity]);
}
