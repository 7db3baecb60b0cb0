/** The entry of a file that was opened, in the list of recent ones. Page, no React. */
import type { OpenedShadow, Source } from '../../shadow/index.ts';
import { cellsOf, urlOf } from '../file.ts';
import type { Recent } from './recent.ts';
import type { RecentFile } from './recent-list.ts';

/** @returns with the place and the view of the one it is, where it is known */
export function recentOf(shadow: OpenedShadow, source: Source, as: RecentFile | null, recent: Recent): RecentFile {
  const { kind, file } = shadow.session.outline;
  const url = urlOf(source);
  const identity = {
    name: file.name,
    size: file.bytes,
    modified: source instanceof File ? source.lastModified : null,
    url: url === null ? null : new URL(url, document.baseURI).href,
  };
  const known = as ?? recent.find(identity);
  return {
    id: known?.id ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    ...identity,
    seen: Date.now(),
    kind,
    shape: cellsOf(shadow)?.shape ?? null,
    view: known?.view ?? null,
  };
}
