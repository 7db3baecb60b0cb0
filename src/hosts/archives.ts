/**
 * Archives of research data: Zenodo, Figshare, CELLxGENE Discover, and DOIs. Pure.
 * Zenodo lets other sites read through its API only, and there only whole files (zenodo/zenodo#2593).
 */
import { type Address, type Host, type NoAddress, ofPage } from './address.ts';

const COPY_DOWNLOAD = 'Open it, and copy the link of the file’s Download button.';

export const archives: Host = (url) => {
  switch (url.hostname.replace(/^www\./, '')) {
    case 'zenodo.org':
    case 'sandbox.zenodo.org':
      return ofZenodo(url);
    case 'figshare.com':
      return ofFigshare(url);
    case 'cellxgene.cziscience.com':
      return ofPage(
        'a page of CELLxGENE Discover',
        'Choose Download on the collection’s page, then .h5ad, and copy the link that is shown.',
      );
    case 'doi.org':
    case 'dx.doi.org':
      return ofPage('a page (a DOI leads to one)', COPY_DOWNLOAD);
    default:
      return null;
  }
};

function ofZenodo({ origin, pathname }: URL): Address | NoAddress | null {
  if (pathname.startsWith('/api/')) return null;
  const file = /^\/records?\/(\d+)\/(?:files|preview)\/([^/]+)$/.exec(pathname);
  if (!file) return ofPage('a page on Zenodo', COPY_DOWNLOAD);
  return {
    url: `${origin}/api/records/${file[1]}/files/${file[2]}/content`,
    note: 'Through Zenodo’s API, the only way it lets other sites read files.',
  };
}

function ofFigshare({ pathname }: URL): Address | NoAddress {
  const file = /^\/(?:ndownloader\/)?files\/(\d+)$/.exec(pathname);
  if (!file) return ofPage('a page on Figshare', COPY_DOWNLOAD);
  return { url: `https://ndownloader.figshare.com/files/${file[1]}`, note: 'The file behind the link on Figshare.' };
}
