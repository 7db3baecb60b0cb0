/** The start page, or the file that is open. Page, React. */
import { useFile, usePanels } from '../state/react.tsx';
import { EmptyFrame } from './EmptyFrame.tsx';
import { StartPage } from './StartPage.tsx';
import { Workbench } from './Workbench.tsx';

interface PageProps {
  readonly theme: 'light' | 'dark';
  readonly host: HTMLElement;
}

export function Page({ theme, host }: PageProps) {
  const isOpen = useFile((state) => state.shadow !== null);
  const opened = useFile((state) => state.opened);
  // The file that is being opened may be one that the page named.
  useFile((state) => state.opening);
  const isEmbedded = usePanels((state) => state.parts !== null) || host.hasAttribute('src');
  // Each file begins anew: nothing of another's tables or tree.
  if (isOpen) return <Workbench key={opened} theme={theme} />;
  return isEmbedded ? <EmptyFrame /> : <StartPage />;
}
