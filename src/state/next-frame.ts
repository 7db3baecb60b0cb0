/** Changes that come many in a row are shown once a frame. Page, no React. */

/** A hidden page has no frames. */
const WITHOUT_FRAMES_MS = 100;

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
