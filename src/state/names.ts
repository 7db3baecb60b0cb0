/** Names of the cells for hover, found at once where they are here, read page by page where they are many. Page, no React. */
import type { DataShadow } from '../shadow/index.ts';
import { type ArrayValue, namesOf } from '../shadow/index.ts';
import type { Activity } from './activity.ts';

/** Up to so many cells, all names are read together: about 5 MB. */
const READ_WHOLE = 200_000;
const PAGE = 4096;

export interface CellNames {
  /** The name, or null while it is being read; `changed` is called when it is here. */
  at(cell: number): string | null;
}

export function createCellNames(data: DataShadow, activity: Activity, changed: () => void): CellNames {
  const pages = new Map<number, readonly string[] | null>();
  const whole = data.nObs <= READ_WHOLE;
  const pageSize = whole ? Math.max(1, data.nObs) : PAGE;

  const load = (page: number): void => {
    if (pages.has(page)) return;
    pages.set(page, null);
    const read = (): Promise<unknown> =>
      activity.run('Reading names', null, (options) =>
        whole
          ? data.obsNames.read(options)
          : data.obsNames.slice([page * pageSize, Math.min(data.nObs, (page + 1) * pageSize)], null, options),
      );
    read().then(
      (value) => {
        pages.set(page, namesOf(value as ArrayValue));
        changed();
      },
      () => pages.delete(page),
    );
  };

  if (whole && data.nObs > 0) load(0);

  return {
    at(cell) {
      const page = Math.floor(cell / pageSize);
      load(page);
      return pages.get(page)?.[cell - page * pageSize] ?? null;
    },
  };
}
