/** What reading would take in memory, told before it starts. Pure. */
import { ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import { type Selection, selectionLength } from '../protocol/selection.ts';
import { sizeText } from '../protocol/size-text.ts';

/** Of an item whose type does not say it: as much as the largest number. */
const USUAL_ITEM = 8;

/** Bytes that an element, or a part of it, takes in memory; text counts by its number only. */
export function predictBytes(node: OutlineNode, selection: readonly Selection[] | null): number {
  if (!selection) return (node.layout?.bytes ?? 0) + node.children.reduce((sum, child) => sum + predictBytes(child, null), 0);
  const items = (node.shape ?? []).reduce((product, length, d) => product * selectionLength(selection[d] ?? null, length), 1);
  return items * (itemBytes(node.dtype) ?? USUAL_ITEM);
}

/** `float32` has 32 bits; a bool is a byte. */
function itemBytes(dtype: string | null | undefined): number | null {
  if (dtype === 'bool') return 1;
  const bits = /^(?:u?int|float|complex)(\d+)$/.exec(dtype ?? '')?.[1];
  return bits === undefined ? null : Number(bits) / 8;
}

/** @throws ShadowError `too-large`: nothing was read */
export function assertWithin(budget: number, node: OutlineNode, selection: readonly Selection[] | null): void {
  const bytes = predictBytes(node, selection);
  if (bytes <= budget) return;
  throw new ShadowError({
    tag: 'too-large',
    path: node.path,
    message: `${node.path} takes ${sizeText(bytes)} in memory, more than the ${sizeText(budget)} that are allowed.`,
    hint: 'Read a part of it: some rows, or one gene at a time. Or allow more memory.',
  });
}
