/** A matrix of the file; of its further dimensions one index each is chosen. Page, React. */
import { useMemo } from 'react';
import { useTables, useViewer } from '../../state/react.tsx';
import type { MatrixSheet } from '../../state/sheets/sheets.ts';
import grid from '../grid/grid.module.css';
import { MatrixView } from './MatrixView.tsx';
import { matrixModel, sparseFormat } from './model.ts';

export function MatrixSheetView({ sheet }: { readonly sheet: MatrixSheet }) {
  const { tables } = useViewer();
  const { matrix, path } = sheet;
  const lengths = matrix.shape?.slice(2) ?? [];
  const chosen = useTables((state) => state.parts.get(path)) ?? lengths.map(() => 0).join();
  const further = useMemo(() => (chosen === '' ? [] : chosen.split(',').map(Number)), [chosen]);
  const model = useMemo(() => matrixModel(sheet, matrix, further), [sheet, matrix, further]);
  const format = sparseFormat(matrix);
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
              tables.choosePart(path, further.with(i, index).join());
            }}
          />
        </label>
      ))}
    </MatrixView>
  );
}
