/** Whether an element is in view, or nearly: a page may have twenty viewers, and browsers draw some sixteen. Page, React. */
import { type RefObject, useLayoutEffect, useState } from 'react';

/** So much farther than the screen reaches, as a share of it: what comes into view is there already. */
const AHEAD = 0.5;

export function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(true);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    // An observer tells it a frame later only.
    setSeen(isNear(current.getBoundingClientRect()));
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? true), {
      rootMargin: `${100 * AHEAD}%`,
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}

function isNear({ top, bottom, left, right }: DOMRect): boolean {
  const [x, y] = [AHEAD * innerWidth, AHEAD * innerHeight];
  return bottom > -y && top < innerHeight + y && right > -x && left < innerWidth + x;
}
