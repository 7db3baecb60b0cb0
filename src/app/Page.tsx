/** The start page, or the file that is open. Page, React. */
import { useFile } from '../state/react.tsx';
import { StartPage } from './StartPage.tsx';
import { Workbench } from './Workbench.tsx';

export function Page({ theme }: { readonly theme: 'light' | 'dark' }) {
  const data = useFile((state) => state.data);
  return data ? <Workbench theme={theme} /> : <StartPage />;
}
