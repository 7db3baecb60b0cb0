/** The ways to show others what is shown here. Page, React. */
import { Share } from 'lucide-react';
import { useLink, useViewer } from '../state/react.tsx';
import { IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Menu } from '../ui/menu.tsx';

export function ShareMenu() {
  const viewer = useViewer();
  const make = useLink((state) => state.make);
  if (!make) return null;
  const copyLink = (): void => {
    const link = make();
    if (link) void copyText(link.href).then(() => viewer.history.setState({ told: { text: 'Link copied' } }));
  };
  return (
    <Menu
      align="end"
      items={[{ label: 'Copy link', action: copyLink }]}
      trigger={<IconButton label="Share" icon={<Share size={16} />} />}
    />
  );
}
