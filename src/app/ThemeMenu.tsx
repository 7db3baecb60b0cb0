/** Light, dark, or as the system is. Page, React. */
import { SunMoon } from 'lucide-react';
import type { Theme } from '../state/panels.ts';
import { usePanels, useViewer } from '../state/react.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

const THEMES: readonly (readonly [Theme, string])[] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

export function ThemeMenu() {
  const { panels } = useViewer();
  const theme = usePanels((state) => state.theme);
  const items = THEMES.map(([value, label]) => ({ label, checked: value === theme, action: () => panels.setTheme(value) }));
  return <Menu align="end" items={items} trigger={<IconButton label="Theme" icon={<SunMoon size={16} />} />} />;
}
