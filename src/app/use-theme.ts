/** Light or dark: as the user chose, else as the system is. Page, React. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Theme } from '../state/panels.ts';
import type { Viewer } from '../state/viewer.ts';

export function useTheme(viewer: Viewer): { setting: Theme; theme: 'light' | 'dark' } {
  const setting = useStore(viewer.panels, (state) => state.theme);
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const listen = (): void => setDark(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return { setting, theme: setting === 'system' ? (isDark ? 'dark' : 'light') : setting };
}
