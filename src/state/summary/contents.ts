/** What is in the matrices of the open file: looked at by a few rows each, after the first picture stands. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type AnnDataShadow, ElemShadow, type ErrorRecord, isAbort, MuDataShadow, toErrorRecord } from '../../shadow/index.ts';
import type { Activity } from '../activity.ts';
import { Latest } from '../latest.ts';
import { type MatrixContent, matrixContent } from './matrix-content.ts';

export interface MatrixReport {
  /** As Python says it: `X`, `rna.X`. */
  readonly label: string;
  readonly path: string;
  readonly content: MatrixContent;
  /** What X has not, and others have: “counts in a layer”, “log-normalised in raw”. */
  readonly elsewhere: readonly string[];
}

export interface ContentsState {
  /** One for each X that could be read, in the order of their size. */
  readonly reports: readonly MatrixReport[];
  /** Matrices that could not be looked at. */
  readonly problems: readonly { readonly label: string; readonly error: ErrorRecord }[];
}

export interface Contents extends StoreApi<ContentsState> {
  /** Looks at each X, and at the layers where counts may be; resolves when all was said. */
  start(data: AnnDataShadow | MuDataShadow): Promise<void>;
  clear(): void;
}

const EMPTY: ContentsState = { reports: [], problems: [] };

/** Layers that are looked at for counts: those called so first. */
const MOST_LAYERS = 3;

export function createContents(activity: Activity): Contents {
  const store = createStore<ContentsState>(() => EMPTY);
  const latest = new Latest();

  const contentOf = async (matrix: ElemShadow, signal: AbortSignal): Promise<MatrixContent> =>
    matrixContent(await activity.run(`Looking at ${matrix.path}`, signal, (options) => matrix.sample(options)));

  /** Null for what cannot be read: it says so itself where it is shown. */
  const tryContentOf = async (matrix: ElemShadow, signal: AbortSignal): Promise<MatrixContent | null> => {
    try {
      return await contentOf(matrix, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      return null;
    }
  };

  const elsewhereOf = async ({ layers, raw }: AnnDataShadow, X: MatrixContent, signal: AbortSignal): Promise<string[]> => {
    if (X.isCounts) return [];
    const elsewhere: string[] = [];
    const candidates = [...layers.values()].filter((layer): layer is ElemShadow => layer instanceof ElemShadow && layer.node !== null);
    candidates.sort((a, b) => Number(isCalledCounts(b.name)) - Number(isCalledCounts(a.name)));
    for (const layer of candidates.slice(0, MOST_LAYERS)) {
      if (!(await tryContentOf(layer, signal))?.isCounts) continue;
      elsewhere.push('counts in a layer');
      break;
    }
    const inRaw = raw?.X.node ? await tryContentOf(raw.X, signal) : null;
    if (inRaw && inRaw.what !== X.what && !(inRaw.isCounts && elsewhere.length > 0)) elsewhere.push(`${inRaw.what} in raw`);
    return elsewhere;
  };

  return {
    ...store,

    async start(data) {
      store.setState(EMPTY);
      const isMuData = data instanceof MuDataShadow;
      const objects = isMuData ? [...data.mod].sort(([, a], [, b]) => b.nVars - a.nVars) : [['', data] as const];
      await latest.run(async (signal) => {
        for (const [name, object] of objects) {
          if (!object.X || object.nObs === 0 || object.nVars === 0) continue;
          const label = isMuData ? `${name}.X` : 'X';
          try {
            const content = await contentOf(object.X, signal);
            const elsewhere = await elsewhereOf(object, content, signal);
            if (signal.aborted) return;
            store.setState(({ reports }) => ({ reports: [...reports, { label, path: object.X?.path ?? '', content, elsewhere }] }));
          } catch (error) {
            if (signal.aborted || isAbort(error)) return;
            store.setState(({ problems }) => ({ problems: [...problems, { label, error: toErrorRecord(error) }] }));
          }
        }
      });
    },

    clear() {
      latest.cancel();
      store.setState(EMPTY);
    },
  };
}

function isCalledCounts(name: string): boolean {
  return /count|raw|umi/i.test(name);
}
