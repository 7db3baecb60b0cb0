/** The ways to show others what is shown here. Page, React. */
import { Share } from 'lucide-react';
import { useState } from 'react';
import { useLink, useViewer } from '../state/react.tsx';
import { IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Menu } from '../ui/menu.tsx';
import { EmbedDialog } from './EmbedDialog.tsx';

export function ShareMenu() {
  const viewer = useViewer();
  const make = useLink((state) => state.make);
  /** The link that is embedded, while the dialog is open. */
  const [embedded, setEmbedded] = useState<string | null>(null);
  if (!make) return null;
  const copyLink = (): void => {
    const link = make();
    if (link) void copyText(link.href).then(() => viewer.history.setState({ told: { text: 'Link copied' } }));
  };
  return (
    <>
      <Menu
        align="end"
        items={[
          { label: 'Copy link', action: copyLink },
          { label: 'Embed…', action: () => setEmbedded(make()?.href ?? location.href) },
        ]}
        trigger={<IconButton label="Share" icon={<Share size={16} />} />}
      />
      {embedded !== null && <EmbedDialog href={embedded} onClose={() => setEmbedded(null)} />}
    </>
  );
}
