/** Which cell of the plot a row of a grid is, and the other way round. Page, React. */
import { useEffect, useState } from 'react';
import { invertMap, MuDataShadow } from '../../shadow/index.ts';
import { useFile, useViewer } from '../../state/react.tsx';

export interface CellLink {
  /** −1 if the row is not a cell of the plot. */
  cellOf(row: number): number;
  /** −1 if the cell has no row. */
  rowOf(cell: number): number;
}

const SAME: CellLink = { cellOf: (row) => row, rowOf: (cell) => cell };
const NONE: CellLink = { cellOf: () => -1, rowOf: () => -1 };

/**
 * Rows of a modality are found through `obsmap`.
 * @param cells whose cells the rows are: '' the whole's, else a modality's; null where rows are not cells
 */
export function useCellLink(cells: string | null): CellLink {
  const data = useFile((state) => state.data);
  const { activity } = useViewer();
  const [link, setLink] = useState<CellLink>(cells === '' ? SAME : NONE);
  useEffect(() => {
    if (!cells || !(data instanceof MuDataShadow)) return;
    let isGone = false;
    activity
      .run(`Reading obsmap of ${cells}`, null, (options) => data.cellMap(cells, options))
      .then(
        (positions) => {
          const rows = invertMap(positions, data.modalities.get(cells)?.nObs ?? 0);
          if (!isGone) setLink({ cellOf: (row) => (rows[row] ?? 0) - 1, rowOf: (cell) => (positions[cell] ?? 0) - 1 });
        },
        () => {},
      );
    return () => {
      isGone = true;
    };
  }, [data, cells, activity]);
  return link;
}
