/**
 * The search box: which names it holds, what it lists for a query, what was used before. Page, no React.
 * Names are read when it is opened for the first time, not before; what it holds stays when the cache is cleared.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NameIndex } from '../../compute/search.ts';
import {
  type AnnDataShadow,
  type ErrorRecord,
  isAbort,
  MuDataShadow,
  toErrorRecord,
  type VarRef,
  type VectorRef,
} from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import type { Activity } from '../activity.ts';
import { isPartial } from '../plot/coloring.ts';
import { refLabel } from '../plot/columns.ts';
import { type GeneSource, sourceOptions } from '../plot/gene-source.ts';
import type { Plot } from '../plot/plot.ts';
import { variableNoun } from '../summary/nouns.ts';
import { readGeneNames } from './gene-names.ts';
import { type SearchGroup, searchResults, suggestions } from './search-results.ts';

/** Names of the genes of one modality, and how far they are. */
export interface GeneNames {
  /** Undefined for an object without modalities. */
  readonly mod: string | undefined;
  readonly owner: AnnDataShadow;
  /** What reading them is called, as “Reading the names of 32 proteins”. */
  readonly label: string;
  readonly status: 'unread' | 'reading' | 'ready' | 'failed';
  readonly index: NameIndex | null;
  readonly error: ErrorRecord | null;
}

export interface SearchState {
  readonly isOpen: boolean;
  readonly query: string;
  readonly genes: readonly GeneNames[];
  readonly groups: readonly SearchGroup[];
}

export interface Search extends StoreApi<SearchState> {
  start(data: AnnDataShadow | MuDataShadow): void;
  /** Opens the box, with a query where one was begun elsewhere; reads the names it lacks. */
  open(query?: string): void;
  close(): void;
  setQuery(query: string): void;
  /** Gives up reading names; what is here stays. They are read when the box is opened again. */
  cancel(): void;
  /** Colours the cells. */
  choose(ref: VectorRef): void;
  /** Colours the cells by the same gene out of another matrix, which is kept for the next genes of its modality. */
  switchSource(ref: VarRef, source: GeneSource): void;
  clear(): void;
}

const EMPTY: SearchState = { isOpen: false, query: '', genes: [], groups: [] };
/** So many colours of before are offered. */
const MOST_RECENT = 6;

export function createSearch(activity: Activity, plot: Plot): Search {
  const store = createStore<SearchState>(() => EMPTY);
  const sources = new Map<string | undefined, GeneSource>();
  /** The newest first. */
  let recent: VectorRef[] = [];
  let reading = new AbortController();

  plot.subscribe(({ coloring }, before) => {
    if (!coloring || coloring === before.coloring || isPartial(coloring)) return;
    const { ref } = coloring;
    recent = [ref, ...recent.filter((other) => refLabel(other) !== refLabel(ref))].slice(0, MOST_RECENT + 1);
  });

  const list = (query: string): readonly SearchGroup[] => {
    const { columns, coloring } = plot.getState();
    const wanted = query.trim();
    if (wanted === '')
      return suggestions(
        recent.filter((ref) => !coloring || refLabel(ref) !== refLabel(coloring.ref)),
        columns,
      );
    const genes = store.getState().genes.flatMap(({ mod, owner, index }) => (index ? { mod, owner, index, source: sources.get(mod) } : []));
    return searchResults(wanted, columns, genes);
  };

  const read = async (wanted: GeneNames, { signal }: AbortController): Promise<void> => {
    const { owner, label } = wanted;
    const set = (change: Partial<GeneNames>): void => {
      store.setState(({ genes }) => ({ genes: genes.map((other) => (other.owner === owner ? { ...other, ...change } : other)) }));
      store.setState(({ isOpen, query, groups }) => ({ groups: isOpen ? list(query) : groups }));
    };
    // Nothing is idle before what was read is listed.
    const release = activity.hold();
    set({ status: 'reading', error: null });
    try {
      const index = await activity.run(label, signal, (options) => readGeneNames(owner, options));
      if (!signal.aborted) set({ status: 'ready', index });
    } catch (error) {
      // Given up here, it is said already; or it was where all progress is shown.
      if (!signal.aborted) set(isAbort(error) ? { status: 'unread' } : { status: 'failed', error: toErrorRecord(error) });
    } finally {
      release();
    }
  };

  const search: Search = {
    ...store,

    start(data) {
      search.clear();
      const owners: (readonly [string | undefined, AnnDataShadow])[] = data instanceof MuDataShadow ? [...data.mod] : [[undefined, data]];
      const genes = owners
        .filter(([, owner]) => sourceOptions(owner).length > 0)
        .map(([mod, owner]) => {
          const label = `Reading the names of ${plural(owner.nVars, variableNoun(mod))}`;
          return { mod, owner, label, status: 'unread', index: null, error: null } as const;
        });
      store.setState({ genes });
    },

    open(query = store.getState().query) {
      store.setState({ isOpen: true, query, groups: list(query) });
      for (const genes of store.getState().genes) if (genes.status === 'unread' || genes.status === 'failed') void read(genes, reading);
    },

    close: () => store.setState({ isOpen: false, query: '' }),

    setQuery: (query) => store.setState({ query, groups: list(query) }),

    cancel() {
      reading.abort();
      reading = new AbortController();
      store.setState(({ genes }) => ({
        genes: genes.map((names) => (names.status === 'reading' ? { ...names, status: 'unread' } : names)),
      }));
    },

    // What goes wrong is said where the cells are.
    choose: (ref) => void plot.colorBy(ref).catch(() => {}),

    switchSource({ layer, raw, ...gene }, source) {
      sources.set(gene.mod, source);
      search.choose({ ...gene, ...source });
    },

    clear() {
      search.cancel();
      sources.clear();
      recent = [];
      store.setState(EMPTY);
    },
  };
  return search;
}
