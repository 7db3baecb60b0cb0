/**
 * What a link means that somebody pasted: the address of the file itself, or why there is none that a page can read, and the way out.
 * Pure; runs on every thread. Nothing is asked of any server.
 */

import { type Address, type Host, type NoAddress, noAddress } from './address.ts';
import { archives } from './archives.ts';
import { buckets } from './buckets.ts';
import { drives } from './drives.ts';
import { github } from './github.ts';
import { huggingFace } from './hugging-face.ts';

const HOSTS: readonly Host[] = [github, huggingFace, archives, drives, buckets];

/** Of the same machine: browsers let every page read from it, also over http. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/;

/**
 * A link from a program or an address: relative ones are meant from the page.
 * @param base the page's own address
 */
export function readAddress(text: string, base: string): Address | NoAddress {
  const given = text.trim();
  if (!URL.canParse(given, base)) return notAnAddress(given);
  const url = new URL(given, base);
  for (const host of HOSTS) {
    const meant = host(url);
    if (meant) return meant;
  }
  return ofScheme(url, new URL(base).protocol === 'https:') ?? { url: url.href, note: null };
}

/** A link that somebody typed or pasted: it stands alone, and may lack its https://. */
export function readTyped(text: string, base: string): Address | NoAddress {
  const given = text.trim().replace(/^<(.*)>$|^"(.*)"$/, '$1$2');
  if (/^([a-z]:)?[\\/]/i.test(given)) return ofComputer(given);
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(given)) return readAddress(given, base);
  // “localhost:8000/x.h5ad” would be read as a scheme.
  const [start = ''] = given.split('/');
  if (!/^[\w.-]+(:\d+)?$/.test(start) || !/\.|^localhost/.test(start) || !given.includes('/')) return notAnAddress(given);
  return readAddress(`${LOOPBACK.test(start.replace(/:\d+$/, '')) ? 'http' : 'https'}://${given}`, base);
}

function ofScheme(url: URL, isSecure: boolean): Address | NoAddress | null {
  if (/^https?:$/.test(url.protocol) && (url.username || url.password))
    return noAddress(
      'Browsers read nothing from an address that has a name or a password in it.',
      'Umbra cannot sign in. Download the file, signed in, and drop it here; or ask for a link that needs no login.',
    );
  switch (url.protocol) {
    // What a page made itself is its own.
    case 'https:':
    case 'blob:':
    case 'data:':
      return null;
    case 'http:':
      return isSecure && !LOOPBACK.test(url.hostname) ? mixed(url) : null;
    case 'file:':
      return ofComputer(decoded(url.pathname));
    case 'ftp:':
      return ofFtp(url);
    default:
      return noAddress(
        `Browsers cannot read ${url.protocol}// addresses.`,
        'Give the file’s https:// address, or download the file and drop it here.',
      );
  }
}

function mixed(url: URL): NoAddress {
  const secure = url.href.replace(/^http:/, 'https:');
  return noAddress(
    'This page came over https, and browsers let it read nothing over http.',
    `Try ${secure}. If the server has no https, download the file and drop it here.`,
  );
}

/** Archives of sequences that serve the same tree over https. */
const FTP_WITH_HTTPS = ['ftp.ncbi.nlm.nih.gov', 'ftp.ebi.ac.uk'];

function ofFtp(url: URL): Address | NoAddress {
  const secure = `https://${url.host}${url.pathname}`;
  if (FTP_WITH_HTTPS.includes(url.host))
    return { url: secure, note: `Over https: browsers no longer read ftp. ${url.host} serves the same files.` };
  return noAddress('Browsers no longer read ftp:// addresses.', `Many servers have the same files over https: try ${secure}.`);
}

function ofComputer(path: string): NoAddress {
  const name = path.split(/[\\/]/).pop() || path;
  return noAddress(`${name} is named by its place on a computer, which a page may not read.`, 'Choose the file, or drop it on this page.');
}

function notAnAddress(given: string): NoAddress {
  return noAddress(given ? `“${shortened(given)}” is not an address.` : 'There is no address.', 'An address begins with https://.');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
