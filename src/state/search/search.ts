/**
 * The search box: which names it holds, what it lists for a query, what was used before. Page, no React.
 * Names are read when it is opened for the first time, not before; what it holds stays when the cache is cleared.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type AnnDataShadow,
  type ErrorRecord,
  isAbort,
  MuDataShadow,
  type SetRef,
  toErrorRecord,
  type VarRef,
  type VectorRef,
} from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import type { Activity } from '../activity.ts';
import { isPartial } from '../plot/coloring.ts';
import { isSameRef } from '../plot/columns.ts';
import { type GeneSource, sourceOptions } from '../plot/gene-source.ts';
import type { Plot } from '../plot/plot.ts';
import { variableNoun } from '../summary/nouns.ts';
import { type Components, componentsIn } from './component-results.ts';
import { type GeneIndex, readGeneNames } from './gene-names.ts';
import { type Found, searchResults, suggestions } from './search-results.ts';

/** Names of the genes of one modality, and how far they are. */
export interface GeneNames {
  /** Undefined for an object without modalities. */
  readonly mod: string | undefined;
  readonly owner: AnnDataShadow;
  /** What reading them is called, as “Reading the names of 32 proteins”. */
  readonly label: string;
  readonly status: 'unread' | 'reading' | 'ready' | 'failed';
  readonly index: GeneIndex | null;
  readonly error: ErrorRecord | null;
}

export interface SearchState extends Found {
  readonly isOpen: boolean;
  readonly query: string;
  readonly genes: readonly GeneNames[];
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
  /** Colours the cells by the same gene, or genes, out of another matrix, which is kept for the next genes of its modality. */
  switchSource(ref: VarRef | SetRef, source: GeneSource): void;
  clear(): void;
}

const EMPTY: SearchState = { isOpen: false, query: '', genes: [], groups: [], note: null };
/** So many colours of before are offered. */
const MOST_RECENT = 6;

export function createSearch(activity: Activity, plot: Plot): Search {
  const store = createStore<SearchState>(() => EMPTY);
  const sources = new Map<string | undefined, GeneSource>();
  /** The newest first. */
  let recent: VectorRef[] = [];
  let reading = new AbortController();
  let data: AnnDataShadow | MuDataShadow | null = null;
  /** What is in obsm, made ready; null where it was not asked for since something was added or taken away. */
  let components: readonly Components[] | null = null;

  plot.subscribe(({ coloring }, before) => {
    if (!coloring || coloring === before.coloring || isPartial(coloring)) return;
    const { ref } = coloring;
    recent = [ref, ...recent.filter((other) => !isSameRef(other, ref))].slice(0, MOST_RECENT + 1);
  });

  const list = (query: string): Found => {
    const { columns, coloring } = plot.getState();
    const wanted = query.trim();
    if (wanted === '') {
      const used = recent.filter((ref) => !coloring || !isSameRef(ref, coloring.ref));
      return { groups: suggestions(used, columns), note: null };
    }
    const genes = store.getState().genes.flatMap(({ mod, owner, index }) => (index ? { mod, owner, index, source: sources.get(mod) } : []));
    components ??= data ? componentsIn(data) : [];
    return searchResults(wanted, columns, components, genes);
  };

  const read = async (wanted: GeneNames, { signal }: AbortController): Promise<void> => {
    const { owner, label } = wanted;
    const set = (change: Partial<GeneNames>): void => {
      store.setState(({ genes }) => ({ genes: genes.map((other) => (other.owner === owner ? { ...other, ...change } : other)) }));
      store.setState(({ isOpen, query }) => (isOpen ? list(query) : {}));
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

    start(next) {
      search.clear();
      data = next;
      next.addEventListener('change', ({ change }) => {
        if (data === next && (change === 'added' || change === 'removed')) components = null;
      });
      const owners: (readonly [string | undefined, AnnDataShadow])[] = next instanceof MuDataShadow ? [...next.mod] : [[undefined, next]];
      const genes = owners
        .filter(([, owner]) => sourceOptions(owner).length > 0)
        .map(([mod, owner]) => {
          const label = `Reading the names of ${plural(owner.nVars, variableNoun(mod))}`;
          return { mod, owner, label, status: 'unread', index: null, error: null } as const;
        });
      store.setState({ genes });
    },

    open(query = store.getState().query) {
      store.setState({ isOpen: true, query, ...list(query) });
      for (const genes of store.getState().genes) if (genes.status === 'unread' || genes.status === 'failed') void read(genes, reading);
    },

    close: () => store.setState({ isOpen: false, query: '' }),

    setQuery: (query) => store.setState({ query, ...list(query) }),

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
      data = null;
      components = null;
      store.setState(EMPTY);
    },
  };
  return search;
}
