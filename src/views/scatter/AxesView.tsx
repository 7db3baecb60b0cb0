/** The axes around the cells, or an embedding's two names in the corner. It follows the camera, and only it is rendered then. Page, React. */
import { useLayoutEffect, useReducer } from 'react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { usePlot } from '../../state/react.tsx';
import { cornerNames, isTissue, layoutAxes } from './axes.ts';
import { CORNER } from './picture-axes.ts';
import styles from './scatter.module.css';

export function AxesView({ renderer }: { readonly renderer: ScatterRenderer }) {
  const points = usePlot((state) => state.points);
  const embeddings = usePlot((state) => state.embeddings);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // Before the next frame: a canvas whose size changes with this rendering says so in it.
  useLayoutEffect(() => {
    renderer.addEventListener('move', redraw);
    return () => renderer.removeEventListener('move', redraw);
  }, [renderer]);

  if (!points?.bounds) return null;
  const { ref } = points;
  if (ref.kind === 'embedding') {
    return isTissue(ref) ? null : <Corner names={cornerNames(ref, embeddings)} />;
  }
  const axes = layoutAxes(points, renderer);
  if (!axes) return null;
  const { width, height } = renderer.size;
  const { left, bottom } = axes.room;
  return (
    <svg
      className={styles.axesDrawing}
      width={left + width}
      height={height + bottom}
      role="img"
      aria-label={`x: ${axes.x.title}; y: ${axes.y.title}`}
    >
      <path d={`M${left - 0.5} 0V${height + 0.5}H${left + width}`} />
      {axes.x.ticks.map(({ at, value, label }) => (
        <g key={value} transform={`translate(${left + at} ${height})`}>
          <path d="M0 0V4" />
          {axes.isTilted ? (
            <text x="-4" y="10" textAnchor="end" transform="rotate(-36 0 6)">
              {label}
            </text>
          ) : (
            <text y="17" textAnchor="middle">
              {label}
            </text>
          )}
        </g>
      ))}
      {axes.y.ticks.map(({ at, value, label }) => (
        <g key={value} transform={`translate(${left} ${at})`}>
          <path d="M0 0H-4" />
          <text x="-8" y="4" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <text className={styles.axisTitle} x={left + width / 2} y={height + bottom - 7} textAnchor="middle">
        {axes.x.title}
      </text>
      <text className={styles.axisTitle} transform={`translate(14 ${height / 2}) rotate(-90)`} textAnchor="middle">
        {axes.y.title}
      </text>
    </svg>
  );
}

function Corner({ names: [x, y] }: { readonly names: readonly [x: string, y: string] }) {
  return (
    <svg className={styles.corner} width="160" height="64" role="img" aria-label={`x: ${x}; y: ${y}`}>
      <path d={CORNER} />
      <text x="52" y="58">
        {x}
      </text>
      <text x="6" y="13">
        {y}
      </text>
    </svg>
  );
}
