/**
 * The address of Umbra's page follows what is shown, and going back or forward in the browser's history brings back what was. Page, no React.
 * Whoever changes the viewer knows nothing of it: it is watched. A newer turn in the history supersedes an older one.
 */
import { askBeforeLoss } from '../state/additions/loss.ts';
import { linkedViewOf, screenOf } from '../state/link/linked.ts';
import { tellNotShown } from '../state/link/linked-view.ts';
import { isSame, showView } from '../state/view/view.ts';
import type { Viewer } from '../state/viewer.ts';
import { addressOf, type Entry, type EntryFile, entryAt, linkTo, NOTHING, type Place, stepTo } from './entry.ts';
import { watch } from './watch.ts';

/** What the browser keeps of each entry of its history. The rest is here, as long as the page is: of a local file nothing is kept. */
interface Mark {
  readonly page: string;
  /** How many entries of the page are before it. */
  readonly at: number;
}

/** @param isFramed the history is also that of the page around, and the address is not seen: neither is changed */
export function followAddress(viewer: Viewer, isFramed: boolean): void {
  const page = crypto.getRandomValues(new Uint32Array(2)).join('-');
  /** By their place, since this page was loaded. */
  const entries = new Map<number, Entry>();
  /** Where the browser is. */
  let at = markOf(history.state)?.at ?? 0;
  /** What is shown, as far as the address says it, and where that is. */
  let shown = NOTHING;
  let shownAt = at;
  /** Whether what is shown was brought by the history, and has not been compared with it since. */
  let hasArrived = false;
  let turn: AbortController | null = null;
  let turned: Promise<unknown> = Promise.resolve();

  const write = (): void => {
    const now = turn ? null : entryNow(viewer, shown);
    if (!now) return;
    const step = stepTo(shown, now);
    // What of an entry did not come to be shown is no step of the user's.
    const isNew = step === 'push' && !(hasArrived && isSame(now.file, shown.file));
    if (now.view) hasArrived = false;
    // In a frame nobody sees it; and what the user opened there would be the page's around it, once that is loaded anew.
    if (step === 'none' || isFramed) return;
    const next = isNew ? at + 1 : at;
    try {
      history[isNew ? 'pushState' : 'replaceState']({ page, at: next } satisfies Mark, '', addressOf(now, placeNow()));
    } catch {
      // Browsers take only so many in a while: the next one has it all.
      return;
    }
    entries.set(next, now);
    [at, shown, shownAt] = [next, now, next];
  };

  /** Shows an entry that the browser is at; where that is refused or fails, the browser goes back to what is shown. */
  const goTo = (entry: Entry): Promise<void> => {
    turn?.abort();
    const mine = new AbortController();
    const { signal } = mine;
    turn = mine;
    const done = turned.then(async () => {
      const before = viewer.file.getState().shadow;
      const isShown = !signal.aborted && (await showEntry(viewer, entry, signal).catch(() => false));
      if (signal.aborted) return;
      turn = null;
      const { shadow, opening } = viewer.file.getState();
      if (isShown) {
        const isOpen = shadow !== null;
        // A URL may have led to another one.
        shown = isOpen ? { ...entry, file: openFile(viewer) } : entry;
        [shownAt, hasArrived] = [at, isOpen];
        entries.set(at, shown);
        write();
      } else if (opening !== null || shadow !== before) {
        // Something else was opened or closed meanwhile: it comes after the entry that the browser is at.
        shownAt = at;
        write();
      } else if (at !== shownAt) history.go(shownAt - at);
    });
    turned = done;
    return done;
  };

  /** One that the address alone tells of: a link, or what was typed into it. */
  const followLink = async (): Promise<void> => {
    history.replaceState({ page, at } satisfies Mark, '');
    const { isLater, ...entry } = entryAt(placeNow());
    viewer.panels.lend(entry.screen);
    await goTo(entry);
    if (isLater) tellLater(viewer);
  };

  window.addEventListener('popstate', ({ state }) => {
    const mark = markOf(state);
    // What was typed comes after where the browser was.
    at = mark?.at ?? at + 1;
    const known = mark?.page === page ? entries.get(at) : undefined;
    void (known ? goTo(known) : followLink());
  });
  watch(viewer, write);
  viewer.link.setState({
    make() {
      const shownNow: Entry = { ...NOTHING, file: openFile(viewer), view: linkedViewOf(viewer), screen: screenOf(viewer) };
      return linkTo(shownNow, placeNow());
    },
  });
  void followLink();
}

/** Null where there is nothing to say yet: what was asked for is on its way. @param before whose first picture is waited for */
function entryNow(viewer: Viewer, before: Entry): Entry | null {
  const { opening, source } = viewer.file.getState();
  const { pending } = viewer.plot.getState();
  const file = openFile(viewer);
  if (opening !== null) return null;
  if (!file) return { ...NOTHING, ...viewer.link.getState().wanted, screen: before.screen };
  const view = pending.place || pending.color ? null : linkedViewOf(viewer);
  return view || !isSame(before.file, file) ? { file, source, view, screen: screenOf(viewer) } : null;
}

function openFile(viewer: Viewer): EntryFile | null {
  const { shadow, url, path } = viewer.file.getState();
  if (!shadow) return null;
  const { name, bytes } = shadow.session.outline.file;
  // Nobody says how large a folder is.
  return url === null ? { name, size: bytes ?? 0 } : { url: new URL(url, document.baseURI).href, path };
}

/** Answers whether it is shown; it is not where the user, or a newer turn, said no, or where its file cannot be opened. */
async function showEntry(viewer: Viewer, entry: Entry, signal: AbortSignal): Promise<boolean> {
  const { file, source, view } = entry;
  const open = openFile(viewer);
  if (viewer.file.getState().opening === null && isSame(open, file)) {
    if (!view) return true;
    const givenUp = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await Promise.race([showView(viewer, view), givenUp]);
    if (!signal.aborted) tellNotShown(viewer, { view, otherThan: null });
    return true;
  }
  if (!(await mayLeave(viewer, signal))) return false;
  const wanted = source ?? (file && 'url' in file ? file.url : null);
  if (file && wanted !== null) {
    const path = 'url' in file ? file.path : '';
    // What a frame shows as its author meant it is not what its reader opened. A source is kept of what the user opened on this page.
    const remembering = viewer.panels.getState().parts === null ? {} : undefined;
    return viewer.open(wanted, remembering, { path, view, isUsers: source !== null, signal }).then(
      () => true,
      () => false,
    );
  }
  if (viewer.file.getState().shadow) await viewer.close();
  viewer.link.setState({ wanted: file && !('url' in file) ? { file, view: view ?? { v: 1 } } : null });
  return true;
}

function mayLeave(viewer: Viewer, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = askBeforeLoss(
      viewer,
      () => resolve(true),
      () => resolve(false),
    );
    signal.addEventListener('abort', () => asked && viewer.question.close(asked));
  });
}

function tellLater({ file }: Viewer): void {
  const message = 'The link was made by a later version of Umbra: how it wants the file to be looked at is not understood.';
  const record = { tag: 'unsupported', message, hint: 'Reload the page: it may be an old one that the browser has kept.' } as const;
  file.setState(({ shadow }) => (shadow ? { notice: record } : { error: { name: '', record, isUsers: false } }));
}

function markOf(state: unknown): Mark | null {
  const { page, at } = (state ?? {}) as Partial<Record<keyof Mark, unknown>>;
  return typeof page === 'string' && Number.isInteger(at) ? { page, at: at as number } : null;
}

function placeNow(): Place {
  const { pathname, search, hash } = location;
  return { pathname, search, hash, base: document.baseURI };
}
