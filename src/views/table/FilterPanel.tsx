/** The filter of one column: categories, a range, or text, by what its values are. Page, React. */
import { useEffect, useMemo, useState } from 'react';
import type { Filter } from '../../compute/filter.ts';
import { countCategories, summarizeNumbers } from '../../plots/summary.ts';
import { type ArrayValue, categoryNames, type ElemShadow, type ErrorRecord, toErrorRecord } from '../../shadow/index.ts';
import { useViewer } from '../../state/react.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import styles from './filter.module.css';

interface FilterPanelProps {
  readonly column: ElemShadow;
  readonly filter: Filter | undefined;
  readonly onChange: (filter: Filter | null) => void;
}

export function FilterPanel({ column, filter, onChange }: FilterPanelProps) {
  const { activity } = useViewer();
  const [value, setValue] = useState<ArrayValue | null>(null);
  const [error, setError] = useState<ErrorRecord | null>(null);
  /** The fields keep what is typed in them: they are made anew when that is cleared. */
  const [cleared, setCleared] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    activity
      .run(`Reading ${column.name}`, controller.signal, (options) => column.read(options))
      .then(
        (read) => setValue(read as ArrayValue),
        (reason: unknown) => !controller.signal.aborted && setError(toErrorRecord(reason)),
      );
    return () => controller.abort();
  }, [activity, column]);

  if (error) return <Notice error={error} />;
  if (!value) return <p className={styles.waiting}>Reading {column.name}…</p>;
  return (
    <>
      <Fields key={cleared} value={value} filter={filter} onChange={onChange} />
      <Button
        look="quiet"
        disabled={!filter}
        onClick={() => {
          onChange(null);
          setCleared(cleared + 1);
        }}
      >
        Clear the filter
      </Button>
    </>
  );
}

interface FieldsProps {
  readonly value: ArrayValue;
  readonly filter: Filter | undefined;
  readonly onChange: (filter: Filter | null) => void;
}

function Fields(props: FieldsProps) {
  const { value } = props;
  if (value.kind === 'categorical') return <Categories {...props} names={categoryNames(value)} codes={value.codes} />;
  if (value.kind === 'boolean')
    return (
      <Categories {...props} names={['False', 'True']} codes={Int8Array.from(value.data, (flag, i) => (value.mask?.[i] ? -1 : flag))} />
    );
  if (value.kind === 'numeric' && !value.dtype.startsWith('complex')) return <Range {...props} value={value} />;
  return <Text {...props} />;
}

function Categories({
  filter,
  onChange,
  names,
  codes,
}: FieldsProps & { readonly names: readonly string[]; readonly codes: ArrayLike<number> }) {
  const { counts, missing } = useMemo(() => countCategories(codes, names.length), [codes, names.length]);
  const rows = [
    ...names.map((name, code) => ({ name, code, count: counts[code] ?? 0 })),
    ...(missing > 0 ? [{ name: 'missing', code: -1, count: missing }] : []),
  ];
  const all = rows.map(({ code }) => code);
  const kept = new Set(filter?.kind === 'categories' ? filter.keep : all);
  const keep = (codesKept: readonly number[]): void =>
    onChange(codesKept.length === all.length ? null : { kind: 'categories', keep: codesKept });
  return (
    <ul className={styles.categories}>
      <li className={styles.both}>
        <Button look="quiet" onClick={() => keep(all)}>
          All
        </Button>
        <Button look="quiet" onClick={() => keep([])}>
          None
        </Button>
      </li>
      {rows.map(({ name, code, count }) => (
        <li key={code}>
          <label>
            <input
              type="checkbox"
              checked={kept.has(code)}
              onChange={() => keep(all.filter((other) => (other === code ? !kept.has(code) : kept.has(other))))}
            />
            <span>{name}</span>
            <small>{formatCount(count)}</small>
          </label>
        </li>
      ))}
    </ul>
  );
}

function Range({ value, filter, onChange }: FieldsProps & { readonly value: ArrayValue & { kind: 'numeric' } }) {
  const domain = useMemo(() => {
    const numbers = new Float64Array(value.data.length);
    for (let i = 0; i < numbers.length; i++) numbers[i] = value.mask?.[i] ? Number.NaN : Number(value.data[i]);
    return summarizeNumbers(numbers).domain;
  }, [value]);
  const range = filter?.kind === 'range' ? filter : { min: null, max: null };
  const set = (end: 'min' | 'max', text: string): void => {
    const number = text.trim() === '' ? null : Number(text);
    if (number !== null && Number.isNaN(number)) return;
    const next = { kind: 'range' as const, min: range.min, max: range.max, [end]: number };
    onChange(next.min === null && next.max === null ? null : next);
  };
  return (
    <div className={styles.range}>
      {(['min', 'max'] as const).map((end, i) => (
        <label key={end}>
          {end === 'min' ? 'from' : 'to'}
          <input
            type="number"
            step="any"
            defaultValue={range[end] ?? ''}
            placeholder={domain ? formatNumber(domain[i] as number) : ''}
            onChange={(event) => set(end, event.target.value)}
          />
        </label>
      ))}
    </div>
  );
}

function Text({ filter, onChange }: FieldsProps) {
  return (
    <input
      className={styles.text}
      aria-label="Contains"
      placeholder="Contains…"
      defaultValue={filter?.kind === 'text' ? filter.text : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : { kind: 'text', text: event.target.value })}
    />
  );
}
