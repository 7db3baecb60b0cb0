/**
 * GitHub and GitLab. Pure.
 * raw.githubusercontent.com lets every site read, by ranges; github.com does not, nor do the files of releases (octokit/rest.js#3).
 * A file kept with Git LFS is a pointer there, and itself on media.githubusercontent.com.
 */
import { type Address, type Host, type NoAddress, noAddress, ofPage } from './address.ts';

const RAW = 'https://raw.githubusercontent.com';
const COPY = 'Open the file’s own page there, and copy its address.';

export const github: Host = (url) => {
  if (url.hostname === 'github.com' || url.hostname === 'www.github.com') return ofGithub(url);
  if (url.hostname === 'gist.github.com') return ofPage('a gist', 'Copy the link of its Raw button.');
  if (url.hostname === 'gitlab.com') return ofGitlab(url);
  return null;
};

function ofGithub({ pathname }: URL): Address | NoAddress {
  const file = /^\/([^/]+\/[^/]+)\/(?:blob|raw)\/(.+)$/.exec(pathname);
  if (file) return { url: `${RAW}/${file[1]}/${file[2]}`, note: 'The file behind the GitHub page, from raw.githubusercontent.com.' };
  if (/^\/[^/]+\/[^/]+\/releases\/download\//.test(pathname))
    return noAddress(
      'GitHub lets no other site read the files of a release.',
      'Download the file and drop it here. To share it by a link, put it into the repository itself, or into an archive as Zenodo.',
    );
  return ofPage('a page on GitHub', COPY);
}

function ofGitlab(url: URL): Address | NoAddress | null {
  if (url.pathname.includes('/-/raw/')) return null;
  if (!url.pathname.includes('/-/blob/')) return ofPage('a page on GitLab', COPY);
  return { url: `${url.origin}${url.pathname.replace('/-/blob/', '/-/raw/')}`, note: 'The file behind the GitLab page.' };
}

/** Where the file itself is, of one that is a pointer of Git LFS at this address; null where that is not known. */
export function lfsAddress(address: string): string | null {
  const { origin, pathname } = new URL(address);
  return origin === RAW ? `https://media.githubusercontent.com/media${pathname}` : null;
}
