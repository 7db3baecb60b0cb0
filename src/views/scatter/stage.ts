/** The drawn plot as the rest of the viewer asks for it. Page, no React. */
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import type { Stage } from '../../state/plot/stage.ts';
import type { Viewer } from '../../state/viewer.ts';

/** How far from a point the pointer still hits it, in CSS pixels. */
const REACH = 8;

export function createStage(viewer: Viewer, renderer: ScatterRenderer): Stage {
  const { plot } = viewer;

  const isVisible = (cell: number): boolean => {
    const { coloring, hidden } = plot.getState();
    return coloring?.kind !== 'categories' || !hidden.has(coloring.values[cell] ?? -1);
  };

  return {
    cellAt(x, y) {
      const { points } = plot.getState();
      const at = renderer.unproject(x, y);
      const [perX, perY] = renderer.pixelsPerUnit;
      return points?.grid?.nearest(at.x, at.y, [REACH / perX, REACH / perY], isVisible) ?? -1;
    },

    positionOf(cell) {
      const xy = plot.getState().points?.xy;
      const [x, y] = [xy?.[2 * cell], xy?.[2 * cell + 1]];
      if (x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y)) return null;
      return renderer.project(x, y);
    },

    reveal(cell) {
      const xy = plot.getState().points?.xy;
      const [x, y] = [xy?.[2 * cell], xy?.[2 * cell + 1]];
      if (x !== undefined && y !== undefined && !Number.isNaN(x) && !Number.isNaN(y)) renderer.reveal(x, y);
    },

    getCamera: () => renderer.view,
    setCamera: (view) => renderer.look(view, true),
    drawn: () => renderer.drawn(),
    snapshot: () => renderer.snapshot(),
  };
}
