/** Where the plot is drawn, once there is such a place, and when what was set is on the screen. Page, no React. */
import { painted } from '../next-frame.ts';
import type { Stage } from './stage.ts';

/** Tables are kept waiting no longer by a plot that does not come, in milliseconds. */
const LONGEST_MS = 5000;

export interface Staging {
  /** Null where nothing is drawn. */
  stage(): Stage | null;
  setStage(stage: Stage | null): void;
  /** Resolves when what was set has been drawn, or will not be. */
  drawn(): Promise<void>;
}

/** @param isShown whether there are views, which set a stage or say that there is none */
export function createStaging(isShown: boolean): Staging {
  let stage: Stage | null = null;
  let waiting: (() => void)[] = [];
  return {
    stage: () => stage,
    setStage(next) {
      stage = next;
      for (const tell of waiting) tell();
      waiting = [];
    },
    async drawn() {
      if (!isShown) return;
      // The views take a frame to hand it over; what draws may still be on its way.
      await painted();
      if (!stage) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          setTimeout(resolve, LONGEST_MS);
        });
      }
      await stage?.drawn();
      // The views, who waited for the same, come first.
      await painted();
    },
  };
}
