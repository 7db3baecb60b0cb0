/** The view of a link, as a file is opened with it: which one that is, and what is told of it once it is drawn. Page, no React. */
import type { OpenedShadow, Source } from '../../shadow/index.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Viewer } from '../viewer.ts';
import type { Link } from './link.ts';
import type { LocalFile } from './link-text.ts';
import { LINK_TAGS, linkNotice, notShown } from './not-shown.ts';

export interface LinkedView {
  readonly view: ViewState;
  /** The file that the link was made for, where this is another one. */
  readonly otherThan: LocalFile | null;
}

/**
 * The view that a file is opened with because of a link; null where there is none. What a link waited for has come with any file.
 * @param asked of a link that brings the file
 */
export function linkedView(link: Link, shadow: OpenedShadow, source: Source, asked: ViewState | null): LinkedView | null {
  const { wanted } = link.getState();
  link.setState({ wanted: null });
  if (asked) return { view: asked, otherThan: null };
  if (!wanted || typeof source === 'string') return null;
  const { name, bytes } = shadow.session.outline.file;
  const isSame = wanted.file.name === name && wanted.file.size === (bytes ?? 0);
  return { view: wanted.view, otherThan: isSame ? null : wanted.file };
}

/** Tells what of the view is not shown, over the file, in the place of what was told of another link. */
export function tellNotShown(viewer: Viewer, { view, otherThan }: LinkedView): void {
  const notice = linkNotice(notShown(viewer, view), otherThan);
  const before = viewer.file.getState().notice;
  if (notice || (before && LINK_TAGS.includes(before.tag))) viewer.file.setState({ notice });
}
