/** Name and value of the cell under the pointer, within a frame; a click highlights it everywhere. Page, React. */
import { useEffect, useRef, useState } from 'react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { cellValue, missingText } from '../../state/plot/coloring.ts';
import { refLabel } from '../../state/plot/columns.ts';
import { useFile, usePlot, useSelection, useViewer } from '../../state/react.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import styles from './scatter.module.css';

/** A press that moves less than this, in CSS pixels, is a click. */
const CLICK = 4;

export function HoverCard({ renderer }: { readonly renderer: ScatterRenderer }) {
  const viewer = useViewer();
  const cell = useSelection((state) => state.hovered);
  const coloring = usePlot((state) => state.coloring);
  // Names come in after the first picture.
  useFile((state) => state.revision);
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });

  useEffect(() => {
    const element = renderer.canvas;
    const { selection } = viewer;
    let pressed: { x: number; y: number } | null = null;
    const cellUnder = (event: PointerEvent): number => viewer.stage()?.cellAt(event.offsetX, event.offsetY) ?? -1;
    const hover = (hovered: number): void => {
      if (selection.getState().hovered !== hovered) selection.setState({ hovered });
    };
    const onMove = (event: PointerEvent): void => hover(event.buttons === 0 || event.pointerType === 'touch' ? cellUnder(event) : -1);
    const onDown = (event: PointerEvent): void => {
      pressed = { x: event.clientX, y: event.clientY };
    };
    const onUp = (event: PointerEvent): void => {
      if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < CLICK)
        selection.setState({ cell: cellUnder(event) });
      pressed = null;
    };
    const onLeave = (): void => hover(-1);
    const listeners = { pointermove: onMove, pointerdown: onDown, pointerup: onUp, pointerleave: onLeave } as const;
    for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener as EventListener);
    renderer.addEventListener('move', onLeave);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) element.removeEventListener(type, listener as EventListener);
      renderer.removeEventListener('move', onLeave);
    };
  }, [viewer, renderer]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again for each cell
  useEffect(() => {
    if (card.current) setSize({ width: card.current.offsetWidth, height: card.current.offsetHeight });
  }, [cell]);

  const at = cell >= 0 ? viewer.stage()?.positionOf(cell) : null;
  if (!at) return null;
  const value = coloring && cellValue(coloring, cell);
  const color = coloring?.kind === 'categories' && typeof value === 'string' ? coloring.colors[coloring.values[cell] ?? -1] : undefined;
  // Beside the point, on the side where there is room.
  const left = at.x + 14 + size.width > renderer.size.width ? at.x - 14 - size.width : at.x + 14;
  const top = Math.min(Math.max(4, at.y - size.height / 2), renderer.size.height - size.height - 4);
  return (
    <div ref={card} className={styles.card} style={{ translate: `${left}px ${top}px` }} role="status">
      <strong>{viewer.names()?.at(cell) ?? `cell ${formatCount(cell)}`}</strong>
      {coloring && (
        <span className={styles.cardValue}>
          {color && <i className={styles.swatch} style={{ background: color }} />}
          {refLabel(coloring.ref)}: {value === null ? missingText(coloring) : typeof value === 'number' ? formatNumber(value) : value}
        </span>
      )}
    </div>
  );
}
