/** Which cell of the plot a row of a table is, and the other way round. Page, React. */
import { useEffect, useState } from 'react';
import { MuDataShadow } from '../../shadow/index.ts';
import { useData, useViewer } from '../../state/react.tsx';
import type { TableOption } from '../../state/tables.ts';

export interface CellLink {
  /** −1 if the row is not a cell of the plot. */
  cellOf(row: number): number;
  /** −1 if the cell is not in the table. */
  rowOf(cell: number): number;
}

const SAME: CellLink = { cellOf: (row) => row, rowOf: (cell) => cell };
const NONE: CellLink = { cellOf: () => -1, rowOf: () => -1 };

/** Rows of a modality are found through `obsmap`. */
export function useCellLink({ cells }: TableOption): CellLink {
  const data = useData();
  const { activity } = useViewer();
  const [link, setLink] = useState<CellLink>(cells === '' ? SAME : NONE);
  useEffect(() => {
    if (!cells || !(data instanceof MuDataShadow)) return;
    let isGone = false;
    activity
      .run(`Reading obsmap of ${cells}`, null, (options) => data.cellMap(cells, options))
      .then(
        (positions) => {
          const cellOf = new Map(Array.from(positions, (position, cell): [number, number] => [position - 1, cell]));
          if (!isGone) setLink({ cellOf: (row) => cellOf.get(row) ?? -1, rowOf: (cell) => (positions[cell] ?? 0) - 1 });
        },
        () => {},
      );
    return () => {
      isGone = true;
    };
  }, [data, cells, activity]);
  return link;
}
