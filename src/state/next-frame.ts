/** Changes that come many in a row are shown once a frame. Page, no React. */

/** A hidden page has no frames. */
const WITHOUT_FRAMES_MS = 100;

/** Resolves when what was shown just now is on the screen: drawn with the next frame, there with the one after it. Without a screen, at once. */
export async function painted(): Promise<void> {
  if (typeof requestAnimationFrame === 'undefined') return;
  for (let frame = 0; frame < 2; frame++) await new Promise<void>((resolve) => withNextFrame(resolve)());
}

/** Answers a function that runs `work` once with the next frame, however often it is called before. */
export function withNextFrame(work: () => void): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    let late: ReturnType<typeof setTimeout>;
    const run = (): void => {
      if (!isScheduled) return;
      isScheduled = false;
      cancelAnimationFrame(frame);
      clearTimeout(late);
      work();
    };
    const frame = requestAnimationFrame(run);
    late = setTimeout(run, WITHOUT_FRAMES_MS);
  };
}
