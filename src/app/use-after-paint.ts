/** False until what was drawn first is on the screen: what costs more, and is looked at later, waits for it. Page, React. */
import { useEffect, useState } from 'react';

/** A hidden page has no frames. */
const WITHOUT_FRAMES_MS = 100;

export function useAfterPaint(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const paint = (): void => setPainted(true);
    let soon: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      soon = setTimeout(paint);
    });
    const late = setTimeout(paint, WITHOUT_FRAMES_MS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(soon);
      clearTimeout(late);
    };
  }, []);
  return isPainted;
}
