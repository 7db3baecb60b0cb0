/**
 * Addresses of Umbra's page in a frame, and what others put into their pages to show it, made of a link to what is shown. Pure.
 * What is shown of the file stays as the link has it; what is shown around the cells is chosen anew.
 */
import type { Theme } from '../panels.ts';
import { PARTS, type Part } from '../parts.ts';

/** Of the query, what is said of the frame (src/page/query.ts). */
const OF_FRAMES: readonly string[] = ['embed', 'origin'];
/** Of what follows `#`, what is said of panels and theme (src/state/link/link-text.ts). */
const OF_SCREENS: readonly string[] = ['p', 'n', 'theme'];

export interface Look {
  readonly parts: ReadonlySet<Part>;
  /** `system`: as each reader's system is. */
  readonly theme: Theme;
  /** In CSS pixels; as wide as its place in the page. */
  readonly height: number;
}

/** The same view on a page of its own. */
export function fullPage(href: string): string {
  const address = new URL(href);
  address.search = without(address.search, OF_FRAMES).join('&');
  return address.href;
}

export function framedPage(href: string, { parts, theme }: Look): string {
  const address = new URL(href);
  const names = wordsOf(parts).join(',');
  address.search = [...without(address.search, OF_FRAMES), names === '' ? 'embed' : `embed=${names}`].join('&');
  address.hash = [...without(address.hash, OF_SCREENS), ...(theme === 'system' ? [] : [`theme=${theme}`])].join('&');
  return address.href;
}

export function frameSnippet(href: string, file: string, look: Look): string {
  return tag('iframe', [
    ['src', framedPage(href, look)],
    ['title', `${file} in Umbra`],
    ['width', '100%'],
    ['height', String(look.height)],
    ['style', 'border: 0'],
    ['loading', 'lazy'],
    ['allow', 'clipboard-write; fullscreen'],
  ]);
}

export interface Shown {
  /** Address of the file, absolute. */
  readonly src: string;
  /** The part of it that is open, as `mod/rna`; '' = all. */
  readonly path: string;
  /** As a text; null = as is best. */
  readonly color: string | null;
  readonly embedding: string | null;
}

/** @param script address of `umbra-viewer.js` */
export function elementSnippet(script: string, { src, path, color, embedding }: Shown, { parts, theme, height }: Look): string {
  const element = tag('umbra-viewer', [
    ['src', src],
    ...(path === '' ? [] : [['path', path] as const]),
    ...(color === null ? [] : [['color-by', color] as const]),
    ...(embedding === null ? [] : [['embedding', embedding] as const]),
    ['show', wordsOf(parts).join(' ')],
    ...(theme === 'system' ? [] : [['theme', theme] as const]),
    ['style', `display: block; height: ${height}px`],
  ]);
  return `${tag('script', [
    ['type', 'module'],
    ['src', script],
  ])}\n${element}`;
}

function tag(name: string, attributes: readonly (readonly [name: string, value: string])[]): string {
  const written = attributes.map(
    ([key, value]) => `${key}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`,
  );
  return `<${name} ${written.join(' ')}></${name}>`;
}

function wordsOf(parts: ReadonlySet<Part>): Part[] {
  return PARTS.filter((part) => parts.has(part));
}

/** Everything else stays as it was written: it may hold an address with a query of its own. */
function without(text: string, names: readonly string[]): string[] {
  const parts = text.slice(1).split('&');
  return parts.filter((part) => part !== '' && !names.includes(part.split('=', 1)[0] as string));
}
