/** The ways to show others what is shown here. Page, React. */
import { Share } from 'lucide-react';
import { useState } from 'react';
import type { MadeLink } from '../state/link/link.ts';
import { useFile, useLink, useViewer } from '../state/react.tsx';
import { IconButton } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Menu } from '../ui/menu.tsx';
import { EmbedDialog } from './EmbedDialog.tsx';
import styles from './share.module.css';

export function ShareMenu() {
  const viewer = useViewer();
  const make = useLink((state) => state.make);
  const isLocal = useFile((state) => state.url === null);
  /** The link that is embedded, while the dialog is open. */
  const [embedded, setEmbedded] = useState<string | null>(null);
  if (!make) return null;
  const tell = (text: string): void => viewer.history.setState({ told: { text } });
  const copyLink = (): void => {
    const link = make();
    if (link)
      void copyText(link.href).then(
        () => tell(copiedText(link)),
        () => tell('The browser does not let this page copy the link'),
      );
  };
  return (
    <>
      <Menu
        align="end"
        header={
          isLocal && (
            <p className={styles.note}>
              The file stays on this computer. A link has its name, and the names of what is shown; who follows it is asked for the same
              file.
            </p>
          )
        }
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

function copiedText({ file, left }: MadeLink): string {
  const needs = file ? `, for who has ${file.name}` : '';
  return `Link copied${needs}${left.length === 0 ? '' : `. To keep it short it does not say ${left.join(', ')}`}`;
}
