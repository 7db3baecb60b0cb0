/** What is made of an addition in plot and table, so that it can be made again: of another name, or after it was gone. Page, no React. */
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
  const table = place.home.path;
  const { sort, filters } = viewer.tables.arrangement(table);
  const isArranged = sort?.column === place.name || filters.has(place.name);
  return async (name) => {
    const renamed = (column: string): string => (column === place.name ? name : column);
    const asked = {
      sort: sort && { ...sort, column: renamed(sort.column) },
      filters: new Map([...filters].map(([column, filter]) => [renamed(column), filter])),
    };
    await Promise.all([
      parts && viewer.quietly('plot', () => showPlot(viewer, renamedParts(parts, path, name))),
      isArranged && viewer.quietly('tables', () => viewer.tables.arrange(table, asked)),
    ]);
  };
}
