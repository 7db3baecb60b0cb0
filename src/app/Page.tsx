/** The start page, or the file that is open. Page, React. */
import { useFile } from '../state/react.tsx';
import { StartPage } from './StartPage.tsx';
import { Workbench } from './Workbench.tsx';

export function Page({ theme }: { readonly theme: 'light' | 'dark' }) {
  const isOpen = useFile((state) => state.shadow !== null);
  const opened = useFile((state) => state.opened);
  // Each file begins anew: nothing of another's tables or tree.
  return isOpen ? <Workbench key={opened} theme={theme} /> : <StartPage />;
}
