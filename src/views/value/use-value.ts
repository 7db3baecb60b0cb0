/** The whole of a small element, or a part of one, read when it is looked at. Page, React. */
import { useEffect, useState } from 'react';
import { type ElemShadow, type ErrorRecord, type Selection, toErrorRecord, type Value } from '../../shadow/index.ts';
import { useViewer } from '../../state/react.tsx';

export interface ReadValue {
  /** Null while it is being read. */
  readonly value: Value | null;
  readonly error: ErrorRecord | null;
}

const NOTHING: ReadValue = { value: null, error: null };

/**
 * @param element null = nothing is read
 * @param part one selection for each dimension, the same array each time; null = all of it
 */
export function useValue(element: ElemShadow | null, part: readonly Selection[] | null = null): ReadValue {
  const { activity } = useViewer();
  const [read, setRead] = useState<ReadValue & { readonly of: ElemShadow | null }>({ ...NOTHING, of: null });
  useEffect(() => {
    if (!element) return;
    const controller = new AbortController();
    const answer = (found: Partial<ReadValue>): void => {
      if (!controller.signal.aborted) setRead({ ...NOTHING, ...found, of: element });
    };
    activity
      .run(`Reading ${element.path}`, controller.signal, (options) => (part ? element.select(part, options) : element.read(options)))
      .then(
        (value) => answer({ value }),
        (error: unknown) => answer({ error: toErrorRecord(error) }),
      );
    return () => controller.abort();
  }, [activity, element, part]);
  // What was read of another element is not shown for this one.
  return read.of === element ? read : NOTHING;
}
