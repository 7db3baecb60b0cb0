/** The browser asks, in its own words, before a page with additions is left. Page, React. */
import { useEffect } from 'react';
import { useFile } from '../state/react.tsx';

export function useLeaving(): void {
  const hasAdditions = useFile(({ shadow }) => shadow !== null && shadow.additions().length > 0);
  useEffect(() => {
    // Only while there is something to lose: some browsers keep no page with such a listener ready to come back to.
    if (!hasAdditions) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [hasAdditions]);
}
