/** The recent files are those of all pages of this browser: what another one adds or forgets is seen here at once. Page, React. */
import { useEffect } from 'react';
import { useViewer } from '../state/react.tsx';

export function useOtherPages(): void {
  const { recent } = useViewer();
  useEffect(() => {
    const look = ({ key }: StorageEvent): void => {
      // Null: all was deleted.
      if (key === null || key.startsWith('umbra.recent')) void recent.load();
    };
    window.addEventListener('storage', look);
    return () => window.removeEventListener('storage', look);
  }, [recent]);
}
