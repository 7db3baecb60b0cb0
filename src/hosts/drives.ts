/**
 * Drives of persons and groups: Dropbox, Google Drive, OneDrive, SharePoint. Pure.
 * Only Dropbox has an address that other sites may read. Google refuses every request of a page on another site (opengeos/GeoLibre#1709);
 * of OneDrive and SharePoint a page reads nothing without signing in (microsoftgraph/msgraph-sdk-javascript#388).
 */
import { type Address, type Host, type NoAddress, noAddress } from './address.ts';

const DROP = 'Download the file there, and drop it here.';

export const drives: Host = (url) => {
  const { hostname } = url;
  if (hostname === 'dropbox.com' || hostname === 'www.dropbox.com') return ofDropbox(url);
  if (['drive.google.com', 'docs.google.com', 'drive.usercontent.google.com'].includes(hostname)) return closed('Google Drive');
  if (['onedrive.live.com', '1drv.ms'].includes(hostname)) return closed('OneDrive');
  if (hostname.endsWith('.sharepoint.com')) return closed('SharePoint');
  return null;
};

function closed(what: string): NoAddress {
  return noAddress(`${what} lets no other site read its files, also those that are shared with everybody.`, DROP);
}

function ofDropbox(url: URL): Address | NoAddress {
  if (/^\/(sh|scl\/fo)\//.test(url.pathname))
    return noAddress('This is the address of a folder on Dropbox.', 'Open it, and copy the link of the file in it.');
  if (!/^\/(s|scl\/fi)\//.test(url.pathname))
    return noAddress('This is a page on Dropbox that only you can see.', 'Choose Share there, and copy the link.');
  const direct = new URL(`https://dl.dropboxusercontent.com${url.href.slice(url.origin.length)}`);
  // Both say how the page is shown.
  direct.searchParams.delete('dl');
  direct.searchParams.delete('raw');
  return { url: direct.href, note: 'The file behind the Dropbox link.' };
}
