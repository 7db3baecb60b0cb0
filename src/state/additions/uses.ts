/** What is made of an addition in the plot, so that it can be made again: of another name, or after it was gone. Page, no React. */
import type { MapShadow } from '../../shadow/index.ts';
import { partsOf, renamedParts } from '../plot/shown.ts';
import { showPlot } from '../view/view.ts';
import type { Viewer } from '../viewer.ts';

/** Where an addition is, or will be. */
export interface Place {
  readonly home: MapShadow;
  readonly name: string;
}

export function pathOf({ home, name }: Place): string {
  return `${home.path}/${name}`;
}

/** Takes down what is made of it now. The answer makes it again, of what has the name then; it is no step of the user's. */
export function usesOf(viewer: Viewer, place: Place): (name: string) => Promise<void> {
  const path = pathOf(place);
  const parts = partsOf(viewer, path);
  return async (name) => {
    if (parts) await viewer.quietly('plot', () => showPlot(viewer, renamedParts(parts, path, name)));
  };
}
