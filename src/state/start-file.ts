/** What a viewer does with a file once its outline is there: the tree stands at once, the plot follows, the rest comes after the picture. Page, no React. */
import type { OpenedShadow, Source } from '../shadow/index.ts';
import { followAdditions } from './additions/follow.ts';
import { cellsOf, urlOf } from './file.ts';
import type { Beginning } from './files.ts';
import { find } from './find.ts';
import { type LinkedView, tellNotShown } from './link/linked-view.ts';
import { createCellNames } from './names.ts';
import { withNextFrame } from './next-frame.ts';
import { outdated, severalTables } from './notices.ts';
import { pinShown } from './plot/shown.ts';
import { NO_SELECTION, openAtFirst } from './selection.ts';
import { showTables } from './view/view.ts';
import type { Viewer } from './viewer.ts';

/** What a file starts with, beside itself. */
export interface Start extends Required<Omit<Beginning, 'signal' | 'first'>> {
  /** Whether no other one is on its way. */
  readonly isNewest: boolean;
  readonly source: Source;
  readonly isWhole: boolean;
  readonly linked: LinkedView | null;
  /** Whether the plot says itself what of the view is not there. */
  readonly isTold: boolean;
  readonly isRemembered: boolean;
}

export function startFile(viewer: Viewer, shadow: OpenedShadow, { isNewest, view, linked, isTold, isRemembered, ...whence }: Start): void {
  const { file, plot, tables, search, selection, history, contents, question, geneIndexes, budget, activity } = viewer;
  const changed = (): void => file.setState(({ revision }) => ({ revision: revision + 1 }));
  const data = cellsOf(shadow);
  const url = urlOf(whence.source);
  shadow.session.setBudget(budget.getState().bytes);
  const onChange = withNextFrame(() => {
    if (file.getState().shadow === shadow) changed();
  });
  shadow.addEventListener('change', onChange);
  followAdditions(viewer, shadow);
  shadow.addEventListener('change', ({ change }) => {
    if (change === 'outdated' && file.getState().shadow === shadow)
      file.setState({ notice: outdated(shadow.session.outline.file.name, url) });
  });
  selection.setState({
    ...NO_SELECTION,
    expanded: view?.tree ?? openAtFirst(shadow),
    ...(view?.element && find(shadow, view.element) ? { element: view.element } : {}),
  });
  history.clear();
  contents.clear();
  question.close();
  tables.start(shadow);
  if (view?.table !== undefined && find(shadow, view.table)) tables.show(view.table);
  if (!data) plot.clear();
  geneIndexes.start(shadow, { isRemembered, isRemote: url !== null });
  if (data) pinShown(viewer, data);
  const drawing = data && plot.start(data, view, isTold);
  if (data) search.start(data);
  else search.clear();
  // Tells the page: whoever listens can colour the cells at once.
  file.setState(({ opened, opening: wanted }) => {
    const begun = {
      opened: opened + 1,
      opening: isNewest ? null : wanted,
      names: null,
      error: null,
      notice: severalTables(shadow),
      revision: 0,
    };
    return { shadow, data, url, ...whence, ...begun };
  });
  // After the first picture, not before it.
  void Promise.resolve(drawing).then(() => {
    if (file.getState().shadow !== shadow) return;
    if (data) {
      file.setState({ names: createCellNames(data, activity, changed) });
      void contents.start(data);
    }
    if (linked) tellNotShown(viewer, linked);
    if (view?.tables?.length) void viewer.quietly('tables', () => showTables(viewer, view.tables ?? []));
  });
}
