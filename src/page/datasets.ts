/** Looks for the list of datasets beside the page (`index.json`): with one, the start page is a small portal. Page, no React. */
import { type DatasetIndex, readDatasetIndex } from '../state/datasets/dataset-index.ts';
import type { Viewer } from '../state/viewer.ts';

/** The list is asked for before the scripts are (index.html), so it is mostly here. Milliseconds that the start page waits for it. */
const PATIENCE = 1000;

export function startDatasets({ datasets }: Viewer): void {
  const url = new URL('index.json', document.baseURI).href;
  datasets.setState({ isAwaited: true });
  const late = setTimeout(() => datasets.setState({ isAwaited: false }), PATIENCE);
  void fetchIndex(url).then((index) => {
    clearTimeout(late);
    datasets.setState({ index, isAwaited: false });
  });
}

/** Null where there is none, which is how most hosts are; an empty one is as none. */
async function fetchIndex(url: string): Promise<DatasetIndex | null> {
  let text: string;
  try {
    const response = await fetch(url);
    text = await response.text();
    // Some hosts answer with their page where nothing is.
    if (!response.ok || text.trimStart().startsWith('<')) return null;
  } catch {
    return null;
  }
  const index = readDatasetIndex(parsed(text), url);
  return index.datasets.length > 0 || index.problems.length > 0 ? index : null;
}

/** What is no JSON is undefined, which no JSON is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
