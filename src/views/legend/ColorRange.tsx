/** The colour bar, and from where to where its colours go. Page, React; a change moves uniforms, nothing is read or uploaded. */
import { Slider } from '@base-ui/react/slider';
import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { type ColormapName, colorAt } from '../../plots/colormaps.ts';
import { percentile } from '../../plots/summary.ts';
import type { NumberColoring } from '../../state/plot/coloring.ts';
import { usePlot, useViewer } from '../../state/react.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Hint } from '../../ui/hint.tsx';
import { Menu } from '../../ui/menu.tsx';
import styles from './color-range.module.css';
import { parseNumber } from './legend.ts';

/** Steps of the thumbs over the whole domain. */
const STEPS = 200;

const COLORMAP_LABELS: Readonly<Record<ColormapName, string>> = {
  viridis: 'Viridis',
  magma: 'Magma',
  cividis: 'Cividis',
  grey: 'Grey to violet',
};

interface ColorRangeProps {
  readonly coloring: NumberColoring;
  readonly domain: readonly [min: number, max: number];
}

export function ColorRange({ coloring, domain }: ColorRangeProps) {
  const { plot } = useViewer();
  const range = usePlot((state) => state.range);
  const colormap = usePlot((state) => state.colormap);
  const [min, max] = domain;
  const [from, to] = range ?? domain;
  const top = useMemo(() => percentile(coloring.values, 0.99), [coloring]);
  const set = (next: readonly [number, number] | null): void => plot.setState({ range: next });
  const inside = (value: number): number => Math.min(max, Math.max(min, value));
  const canClip = top !== null && top > min;
  return (
    <>
      {max > min ? (
        <Slider.Root
          className={styles.slider}
          value={[inside(from), inside(to)]}
          min={min}
          max={max}
          step={(max - min) / STEPS}
          minStepsBetweenValues={1}
          onValueChange={([low = min, high = max]) => set([low, high])}
        >
          <Slider.Control className={styles.control}>
            <Slider.Track className={styles.track} style={{ background: gradient(colormap, domain, [from, to]) }}>
              <Slider.Thumb index={0} className={styles.thumb} aria-label="Colours from" />
              <Slider.Thumb index={1} className={styles.thumb} aria-label="Colours to" />
            </Slider.Track>
          </Slider.Control>
        </Slider.Root>
      ) : (
        <div className={styles.track} style={{ background: colorAt(colormap, 0) }} />
      )}
      <div className={styles.ends}>
        <span>{formatNumber(min)}</span>
        <span>{formatNumber(max)}</span>
      </div>
      <div className={styles.row}>
        <End label="Lowest value of the colours" value={from} onChange={(value) => value < to && set([value, to])} />
        <span>to</span>
        <End label="Highest value of the colours" value={to} onChange={(value) => value > from && set([from, value])} />
        <span className={styles.space} />
        <Hint
          label={canClip ? `The highest 1 % share the last colour: up to ${formatNumber(top)}` : '99 % of the cells have the lowest value'}
        >
          <Button
            look="quiet"
            className={styles.action}
            aria-pressed={canClip && from === min && to === top}
            disabled={!canClip}
            onClick={() => canClip && set([min, top])}
          >
            p99
          </Button>
        </Hint>
        <Button look="quiet" className={styles.action} disabled={range === null} onClick={() => set(null)}>
          Reset
        </Button>
      </div>
      <Menu
        items={Object.entries(COLORMAP_LABELS).map(([name, label]) => ({
          label,
          checked: name === colormap,
          action: () => plot.setState({ colormap: name as ColormapName }),
        }))}
        trigger={
          <Button look="quiet" className={styles.colormap} aria-label={`Colours: ${COLORMAP_LABELS[colormap]}`}>
            {COLORMAP_LABELS[colormap]}
            <ChevronDown size={14} />
          </Button>
        }
      />
    </>
  );
}

interface EndProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number that can be typed over; what is none goes back to what it was. */
function End({ label, value, onChange }: EndProps) {
  return (
    <input
      key={value}
      className={styles.end}
      aria-label={label}
      defaultValue={formatNumber(value)}
      inputMode="decimal"
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') event.currentTarget.value = formatNumber(value);
      }}
      onBlur={({ currentTarget }) => {
        const typed = parseNumber(currentTarget.value);
        if (typed !== null && currentTarget.value !== formatNumber(value)) onChange(typed);
        currentTarget.value = formatNumber(value);
      }}
    />
  );
}

/** The whole domain in the colours that its values have: beyond the ends they stay the same. */
function gradient(colormap: ColormapName, [min, max]: readonly [number, number], [from, to]: readonly [number, number]): string {
  const stops = Array.from({ length: 17 }, (_, i) => {
    const at = (from + ((to - from) * i) / 16 - min) / (max - min);
    return `${colorAt(colormap, Math.min(255, i * 16))} ${(100 * at).toFixed(2)}%`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
