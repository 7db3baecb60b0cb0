/** Above the cells: which embedding, which axes, how they are drawn, and the picture as a file. Page, React. */
import { Download, Home, Minus, Plus, Settings2 } from 'lucide-react';
import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { pointDiameter } from '../../plots/points.ts';
import type { EmbeddingRef } from '../../shadow/index.ts';
import { type EmbeddingOption, embeddingLabel } from '../../state/embeddings.ts';
import { usePlot, useViewer } from '../../state/react.tsx';
import { IconButton } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Picker, type PickerGroup } from '../../ui/picker.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Slider } from '../../ui/slider.tsx';
import { savePicture } from './picture.ts';
import styles from './scatter.module.css';

export function PlotToolbar({ renderer }: { readonly renderer: ScatterRenderer | null }) {
  const viewer = useViewer();
  const embeddings = usePlot((state) => state.embeddings);
  const points = usePlot((state) => state.points);
  const pending = usePlot((state) => state.pending.embedding);
  const ref = pending ?? points?.ref ?? null;
  const option = embeddings.find((candidate) => candidate.mod === ref?.mod && candidate.key === ref?.key);
  return (
    <div className={styles.toolbar}>
      {embeddings.length > 0 && (
        <Picker
          label="Embedding"
          groups={groupsOf(embeddings)}
          chosen={ref && embeddingLabel(ref)}
          placeholder="Choose an embedding"
          onChoose={(value) => void viewer.plot.setEmbedding(value)}
        />
      )}
      {option && option.columns > 2 && ref && <Axes option={option} chosen={ref} />}
      <span className={styles.space} />
      {renderer && points && (
        <>
          <IconButton label="Zoom in" icon={<Plus size={16} />} onClick={() => renderer.zoomBy(1)} />
          <IconButton label="Zoom out" icon={<Minus size={16} />} onClick={() => renderer.zoomBy(-1)} />
          <IconButton label="Show all cells" icon={<Home size={16} />} onClick={() => renderer.look(null, true)} />
          <PointSettings renderer={renderer} count={points.count} />
          <IconButton label="Save as PNG" icon={<Download size={16} />} onClick={() => void savePicture(viewer)} />
        </>
      )}
    </div>
  );
}

function groupsOf(embeddings: readonly EmbeddingOption[]): PickerGroup<EmbeddingRef>[] {
  const groups = new Map<string, PickerGroup<EmbeddingRef>>();
  for (const { mod, key, columns } of embeddings) {
    const label = mod ?? 'All cells';
    const group = groups.get(label) ?? { label, items: [] };
    const item = {
      value: { mod, key, components: [0, 1] } as EmbeddingRef,
      label: embeddingLabel({ mod, key }),
      detail: `${columns} columns`,
    };
    groups.set(label, { label, items: [...group.items, item] });
  }
  return [...groups.values()];
}

/** Which two columns are x and y, where there are more. */
function Axes({ option, chosen }: { readonly option: EmbeddingOption; readonly chosen: EmbeddingRef }) {
  const { plot } = useViewer();
  const name = (component: number): string => option.names?.[component] ?? `${component + 1}`;
  const components = Array.from({ length: option.columns }, (_, component) => component);
  const choose = (axis: 0 | 1, component: number): void => {
    const [x, y] = chosen.components;
    void plot.setEmbedding({ ...chosen, components: axis === 0 ? [component, y] : [x, component] });
  };
  return (
    <span className={styles.axes}>
      {([0, 1] as const).map((axis) => (
        <label key={axis}>
          {axis === 0 ? 'x' : 'y'}
          <select
            aria-label={`${axis === 0 ? 'x' : 'y'} axis`}
            value={chosen.components[axis]}
            onChange={(event) => choose(axis, Number(event.target.value))}
          >
            {components.map((component) => (
              <option key={component} value={component}>
                {name(component)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </span>
  );
}

function PointSettings({ renderer, count }: { readonly renderer: ScatterRenderer; readonly count: number }) {
  const { plot } = useViewer();
  const diameter = usePlot((state) => state.diameter);
  const opacity = usePlot((state) => state.opacity);
  const { width, height } = renderer.size;
  const shown = diameter ?? pointDiameter(count, width, height);
  return (
    <Popover title="Points" trigger={<IconButton label="Size and opacity" icon={<Settings2 size={16} />} />}>
      <Slider
        label="Size"
        value={shown}
        min={1}
        max={20}
        step={0.5}
        text={`${shown.toFixed(1)} px`}
        onChange={(value) => plot.setState({ diameter: value })}
      />
      <Slider
        label="Opacity"
        value={opacity}
        min={0.05}
        max={1}
        step={0.05}
        text={formatPercent(opacity)}
        onChange={(value) => plot.setState({ opacity: value })}
      />
    </Popover>
  );
}
