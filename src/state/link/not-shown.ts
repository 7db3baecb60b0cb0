/** What of the view in a link did not come to be shown, to be said calmly: the file lacks it, or it is another file. Page, no React. */
import type { ErrorRecord, ErrorTag } from '../../shadow/index.ts';
import { formatBytes } from '../../ui/format.ts';
import { find, frameAt } from '../find.ts';
import { isSameRef, refLabel } from '../plot/columns.ts';
import { placeLabel } from '../plot/place.ts';
import { isSame, plotView } from '../view/view.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Viewer } from '../viewer.ts';
import type { LocalFile } from './link-text.ts';

/** So many names are said. */
const MOST = 5;

/** Of what is told of links. */
export const LINK_TAGS: readonly ErrorTag[] = ['not-found', 'mismatch'];

/** Each in a few words; none if all is shown. @param view what was asked for, once its picture is complete */
export function notShown({ file, plot }: Viewer, view: ViewState): string[] {
  const { shadow, data } = file.getState();
  if (!shadow) return [];
  const parts: string[] = [];
  if (data) {
    const { coloring } = plot.getState();
    const shown = plotView(plot.getState());
    if (view.place && !isSame(view.place, shown.place)) parts.push(`the cells by ${placeLabel(view.place)}`);
    if (view.color && !(shown.color && isSameRef(view.color, shown.color))) parts.push(`the colours by ${refLabel(view.color)}`);
    else if (coloring?.kind === 'categories') {
      const known = new Set<string | null>(coloring.categories);
      const unknown = (view.only ?? view.hidden ?? []).filter((name) => name !== null && !known.has(name));
      if (unknown.length > 0)
        parts.push(`${unknown.length === 1 ? 'the category' : 'the categories'} ${unknown.slice(0, MOST).join(', ')}`);
    }
  }
  for (const { path, sort, filters } of view.tables ?? []) {
    const columns = frameAt(shadow, path)?.children();
    const names = [...(sort ? [sort.column] : []), ...filters.map(([column]) => column)];
    for (const name of new Set(names)) if (!columns?.has(name)) parts.push(`the column ${name} of ${path}`);
  }
  for (const path of new Set([view.table, view.element])) if (path && path !== 'obs' && !find(shadow, path)) parts.push(path);
  return parts;
}

/** What there is to say of a link; null if nothing. @param asked the file that it was made for, where another one was given */
export function linkNotice(parts: readonly string[], asked: LocalFile | null): ErrorRecord | null {
  if (parts.length === 0 && !asked) return null;
  const more = parts.length > MOST ? `, and ${parts.length - MOST} more` : '';
  const list = `${parts.slice(0, MOST).join('; ')}${more}`;
  if (!asked) {
    return {
      tag: 'not-found',
      message: `Not in this file, or not readable: ${list}.`,
      hint: 'The link asks for it. All else is shown as in the link.',
    };
  }
  return {
    tag: 'mismatch',
    message: `The link was made for another file: ${asked.name}${asked.size > 0 ? `, ${formatBytes(asked.size)}` : ''}.`,
    hint: parts.length === 0 ? 'This one is shown in the same way.' : `This one is shown in the same way, without ${list}.`,
  };
}
