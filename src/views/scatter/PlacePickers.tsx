/** Where the cells stand: which embedding and which two of its columns, or any two vectors as axes. Page, React. */
import { ArrowLeftRight, ChevronsRight } from 'lucide-react';
import { useMemo } from 'react';
import type { EmbeddingRef } from '../../shadow/index.ts';
import { refLabel } from '../../state/plot/columns.ts';
import { componentName, type EmbeddingOption, embeddingLabel, nextPair } from '../../state/plot/embeddings.ts';
import type { AxesPlace, EmbeddingPlace } from '../../state/plot/place.ts';
import { type AxisOption, axisOptions, bestAxes } from '../../state/plot/plot-axes.ts';
import { useData, useFile, usePlot, useViewer } from '../../state/react.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Hint } from '../../ui/hint.tsx';
import { Picker, type PickerGroup } from '../../ui/picker.tsx';
import { pickerGroups } from '../../ui/picker-groups.ts';
import styles from './scatter.module.css';

/** Stands for any two axes among the embeddings. */
const TWO_AXES = 'axes';

export function PlacePickers() {
  const { plot } = useViewer();
  const data = useData();
  const embeddings = usePlot((state) => state.embeddings);
  const points = usePlot((state) => state.points);
  const pending = usePlot((state) => state.pending.place);
  const ref = pending ?? points?.ref ?? null;
  // What was added in memory can be an axis too.
  const revision = useFile((state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: additions come with a revision
  const axes = useMemo(() => axisOptions(data), [data, revision]);
  const first = bestAxes(axes);
  const groups = groupsOf(embeddings);
  if (first) groups.push({ label: 'Any two columns', items: [{ value: TWO_AXES, label: 'Two axes…' }] });
  const choose = (value: EmbeddingRef | typeof TWO_AXES): void => {
    if (value !== TWO_AXES) void plot.setEmbedding(value);
    else if (first && ref?.kind !== 'axes') void plot.setAxes(first);
  };
  const option =
    ref?.kind === 'embedding' ? embeddings.find((candidate) => candidate.mod === ref.mod && candidate.key === ref.key) : undefined;
  return (
    <>
      {groups.length > 0 && (
        <Picker
          label="Embedding"
          groups={groups}
          chosen={ref && (ref.kind === 'embedding' ? embeddingLabel(ref) : 'Two axes…')}
          placeholder="Choose an embedding"
          onChoose={choose}
        />
      )}
      {ref?.kind === 'embedding' && option && option.columns > 2 && <Components option={option} chosen={ref} />}
      {ref?.kind === 'axes' && <Axes options={axes} chosen={ref} />}
    </>
  );
}

function groupsOf(embeddings: readonly EmbeddingOption[]): PickerGroup<EmbeddingRef | typeof TWO_AXES>[] {
  return pickerGroups(
    embeddings,
    ({ mod }) => mod ?? 'All cells',
    ({ mod, key, columns }) => ({
      value: { mod, key, components: [0, 1] },
      label: embeddingLabel({ mod, key }),
      detail: `${columns} columns`,
    }),
  );
}

/** Which two columns of an embedding are x and y, where there are more. The arrow keys step through them. */
function Components({ option, chosen }: { readonly option: EmbeddingOption; readonly chosen: EmbeddingPlace }) {
  const { plot } = useViewer();
  const components = Array.from({ length: option.columns }, (_, component) => component);
  const choose = (axis: 0 | 1, component: number): void => {
    if (component < 0 || component >= option.columns) return;
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
            onKeyDown={(event) => {
              const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
              // With Alt it opens the list, as everywhere.
              if (step === undefined || event.altKey) return;
              event.preventDefault();
              choose(axis, chosen.components[axis] + step);
            }}
          >
            {components.map((component) => (
              <option key={component} value={component}>
                {componentName(option, component)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <IconButton
        label="Next pair"
        icon={<ChevronsRight size={16} />}
        onClick={() => void plot.setEmbedding({ ...chosen, components: nextPair(chosen.components, option.columns) })}
      />
    </span>
  );
}

/** Any column of obs, and any of obsm, along x and along y. */
function Axes({ options, chosen }: { readonly options: readonly AxisOption[]; readonly chosen: AxesPlace }) {
  const { plot } = useViewer();
  const groups = pickerGroups(
    options,
    ({ of }) => of,
    ({ ref, label, detail }) => ({ value: ref, label, detail }),
  );
  const { x, y, logX, logY } = chosen;
  const change = (part: Partial<AxesPlace>): void => void plot.setAxes({ ...chosen, ...part });
  return (
    <span className={`${styles.axes} ${styles.twoAxes}`}>
      <span className={styles.axis}>
        x
        <Picker
          label="x axis"
          groups={groups}
          chosen={refLabel(x)}
          placeholder="x axis"
          onChoose={(ref) => change({ x: ref, logX: false })}
        />
        <LogToggle axis="x" isOn={logX === true} onChange={(isOn) => change({ logX: isOn })} />
      </span>
      <IconButton label="Swap x and y" icon={<ArrowLeftRight size={14} />} onClick={() => change({ x: y, y: x, logX: logY, logY: logX })} />
      <span className={styles.axis}>
        y
        <Picker
          label="y axis"
          groups={groups}
          chosen={refLabel(y)}
          placeholder="y axis"
          onChoose={(ref) => change({ y: ref, logY: false })}
        />
        <LogToggle axis="y" isOn={logY === true} onChange={(isOn) => change({ logY: isOn })} />
      </span>
    </span>
  );
}

interface LogToggleProps {
  readonly axis: 'x' | 'y';
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Only where the numbers are not negative, as counts are. */
function LogToggle({ axis, isOn, onChange }: LogToggleProps) {
  const points = usePlot((state) => state.points);
  const scale = points?.axes?.[axis === 'x' ? 0 : 1];
  const canBeLog = scale?.categories === null && scale.domain !== null && scale.domain[0] >= 0;
  return (
    <Hint label={canBeLog ? `Log scale along ${axis}: log(1 + value)` : 'A log scale is for numbers of 0 and more'}>
      <button
        type="button"
        className={styles.log}
        aria-label={`Log scale along ${axis}`}
        aria-pressed={isOn}
        disabled={!canBeLog}
        onClick={() => onChange(!isOn)}
      >
        log
      </button>
    </Hint>
  );
}
