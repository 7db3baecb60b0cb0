/**
 * Opens and closes files: one takes the place of another as a whole, and of several that are asked for the last one stays. Page, no React.
 */
import { readAddress } from '../hosts/read-address.ts';
import { isFolder, nameOfUrl, type OpenedShadow, ShadowError, type Source, toErrorRecord } from '../shadow/index.ts';
import { NO_FILE } from './file.ts';
import { Latest } from './latest.ts';
import { linkedView } from './link/linked-view.ts';
import { openSource } from './open-source.ts';
import type { RecentFile } from './recent/recent-list.ts';
import { recentOf } from './recent/recent-of.ts';
import { rememberView } from './recent/remember.ts';
import { NO_SELECTION } from './selection.ts';
import { startFile } from './start-file.ts';
import type { ViewState } from './view/view-state.ts';
import type { Viewer } from './viewer.ts';

/** How a file is remembered that the user opens. What a page opens by itself is not. */
export interface Remembering {
  /** The recent file that it is meant to be: its view is taken, and its place in the list. */
  readonly as?: RecentFile | undefined;
  /** What the browser opens it with the next time; null where it has none. */
  readonly handle?: Promise<FileSystemFileHandle | FileSystemDirectoryHandle | null>;
}

/** Which part of a file is opened, and how it is looked at first. */
export interface Beginning {
  /** As `mod/rna`; '' = all of it. A part is not remembered. */
  readonly path?: string;
  /** Of a link: it goes before the view that is remembered, and what of it the file lacks is told. */
  readonly view?: ViewState | null;
  /** Of the page around the viewer, once it is known what is in the file; it goes before all others, and what it lacks is told where it is. */
  readonly first?: (shadow: OpenedShadow) => ViewState | null;
  /** Whether the user gave the file here, rather than the page, a link or a message; where it is not said, what is remembered is the user's. */
  readonly isUsers?: boolean;
  /** Gives it up. */
  readonly signal?: AbortSignal | null;
}

export type Files = Pick<Viewer, 'open' | 'close'>;

export function createFiles(viewer: Viewer): Files {
  const { file, plot, tables, search, selection, history, contents, question, recent, link, geneIndexes } = viewer;
  const opening = new Latest();
  /** How many were asked for so far: the last of them is said to be opening until it is, or cannot be. */
  let count = 0;
  /** Aborted when the viewer is closed: what was opened before that, and does not stand yet, is not shown. */
  let closing = new AbortController();
  /** Files take the place of one another one by one, each as a whole: giving one up takes a while. */
  let handedOver: Promise<unknown> = Promise.resolve();
  let remembered: { stop(): void } | null = null;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = handedOver.then(work);
    handedOver = done.catch(() => {});
    return done;
  };

  /** Gives up the file that is open. Its indexes go first: a closed one forgets nothing. */
  const giveUp = async (): Promise<void> => {
    remembered?.stop();
    remembered = null;
    await geneIndexes.stop();
    await file.getState().shadow?.close();
  };

  const remember = (known: RecentFile, { handle }: Remembering): void => {
    if (!recent.isOn()) return;
    recent.put(known);
    remembered = rememberView(viewer, known);
    void handle?.then((found) => found && recent.keep({ id: known.id, handle: found }));
  };

  return {
    async open(
      given,
      remembering,
      { path = '', view: asked = null, first, isUsers = remembering !== undefined, signal: givingUp = null } = {},
    ) {
      const meant = typeof given === 'string' ? readAddress(given, document.baseURI) : null;
      const source = meant && !meant.problem ? meant.url : given;
      const name = nameOf(source);
      const mine = ++count;
      const { signal } = closing;
      file.setState({ opening: name, error: null });
      try {
        const found = await opening.run(async (superseded) => {
          if (meant?.problem) throw new ShadowError(meant.problem);
          const outer = givingUp ? AbortSignal.any([superseded, givingUp]) : superseded;
          return openSource({ source, path, name }, viewer, outer);
        });
        if (!found) throw cancelled();
        const { shadow, isWhole } = found;
        await inTurn(async () => {
          if (givingUp?.aborted) {
            await shadow.close();
            throw cancelled();
          }
          await giveUp();
          if (signal.aborted) {
            await shadow.close();
            throw cancelled();
          }
          const known = path === '' ? remembering && recentOf(shadow, source, remembering.as ?? null, recent) : undefined;
          const linked = linkedView(link, shadow, source, asked);
          const wanted = first?.(shadow) ?? null;
          // How far the tree is open is no part of a link.
          const view = wanted ?? (linked ? { ...known?.view, ...linked.view } : (known?.view ?? null));
          const isRemembered = known !== undefined && recent.isOn();
          startFile(viewer, shadow, {
            isNewest: mine === count,
            source,
            path,
            isWhole,
            view,
            linked,
            isTold: wanted !== null,
            isUsers,
            isRemembered,
          });
          if (known && remembering) remember(known, remembering);
        });
        return shadow;
      } catch (error) {
        const record = toErrorRecord(error);
        file.setState({
          ...(mine === count && { opening: null }),
          ...(record.tag !== 'aborted' && { error: { name, record, isUsers } }),
        });
        throw error instanceof ShadowError ? error : new ShadowError(record);
      }
    },

    async close() {
      opening.cancel();
      closing.abort();
      closing = new AbortController();
      remembered?.stop();
      remembered = null;
      recent.closed();
      const { shadow } = file.getState();
      const forgotten = geneIndexes.stop();
      plot.clear();
      tables.clear();
      search.clear();
      selection.setState(NO_SELECTION);
      history.clear();
      contents.clear();
      question.close();
      file.setState(({ opened }) => ({ ...NO_FILE, opened }));
      await inTurn(async () => {
        await forgotten;
        await shadow?.close();
      });
    },
  };
}

function cancelled(): ShadowError {
  return new ShadowError({ tag: 'aborted', message: 'Opening was cancelled, or another file was opened.' });
}

function nameOf(source: Source): string {
  if (typeof source === 'string') return nameOfUrl(source);
  return source instanceof File || isFolder(source) ? source.name : 'file';
}
