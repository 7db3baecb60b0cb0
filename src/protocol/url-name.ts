/** The file's name in a URL. Pure; runs on every thread. */

/** The last part of the path, decoded where it can be: `50%.h5ad` is a name too. */
export function nameOfUrl(url: string): string {
  const last = url.split(/[?#]/)[0]?.split('/').pop() || url;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
