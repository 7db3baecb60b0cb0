/** The file's name in a URL. Pure; runs on every thread. */

/**
 * The last part of the path, decoded where it can be: `50%.h5ad` is a name too. Before it in the API of Zenodo and other archives
 * built on InvenioRDM: `…/files/x.h5ad/content`.
 */
export function nameOfUrl(url: string): string {
  const path = url.split(/[?#]/)[0]?.replace(/(\/files\/[^/]+)\/content$/, '$1');
  const last = path?.split('/').pop() || url;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
