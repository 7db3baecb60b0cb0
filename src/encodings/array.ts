/** Dense arrays: encodings `array`, `string-array`, `rec-array`. Runs on the file side. */
import { concatArrays } from '../arrays/concat.ts';
import { sliceArray } from '../arrays/slice.ts';
import { normalizeSelection, type Selection, toRanges } from '../protocol/selection.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { dtypeName, type Span, type StorageNode, unreadType } from '../storage/storage.ts';
import type { Element, Encoding, ReadContext } from './encoding.ts';
import { readDenseColumns } from './minor-slices.ts';

export const array = denseEncoding('array');
export const stringArray = denseEncoding('string-array');
export const recArray = denseEncoding('rec-array');

function denseEncoding(type: string): Encoding {
  return {
    type,
    summarize: (node) => ({ shape: node.shape, dtype: dtypeOf(node) }),
    async read(element, selection, context) {
      return (selection && (await readDenseColumns(element, selection, context))) ?? readDataset(element, selection, context);
    },
  };
}

/** numpy's or pandas' name. @throws ShadowError `unsupported` for a type that nothing here reads: the element is shown with it */
export function dtypeOf(node: StorageNode): string | null {
  const { dtype, path } = node;
  if (dtype?.kind === 'unsupported' || dtype?.kind === 'reference') throw unreadType(path, dtype);
  return dtype && (dtype.kind === 'string' ? 'str' : dtypeName(dtype));
}

/** The selected part of a dataset. Lists of rows are read run by run; lists along other dimensions out of what spans them. */
export async function readDataset(element: Element, selection: readonly Selection[] | null, context: ReadContext): Promise<ArrayValue> {
  const { node } = element;
  if (selection === null || !node.shape) return context.storage.read(node, null, context);
  const normal = node.shape.map((length, axis) => normalizeSelection(selection[axis] ?? null, length));
  const [rowCount = 0, ...rest] = node.shape;
  const spans = rest.map((length, i) => spanOf(normal[i + 1] ?? null, length));
  const parts: ArrayValue[] = [];
  for (const rows of runsOf(normal[0] ?? null, rowCount)) parts.push(await context.storage.read(node, [rows, ...spans], context));
  const inner = normal.slice(1).map((s, i) => (s instanceof Uint32Array ? s.map((index) => index - (spans[i] as Span).start) : null));
  return sliceArray(concatArrays(parts), [null, ...inner]);
}

/** At least one run, so that an empty selection still has a dtype. */
function runsOf(selection: Selection, length: number): Span[] {
  const runs = toRanges(selection, length);
  return runs.length > 0 ? runs : [{ start: 0, end: 0 }];
}

function spanOf(selection: Selection, length: number): Span {
  if (!(selection instanceof Uint32Array)) return toRanges(selection, length)[0] ?? { start: 0, end: 0 };
  if (selection.length === 0) return { start: 0, end: 0 };
  let start = length;
  let end = 0;
  for (const index of selection) {
    start = Math.min(start, index);
    end = Math.max(end, index + 1);
  }
  return { start, end };
}
