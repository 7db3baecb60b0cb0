/** False until what was drawn first is on the screen: what costs more, and is looked at later, waits for it. Page, React. */
import { useEffect, useState } from 'react';
import { withNextFrame } from '../state/next-frame.ts';
import { useViewer } from '../state/react.tsx';

export function useAfterPaint(): boolean {
  const { activity } = useViewer();
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const release = activity.hold();
    let soon: ReturnType<typeof setTimeout>;
    withNextFrame(() => {
      soon = setTimeout(() => {
        setPainted(true);
        release();
      });
    })();
    return () => {
      clearTimeout(soon);
      release();
    };
  }, [activity]);
  return isPainted;
}
