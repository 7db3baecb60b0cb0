/** The ways to show others what is shown here. Page, React. */
import { Share } from 'lucide-react';
import { useState } from 'react';
import type { MadeLink } from '../state/link/link.ts';
import { partsOf } from '../state/plot/shown.ts';
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
    // Labels of one's own, for example: nobody else has them.
    const added =
      viewer.file
        .getState()
        .shadow?.additions()
        .flatMap(({ path }) => (partsOf(viewer, path) ? [path] : [])) ?? [];
    if (link)
      void copyText(link.href).then(
        () => tell(copiedText(link, added)),
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
              The file stays on this computer. The link has its name, and the names of what is shown; whoever follows it is asked for the
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

/** @param added paths of what is shown and is not in the file */
function copiedText({ file, left }: MadeLink, added: readonly string[]): string {
  return [
    file ? `Link copied. Whoever follows it needs ${file.name}` : 'Link copied',
    ...(left.length === 0 ? [] : [`To keep it short it does not say ${left.join(', ')}`]),
    ...added.map((path) => `${path} is not in the file: others will not see it`),
  ].join('. ');
}
