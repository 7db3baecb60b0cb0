/**
 * The list of datasets that a host lays beside the page (`index.json`, docs/hosting.md), as far as it is understood. Pure.
 * Everything in it is untrusted: text is only shown, and addresses are of the web.
 */
import { nameOfUrl } from '../../shadow/index.ts';

export interface Dataset {
  /** Which entry it is, from 0: several may be of one file, seen in different ways. */
  readonly at: number;
  /** Absolute. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly cells: number | null;
  readonly genes: number | null;
  /** Bytes. */
  readonly size: number | null;
  readonly tags: readonly string[];
  /** Absolute; null = none. */
  readonly picture: string | null;
  /** How it is looked at first, as the part of a link after its `#`; '' = as Umbra chooses. */
  readonly view: string;
}

export interface DatasetIndex {
  /** '' = none is given. */
  readonly title: string;
  readonly description: string;
  readonly datasets: readonly Dataset[];
  /** What could not be taken of it, a sentence each; of a broken entry the others are there. */
  readonly problems: readonly string[];
}

/** More would be a search engine's work. */
const MOST = 5000;

/** @param base the address of the list: those in it are relative to it */
export function readDatasetIndex(json: unknown, base: string): DatasetIndex {
  if (!isRecord(json)) return { ...EMPTY, problems: ['It is not a JSON object.'] };
  const problems: string[] = [];
  const { datasets } = json;
  if (!Array.isArray(datasets)) problems.push('It has no list “datasets”.');
  const given: readonly unknown[] = Array.isArray(datasets) ? datasets : [];
  if (given.length > MOST) problems.push(`It has ${given.length} entries: the first ${MOST} are shown.`);
  return {
    title: textOf(json, 'title', () => problems.push('Its “title” is not a text.')),
    description: textOf(json, 'description', () => problems.push('Its “description” is not a text.')),
    datasets: given.slice(0, MOST).flatMap((entry, i) => readDataset(entry, base, i, problems) ?? []),
    problems,
  };
}

const EMPTY: DatasetIndex = { title: '', description: '', datasets: [], problems: [] };

function readDataset(entry: unknown, base: string, at: number, problems: string[]): Dataset | null {
  if (!isRecord(entry)) {
    problems.push(`Entry ${at + 1} is not an object, and is left out.`);
    return null;
  }
  const named = typeof entry['title'] === 'string' ? `Entry ${at + 1} (${entry['title'].slice(0, 80)})` : `Entry ${at + 1}`;
  const url = webAddress(entry['url'], base);
  if (url === null) {
    problems.push(`${named} has no “url” of a file on the web, and is left out.`);
    return null;
  }
  const complain = (field: string, wanted: string) => () => problems.push(`${named}: its “${field}” is not ${wanted}.`);
  return {
    at,
    url,
    title: textOf(entry, 'title', complain('title', 'a text')).trim() || nameOfUrl(url.replace(/\/$/, '')),
    description: textOf(entry, 'description', complain('description', 'a text')),
    cells: countOf(entry, 'cells', complain('cells', 'a count')),
    genes: countOf(entry, 'genes', complain('genes', 'a count')),
    size: countOf(entry, 'size', complain('size', 'a number of bytes')),
    tags: tagsOf(entry, complain('tags', 'a list of texts')),
    picture: pictureOf(entry, base, complain('picture', 'the address of a picture')),
    view: textOf(entry, 'view', complain('view', 'a text')).replace(/^.*#/, ''),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Entry = Readonly<Record<string, unknown>>;

function textOf(entry: Entry, field: string, complain: () => void): string {
  const value = entry[field] ?? '';
  if (typeof value === 'string') return value;
  complain();
  return '';
}

function countOf(entry: Entry, field: string, complain: () => void): number | null {
  const value = entry[field] ?? null;
  if (value === null) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  complain();
  return null;
}

function tagsOf(entry: Entry, complain: () => void): readonly string[] {
  const value = entry['tags'] ?? [];
  const tags = Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
  if (!Array.isArray(value) || tags.length < value.length) complain();
  return [...new Set(tags)];
}

function pictureOf(entry: Entry, base: string, complain: () => void): string | null {
  const value = entry['picture'] ?? null;
  if (value === null) return null;
  const picture = typeof value === 'string' && /^data:image\/(png|jpeg|webp|gif|avif)[;,]/.test(value) ? value : webAddress(value, base);
  if (picture === null) complain();
  return picture;
}

/** Absolute; null where it is none of http or https. */
function webAddress(value: unknown, base: string): string | null {
  if (typeof value !== 'string' || value.trim() === '' || !URL.canParse(value, base)) return null;
  const { protocol, href } = new URL(value, base);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

/** Which of them have all the words, in title, description or tags; in their order. */
export function findDatasets(datasets: readonly Dataset[], text: string): readonly Dataset[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return datasets;
  return datasets.filter(({ title, description, tags }) => {
    const all = [title, description, ...tags].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
