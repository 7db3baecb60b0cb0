/** The title of Umbra's page: the file that is open, for who has many tabs. Page, no React. */
import type { Viewer } from '../state/viewer.ts';

export function followTitle({ file, recent }: Viewer): void {
  const { title } = document;
  const set = (): void => {
    const { shadow, url } = file.getState();
    // Browsers keep titles with their history: where files are not to be remembered, nor is the name of one that is here.
    const isNamed = shadow && (url !== null || recent.isOn());
    document.title = isNamed ? `${shadow.session.outline.file.name} – ${title}` : title;
  };
  file.subscribe((now, before) => (now.shadow !== before.shadow ? set() : undefined));
}
