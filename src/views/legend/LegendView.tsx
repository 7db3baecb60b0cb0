/** What the colours mean: choose the column or the source of a gene, and hide, isolate or find categories. Page, React. */
import { Palette } from 'lucide-react';
import type { ObsRef } from '../../shadow/index.ts';
import { type ColumnOption, geneLabel, refLabel } from '../../state/columns.ts';
import { usePlot, useViewer } from '../../state/react.tsx';
import { Picker, type PickerGroup } from '../../ui/picker.tsx';
import { CategoryLegend } from './CategoryLegend.tsx';
import styles from './legend.module.css';
import { NumberLegend } from './NumberLegend.tsx';
import { SourceMenu } from './SourceMenu.tsx';

export function LegendView() {
  const { plot, search } = useViewer();
  const columns = usePlot((state) => state.columns);
  const coloring = usePlot((state) => state.coloring);
  const pending = usePlot((state) => state.pending.color);
  const ref = pending ?? coloring?.ref ?? null;
  return (
    <section className={styles.legend} aria-label="Legend">
      <div className={styles.bar}>
        <Picker
          label="Colour by"
          icon={<Palette size={14} />}
          groups={groupsOf(columns)}
          chosen={ref && (ref.kind === 'var' ? geneLabel(ref) : refLabel(ref))}
          placeholder="Colour by…"
          onChoose={(value) => void plot.colorBy(value).catch(() => {})}
          action={{ label: 'Search genes…', run: (query) => search.open(query) }}
        />
        {ref?.kind === 'var' && <SourceMenu key={geneLabel(ref)} gene={ref} />}
      </div>
      <div className={styles.body} data-stale={(pending !== null && coloring !== null) || undefined}>
        {coloring?.kind === 'categories' && <CategoryLegend coloring={coloring} />}
        {coloring?.kind === 'numbers' && <NumberLegend coloring={coloring} />}
        {!coloring && !pending && columns.length === 0 && <p className={styles.note}>obs has no columns to colour the cells by.</p>}
      </div>
    </section>
  );
}

function groupsOf(columns: readonly ColumnOption[]): PickerGroup<ObsRef>[] {
  const groups = new Map<string, PickerGroup<ObsRef>>();
  for (const { ref, dtype, categories } of columns) {
    const label = ref.mod ?? 'All cells';
    const group = groups.get(label) ?? { label, items: [] };
    const item = { value: ref, label: refLabel(ref), detail: categories === null ? (dtype ?? '') : `${categories} categories` };
    groups.set(label, { label, items: [...group.items, item] });
  }
  return [...groups.values()];
}
