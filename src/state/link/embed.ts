/** Addresses of Umbra's page in a frame, made of links to what is shown: with the parts that are wanted, or without any of that. Pure. */
import { PARTS, type Part } from '../parts.ts';

/** Of the query, what is said of the frame; see src/page/query.ts. */
const OF_FRAMES: ReadonlySet<string> = new Set(['embed', 'origin']);

/** The same view on a page of its own. */
export function fullPage(href: string): string {
  return withQuery(href, []);
}

/** @param parts that are shown around the cells */
export function framedPage(href: string, parts: ReadonlySet<Part>): string {
  const names = PARTS.filter((part) => parts.has(part)).join(',');
  return withQuery(href, [names === '' ? 'embed' : `embed=${names}`]);
}

/** Everything else stays as it was written: it may hold an address with a query of its own. */
function withQuery(href: string, added: readonly string[]): string {
  const address = new URL(href);
  const kept = address.search
    .slice(1)
    .split('&')
    .filter((text) => text !== '' && !OF_FRAMES.has(text.split('=', 1)[0] as string));
  address.search = [...kept, ...added].join('&');
  return address.href;
}
