/**
 * What the address of Umbra's page asks for before its `#`: which file, and how the page is shown. Read here and nowhere else. Pure.
 * Everything in it is untrusted.
 */

export interface PageQuery {
  /** Of the file to open, absolute or relative to the page, as it was written; null = none. */
  readonly url: string | null;
  /** The part of it to open, as `mod/rna`; '' = all of it. */
  readonly path: string;
  /** The parts that show around the cells, as written: `?embed` = '' = none; null = all, as the user left them. */
  readonly embed: string | null;
  /** Origins of pages around a frame that may speak with it, beside its own. */
  readonly origin: readonly string[];
}

/** All that is understood: whatever else follows a URL with a query of its own belongs to that query. */
const KNOWN: ReadonlySet<string> = new Set<keyof PageQuery>(['url', 'path', 'embed', 'origin']);

/** @param search of the address, with its `?` */
export function readQuery(search: string): PageQuery {
  const { known, written } = split(search);
  const url = (known.get('url') ?? '').trim();
  return {
    url: url === '' ? null : url,
    path: (known.get('path') ?? '').split('/').filter(Boolean).join('/'),
    embed: known.get('embed') ?? null,
    origin: written.flatMap(([name, text]) => (name === 'origin' ? (originOf(decoded(text.slice(7))) ?? []) : [])),
  };
}

/** The query for a file, beside what else was asked for before, as how the page is shown. With its `?`; '' where there is nothing to say. */
export function withFile(search: string, file: { readonly url: string; readonly path: string } | null): string {
  const others = split(search).written.filter(([name]) => name !== 'url' && name !== 'path');
  const asked = file ? [['url', file.url] as const, ...(file.path === '' ? [] : [['path', file.path] as const])] : [];
  const parts = [...asked.map(([name, value]) => `${name}=${readable(value)}`), ...others.map(([, text]) => text)];
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** The parts by name, the first of each, decoded; and all that are no part of a URL's own query, as they were written. */
function split(search: string): { known: ReadonlyMap<string, string>; written: readonly (readonly [name: string, text: string])[] } {
  const known = new Map<string, string>();
  const written: [string, string][] = [];
  let hasOwnQuery = false;
  for (const text of search.replace(/^\?/, '').split('&')) {
    if (text === '') continue;
    const at = text.indexOf('=');
    const name = decoded(at < 0 ? text : text.slice(0, at));
    const value = at < 0 ? '' : text.slice(at + 1);
    if (!KNOWN.has(name) && hasOwnQuery) {
      // `?url=https://host/x.h5ad?key=1&signature=2`, as it is pasted: not encoded.
      known.set('url', `${known.get('url')}&${text}`);
      continue;
    }
    written.push([name, text]);
    if (known.has(name)) continue;
    if (name === 'url') hasOwnQuery = value.includes('?');
    known.set(name, name === 'url' && hasOwnQuery ? value : decoded(value));
  }
  return { known, written };
}

/** As browsers write it; null for what is no page's: a sandboxed frame has none of its own. */
function originOf(text: string): string | null {
  const address = URL.canParse(text) ? new URL(text) : null;
  const isPages = address?.protocol === 'https:' || address?.protocol === 'http:';
  return isPages ? address.origin : null;
}

/** What is no percent encoding is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Encoded as little as a query allows: a URL in it can be read. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%(3A|2F|40|2C)/g, (code) => decodeURIComponent(code));
}
