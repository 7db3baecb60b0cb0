/** A matrix of the file; of its further dimensions one index each is chosen. Page, React. */
import { useMemo, useState } from 'react';
import { useViewer } from '../../state/react.tsx';
import type { MatrixSheet } from '../../state/sheets/sheets.ts';
import grid from '../grid/grid.module.css';
import { MatrixView } from './MatrixView.tsx';
import { isSparse, matrixModel } from './model.ts';

export function MatrixSheetView({ sheet }: { readonly sheet: MatrixSheet }) {
  const { tables } = useViewer();
  const { matrix, path } = sheet;
  const lengths = matrix.shape?.slice(2) ?? [];
  const [further, setFurther] = useState<readonly number[]>(() => lengths.map(() => 0));
  const model = useMemo(() => matrixModel(sheet, matrix, further), [sheet, matrix, further]);
  const format = isSparse(matrix) ? matrix.encoding.slice(0, 3) : null;
  return (
    <MatrixView model={model} note={[format, matrix.dtype].filter(Boolean).join(' · ')}>
      {lengths.map((length, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dimension has no other name
        <label key={i} className={grid.choice}>
          dimension {i + 3}
          <input
            type="number"
            min={0}
            max={length - 1}
            value={further[i]}
            onChange={(event) => {
              const index = event.target.valueAsNumber;
              if (!Number.isInteger(index) || index < 0 || index >= length) return;
              // The order of the rows was that of other values.
              void tables.arrange(path, { sort: null }, model);
              setFurther(further.map((old, dimension) => (dimension === i ? index : old)));
            }}
          />
        </label>
      ))}
    </MatrixView>
  );
}
