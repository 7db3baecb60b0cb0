/** What the user did that can be taken back, and done again. Page, no React. Whoever changes something records how to undo it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

interface Step {
  /** What was done, in a few words, as “Colour by leiden”. */
  readonly label: string;
  undo(): void | Promise<void>;
  redo(): void | Promise<void>;
}

interface HistoryState {
  /** Oldest first. */
  readonly past: readonly Step[];
  /** What was undone, next to be redone last. */
  readonly future: readonly Step[];
}

export interface History extends StoreApi<HistoryState> {
  /** Remembers what was just done; what had been undone before can no longer be redone. While a step runs, nothing is recorded. */
  record(step: Step): void;
  /** Takes the last step back; answers it, or null if there is none. */
  undo(): Promise<Step | null>;
  redo(): Promise<Step | null>;
  clear(): void;
}

/** So many steps are kept. */
const MOST_STEPS = 100;

export function createHistory(): History {
  const store = createStore<HistoryState>(() => ({ past: [], future: [] }));
  let isRunning = false;

  /** The stacks change first, so that a key held down takes back one step after the other. */
  const run = async (step: Step, work: () => void | Promise<void>): Promise<Step> => {
    isRunning = true;
    try {
      await work();
    } finally {
      isRunning = false;
    }
    return step;
  };

  return {
    ...store,

    record(step) {
      if (!isRunning) store.setState(({ past }) => ({ past: [...past, step].slice(-MOST_STEPS), future: [] }));
    },

    async undo() {
      const { past, future } = store.getState();
      const step = past.at(-1);
      if (!step || isRunning) return null;
      store.setState({ past: past.slice(0, -1), future: [...future, step] });
      return run(step, () => step.undo());
    },

    async redo() {
      const { past, future } = store.getState();
      const step = future.at(-1);
      if (!step || isRunning) return null;
      store.setState({ past: [...past, step], future: future.slice(0, -1) });
      return run(step, () => step.redo());
    },

    clear: () => store.setState({ past: [], future: [] }),
  };
}
