/** Compares what Umbra and what Python read of the same damaged bytes. Pure. */
import { compareDescriptions, type Description } from '../src/testing/compare.ts';

type Digest = string | null | { readonly error: string };
type Elements = Description['elements'];

export interface Reading {
  readonly opens: boolean;
  readonly error?: string;
  readonly tag?: string;
  /** Whether the error is one of Umbra's own, with words for people. */
  readonly isOurs?: boolean;
  readonly notAnnData?: { readonly tag: string; readonly error: string; readonly isOurs: boolean };
  readonly digests: Readonly<Record<string, Digest>>;
  readonly elements: Elements;
}

export interface Verdict {
  readonly outcome: 'refused' | 'read' | 'read in part';
  /** Values that both have, and that differ. */
  readonly wrong: string[];
  /** Values of ours where Python has an error. */
  readonly alone: string[];
  /** What is ours where Python has an error, but is what it was before the damage; attributes of objects that Python does not open. */
  readonly beyond: string[];
  /** Values of Python's where ours is an error: nothing wrong, but less than there is. */
  readonly missed: string[];
  /** Errors without words for people. */
  readonly vague: string[];
}

const VAGUE = /^(\w*: )?(Range|Type|Reference|Syntax|Internal)?Error:|of undefined|is not a function|Invalid (typed )?array/;

/** @param before what Python read of the file before it was damaged: what is still the same was not hit */
export function judge(ours: Reading, theirs: Reading, before: Pick<Reading, 'digests' | 'elements'>): Verdict {
  const wrong: string[] = [];
  const alone: string[] = [];
  const beyond: string[] = [];
  const missed: string[] = [];
  const vague: string[] = [];
  for (const problem of [ours.opens ? null : { ...ours, error: ours.error ?? '' }, ours.notAnnData]) {
    if (problem && (!problem.isOurs || VAGUE.test(problem.error))) vague.push(`opening: ${problem.error}`);
  }
  let unreadable = 0;
  for (const [path, mine] of Object.entries(ours.digests)) {
    const reference = theirs.opens ? theirs.digests[path] : { error: 'it does not open the file' };
    if (isError(mine)) {
      unreadable++;
      if (VAGUE.test(mine.error)) vague.push(`${path}: ${mine.error}`);
      if (typeof reference === 'string') missed.push(`${path}: ${mine.error}`);
    } else if (typeof reference === 'string') {
      if (reference !== mine) wrong.push(`${path}: ${short(mine)}, but Python: ${short(reference)}`);
    } else if (reference !== null) {
      const isNamed = !path.includes('\ufffd');
      const isIntact = !isNamed || before.digests[path] === mine || (path.includes('@') && isUnopened(path.split('@')[0] ?? '', theirs));
      if (isIntact) beyond.push(path);
      else alone.push(`${path}: ${short(mine)}, but Python: ${reference?.error ?? 'has none'}`);
    }
  }
  for (const [path, reference] of Object.entries(theirs.digests))
    if (typeof reference === 'string' && !(path in ours.digests)) missed.push(`${path}: none of ours`);
  const one = (path: string, element: Elements[string]): Description => ({ kind: '', shape: null, elements: { [path]: element } });
  const differences = (path: string, reference: Elements[string], mine: Elements[string]): string[] =>
    compareDescriptions(one(path, reference), one(path, mine));
  for (const [path, mine] of Object.entries(ours.elements)) {
    const reference = theirs.elements[path];
    if (mine['type'] === 'unreadable') {
      if (VAGUE.test(String(mine['reason']))) vague.push(`${path}: ${mine['reason']}`);
      if (reference && reference['type'] !== 'unreadable') missed.push(`element ${path}: ${mine['reason']}`);
    } else if (reference?.['type'] === 'unreadable') {
      const intact = before.elements[path];
      const isIntact = intact && differences(path, intact, mine).length === 0;
      if (isIntact || agreesBelow(path, ours, theirs)) beyond.push(path);
      else alone.push(`element ${path}: ${short(mine)}, but Python has an error`);
    } else if (reference) for (const difference of differences(path, reference, mine)) wrong.push(`element ${difference}`);
  }
  const outcome = !ours.opens || ours.notAnnData ? 'refused' : unreadable > 0 ? 'read in part' : 'read';
  return { outcome, wrong, alone, beyond, missed, vague };
}

/** Whether all that h5py and Umbra read of an element is the same: then it is anndata alone that refuses it, as text that is not UTF-8. */
function agreesBelow(path: string, ours: Reading, theirs: Reading): boolean {
  const below = Object.keys(ours.digests).filter((at) => at === path || at.startsWith(`${path}/`) || at.startsWith(`${path}@`));
  return below.length > 0 && below.every((at) => typeof ours.digests[at] === 'string' && ours.digests[at] === theirs.digests[at]);
}

/** Whether Python could not open the object, or a group above it. */
function isUnopened(path: string, { digests }: Reading): boolean {
  const parts = path.split('/');
  // A name that is not UTF-8 cannot be asked for.
  return path.includes('\ufffd') || isError(digests['']) || parts.some((_, i) => isError(digests[parts.slice(0, i + 1).join('/')]));
}

function isError(digest: Digest | undefined): digest is { error: string } {
  return typeof digest === 'object' && digest !== null;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item));
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}
