/** What is being read right now: for the one quiet place that shows progress, and for `idle()`. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Progress } from '../shadow/index.ts';

interface Task {
  readonly id: number;
  /** What runs, as “Reading rna.X”. */
  readonly label: string;
  /** Share that is done, 0 to 1; null where it is not known. */
  readonly done: number | null;
  cancel(): void;
}

export interface ActivityState {
  readonly tasks: readonly Task[];
  /** Work that is about to start: `idle` waits for it, nobody is told of it. */
  readonly held: number;
}

export interface TaskOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface Activity extends StoreApi<ActivityState> {
  /** Runs work under a name, until it settles; `outer` aborts it too. */
  run<T>(label: string, outer: AbortSignal | null, work: (options: TaskOptions) => Promise<T>): Promise<T>;
  /** Announces work that starts in a moment; the answer ends the announcement. */
  hold(): () => void;
  /** Whether nothing runs, and nothing is about to. */
  isIdle(): boolean;
  /** Resolves when nothing runs, and nothing is about to. */
  idle(): Promise<void>;
}

export function createActivity(): Activity {
  const store = createStore<ActivityState>(() => ({ tasks: [], held: 0 }));
  let nextId = 1;

  const run: Activity['run'] = async (label, outer, work) => {
    const id = nextId++;
    const controller = new AbortController();
    const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
    const task: Task = { id, label, done: null, cancel: () => controller.abort() };
    store.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
    const onProgress = ({ done, total }: Progress): void => {
      store.setState(({ tasks }) => ({ tasks: tasks.map((other) => (other.id === id ? { ...other, done: done / total } : other)) }));
    };
    try {
      return await work({ signal, onProgress });
    } finally {
      store.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== id) }));
    }
  };

  const hold = (): (() => void) => {
    let isHeld = true;
    const change = (by: number): void => store.setState(({ held }) => ({ held: held + by }));
    change(1);
    return () => {
      if (isHeld) change(-1);
      isHeld = false;
    };
  };

  const isIdle = (): boolean => store.getState().tasks.length === 0 && store.getState().held === 0;

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      if (isIdle()) {
        resolve();
        return;
      }
      const stop = store.subscribe(() => {
        if (!isIdle()) return;
        stop();
        resolve();
      });
    });

  return { ...store, run, hold, isIdle, idle };
}
