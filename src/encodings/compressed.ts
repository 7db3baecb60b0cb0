/** What CSR and CSC matrices share: their shape, and where the entries of each row or column begin. Runs on the file side. */
import { ShadowError } from '../protocol/errors.ts';
import { type Element, member, type ReadContext } from './encoding.ts';

/** Whether it lies in the file so: a loom's matrix is CSR for AnnData, and dense there. */
export function isCompressed({ encoding, children }: Element, format: 'csr' | 'csc'): boolean {
  return encoding.type === `${format}_matrix` && children.some(({ node }) => node.name === 'indptr');
}

/** `indptr[start … end]`, both ends included: one more than there are majors. */
export async function readIndptr(
  format: 'csr' | 'csc',
  element: Element,
  context: ReadContext,
  start = 0,
  end = shapeOf(element)[format === 'csr' ? 0 : 1],
): Promise<Float64Array<ArrayBuffer>> {
  const value = await context.storage.read(member(element, 'indptr').node, [{ start, end: end + 1 }], signalOf(context));
  if (value.kind !== 'numeric') throw notNumeric(element);
  const indptr = Float64Array.from<number | bigint>(value.data as ArrayLike<number | bigint>, Number);
  assertAscending(indptr, Number.POSITIVE_INFINITY, element.node.path);
  return indptr;
}

/** @throws ShadowError `corrupt` for offsets that go back, or lie outside of the entries */
export function assertAscending(indptr: Float64Array, entries: number, path: string): void {
  const isFine = indptr.every((offset, i) => offset >= (i === 0 ? 0 : (indptr[i - 1] as number)) && offset <= entries);
  if (isFine) return;
  throw new ShadowError({ tag: 'corrupt', path, message: `${path}: its indptr is not in ascending order.` });
}

/**
 * Where entries are taken by their offsets alone, those have to cover them all.
 * @throws ShadowError `corrupt`
 */
export function assertCovers(indptr: Float64Array, entries: number, path: string): void {
  if (indptr[0] === 0 && indptr.at(-1) === entries) return;
  throw new ShadowError({ tag: 'corrupt', path, message: `${path}: its indptr, indices and data do not have matching lengths.` });
}

export function shapeOf(element: Element): readonly [number, number] {
  const [rows, columns] = element.outline.shape ?? [];
  if (rows === undefined || columns === undefined) {
    throw new ShadowError({ tag: 'corrupt', path: element.node.path, message: `${element.node.path} does not say its shape.` });
  }
  if (![rows, columns].every((length) => Number.isInteger(length) && length >= 0 && length < 2 ** 31)) {
    const { path } = element.node;
    throw new ShadowError({ tag: 'corrupt', path, message: `${path} says that its shape is ${rows} × ${columns}, which no matrix has.` });
  }
  return [rows, columns];
}

export function notNumeric(element: Element): ShadowError {
  return new ShadowError({
    tag: 'corrupt',
    path: element.node.path,
    message: `${element.node.path}: its data, indices or indptr are not numbers.`,
  });
}

export function signalOf(context: ReadContext): { signal?: AbortSignal } {
  return context.signal ? { signal: context.signal } : {};
}
