/**
 * One entry of the browser's history: which file is open, and how it is looked at; and its address. Pure.
 * A file of this computer is not in its address, nor anything of it: addresses are kept, and carried to other devices, by browsers.
 */
import type { Source } from '../shadow/index.ts';
import type { MadeLink } from '../state/link/link.ts';
import { type LocalFile, linkText, readLink, type Screen } from '../state/link/link-text.ts';
import { isSame } from '../state/view/view.ts';
import type { ViewState } from '../state/view/view-state.ts';
import { readQuery, withFile } from './query.ts';

interface UrlFile {
  /** As it is opened: absolute. */
  readonly url: string;
  /** As `mod/rna`; '' = all. */
  readonly path: string;
}

export type EntryFile = UrlFile | LocalFile;

export interface Entry {
  /** Null = none: the start page. */
  readonly file: EntryFile | null;
  /** What it was opened from, while this page is there. */
  readonly source: Source | null;
  /** Null while its first picture is not complete. */
  readonly view: ViewState | null;
  readonly screen: Screen;
}

export const NOTHING: Entry = { file: null, source: null, view: null, screen: {} };

/** An address, as far as it can be written anew: the parts of `location`, and what relative URLs are relative to. */
export interface Place {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly base: string;
}

/** What an address asks for. `later` = it has a view that only a later version understands. */
export function entryAt({ search, hash, base }: Place): Entry & { readonly isLater: boolean } {
  const { url, path } = readQuery(search);
  const link = readLink(hash);
  const { file, view, screen } = typeof link === 'string' ? { file: null, view: null, screen: {} } : link;
  const isLater = link === 'later';
  if (url === null) return { ...NOTHING, file, view: file && view, screen, isLater };
  return { file: { url: absolute(url, base), path }, source: null, view, screen, isLater };
}

/** The address of an entry. */
export function addressOf({ file, view, screen }: Entry, place: Place): string {
  const { search, base } = place;
  if (!file || !('url' in file)) return pageOf(place) + withFile(search, null);
  const hash = view ? `#${linkText({ file: null, view, screen }).text}` : '';
  return pageOf(place) + withFile(search, { url: relative(file.url, base), path: file.path }) + hash;
}

/** The link to an entry, for others: without what is asked of this page only, as that it is embedded; with the name of a file that is here. */
export function linkTo({ file, view, screen }: Entry, place: Place): MadeLink | null {
  if (!file) return null;
  const local = 'url' in file ? null : file;
  const query = 'url' in file ? withFile('', { url: relative(file.url, place.base), path: file.path }) : '';
  const { text, left } = linkText({ file: local, view: view ?? { v: 1 }, screen });
  return { href: `${pageOf(place)}${query}#${text}`, file: local, left };
}

/** With its origin: a path that begins with two slashes would be read as another host. */
function pageOf({ pathname, base }: Place): string {
  return new URL(base).origin + pathname;
}

/** How the address comes from one entry to another: a file, a place of the cells, and a colour are each gone back to. */
export function stepTo(from: Entry, to: Entry): 'none' | 'replace' | 'push' {
  if (!isSame(from.file, to.file)) return 'push';
  const [before, after] = [from.view, to.view];
  if (before && after && !(isSame(before.place, after.place) && isSame(before.color ?? null, after.color ?? null))) return 'push';
  return isSame(before, after) && isSame(from.screen, to.screen) ? 'none' : 'replace';
}

/** What is no URL stays as it is: opening it says so. */
function absolute(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}

/** Beside the page, without what it has in common with it: such a link still works where the whole site moved to. */
function relative(url: string, base: string): string {
  const folder = new URL('.', base).href;
  return url.startsWith(folder) && url.length > folder.length ? url.slice(folder.length) : url;
}
