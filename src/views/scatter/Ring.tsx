/** A ring around the highlighted cell; it follows the camera without rendering. Page, React. */
import { useEffect, useRef } from 'react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { usePlot, useSelection, useViewer } from '../../state/react.tsx';
import styles from './scatter.module.css';

export function Ring({ renderer }: { readonly renderer: ScatterRenderer }) {
  const viewer = useViewer();
  const ring = useRef<HTMLDivElement>(null);
  const cell = useSelection((state) => state.cell);
  const points = usePlot((state) => state.points);

  useEffect(() => {
    const place = (): void => {
      const at = points && cell >= 0 ? viewer.stage()?.positionOf(cell) : null;
      if (!ring.current) return;
      ring.current.hidden = !at;
      if (at) ring.current.style.translate = `${at.x}px ${at.y}px`;
    };
    place();
    renderer.addEventListener('move', place);
    return () => renderer.removeEventListener('move', place);
  }, [viewer, renderer, cell, points]);

  // A cell that was chosen elsewhere is brought into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the cell changes, not when the camera does
  useEffect(() => {
    if (cell >= 0) viewer.stage()?.reveal(cell);
  }, [cell, renderer]);

  return <div ref={ring} className={styles.ring} hidden data-testid="highlighted-cell" />;
}
