/** What the user did that can be taken back, and done again. Page, no React. Whoever changes something records how to undo it. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Step {
  /** What was done, in a few words, as “Colour by leiden”. */
  readonly label: string;
  undo(): void | Promise<void>;
  redo(): void | Promise<void>;
}

export interface HistoryState {
  /** Oldest first. */
  readonly past: readonly Step[];
  /** What was undone, next to be redone last. */
  readonly future: readonly Step[];
  /** What was just taken back or done again, to be told; a new object each time. */
  readonly told: { readonly text: string } | null;
}

export interface History extends StoreApi<HistoryState> {
  /**
   * Remembers what was just done; what had been undone before can no longer be redone. What a step does at once is not recorded; what
   * it does later it has to keep to itself: meanwhile the user may do something else.
   */
  record(step: Step): void;
  /** Takes the last step back; answers it, or null if there is none. */
  undo(): Promise<Step | null>;
  redo(): Promise<Step | null>;
  clear(): void;
}

/** So many steps are kept. */
const MOST_STEPS = 100;

export function createHistory(): History {
  const store = createStore<HistoryState>(() => ({ past: [], future: [], told: null }));
  let isRunning = false;

  /** The stacks change first, and nobody waits: keys pressed faster than a step is read take back one step each. */
  const run = async (step: Step, work: () => void | Promise<void>): Promise<Step> => {
    isRunning = true;
    let done: void | Promise<void>;
    try {
      done = work();
    } finally {
      isRunning = false;
    }
    await done;
    return step;
  };

  return {
    ...store,

    record(step) {
      if (!isRunning) store.setState(({ past }) => ({ past: [...past, step].slice(-MOST_STEPS), future: [], told: null }));
    },

    async undo() {
      const { past, future } = store.getState();
      const step = past.at(-1);
      if (!step) return null;
      store.setState({ past: past.slice(0, -1), future: [...future, step], told: { text: `Undone: ${inSentence(step)}` } });
      return run(step, () => step.undo());
    },

    async redo() {
      const { past, future } = store.getState();
      const step = future.at(-1);
      if (!step) return null;
      store.setState({ past: [...past, step], future: future.slice(0, -1), told: { text: `Done again: ${inSentence(step)}` } });
      return run(step, () => step.redo());
    },

    clear: () => store.setState({ past: [], future: [], told: null }),
  };
}

/** A label after a colon: “colour by leiden”. */
export function inSentence({ label }: Step): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
