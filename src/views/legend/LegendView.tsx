/** What the colours mean: choose the column or the source of a gene, and hide, isolate or find categories. Page, React. */
import { Palette } from 'lucide-react';
import { useMemo } from 'react';
import type { AnnDataShadow, MuDataShadow, VectorRef } from '../../shadow/index.ts';
import { type ColumnOption, geneLabel, refKey, refLabel, setLabel } from '../../state/plot/columns.ts';
import { axisOptions } from '../../state/plot/plot-axes.ts';
import { useData, useFile, usePlot, useViewer } from '../../state/react.tsx';
import { Picker, type PickerGroup } from '../../ui/picker.tsx';
import { pickerGroups } from '../../ui/picker-groups.ts';
import { CategoryLegend } from './CategoryLegend.tsx';
import styles from './legend.module.css';
import { NumberLegend } from './NumberLegend.tsx';
import { SourceMenu } from './SourceMenu.tsx';

export function LegendView() {
  const { plot, search } = useViewer();
  const data = useData();
  const revision = useFile((state) => state.revision);
  const columns = usePlot((state) => state.columns);
  const coloring = usePlot((state) => state.coloring);
  const pending = usePlot((state) => state.pending.color);
  const ref = pending ?? coloring?.ref ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: additions come with a revision
  const groups = useMemo(() => [...groupsOf(columns), ...componentGroups(data)], [columns, data, revision]);
  return (
    <section className={styles.legend} aria-label="Legend">
      <div className={styles.bar}>
        <Picker
          label="Colour by"
          icon={<Palette size={14} />}
          groups={groups}
          chosen={ref && titleOf(ref)}
          placeholder="Colour by…"
          onChoose={(value) => void plot.colorBy(value).catch(() => {})}
          action={{ label: 'Search genes…', run: (query) => search.open(query) }}
        />
        {(ref?.kind === 'var' || ref?.kind === 'set') && (
          <SourceMenu key={refKey({ ...ref, layer: undefined, raw: undefined })} gene={ref} />
        )}
      </div>
      <div className={styles.body} data-stale={(pending !== null && coloring !== null) || undefined}>
        {coloring?.kind === 'categories' && <CategoryLegend coloring={coloring} />}
        {coloring?.kind === 'numbers' && <NumberLegend coloring={coloring} />}
        {!coloring && !pending && columns.length === 0 && <p className={styles.note}>obs has no columns to colour the cells by.</p>}
      </div>
    </section>
  );
}

/** The source of genes is said beside it. */
function titleOf(ref: VectorRef): string {
  if (ref.kind === 'var') return geneLabel(ref);
  return ref.kind === 'set' ? setLabel(ref) : refLabel(ref);
}

function groupsOf(columns: readonly ColumnOption[]): PickerGroup<VectorRef>[] {
  return pickerGroups(
    columns,
    ({ ref }) => ref.mod ?? 'All cells',
    ({ ref, dtype, categories }) => ({
      value: ref,
      label: refLabel(ref),
      detail: categories === null ? (dtype ?? '') : `${categories} categories`,
    }),
  );
}

/** Factors, principal components…: the columns in obsm, each element under its name. */
function componentGroups(data: AnnDataShadow | MuDataShadow): PickerGroup<VectorRef>[] {
  return pickerGroups(
    axisOptions(data).filter(({ ref }) => ref.kind === 'obsm'),
    ({ of }) => of,
    ({ ref, label, detail }) => ({ value: ref, label, detail }),
  );
}
