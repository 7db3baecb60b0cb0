/** Which URLs lead to a Zarr store, and which part of it they mean. Pure; small, since it is asked before zarrita is loaded. */

export interface ZarrAddress {
  /** Of the store's folder. */
  readonly url: string;
  /** A group in it, '' the whole. */
  readonly path: string;
}

/** Files of metadata, which people copy the address of. */
const METADATA = /\/(zarr\.json|\.zgroup|\.zattrs|\.zarray|\.zmetadata)$/;

/** `…/x.zarr`, `…/x.zarr/tables/table`, `…/folder/`; null for what looks like a file, which may be a store all the same. */
export function zarrAddress(url: string): ZarrAddress | null {
  if (!URL.canParse(url)) return null;
  const [address = '', query] = url.split('#')[0]?.split('?') ?? [];
  const suffix = query ? `?${query}` : '';
  const place = address.replace(METADATA, '');
  const [, store, path = ''] = /^(.*?\.zarr)(?:\/+(.*))?$/i.exec(place) ?? [];
  if (store) return { url: store + suffix, path: decoded(path.replace(/\/+$/, '')) };
  return place !== address || place.endsWith('/') ? { url: place + suffix, path: '' } : null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
