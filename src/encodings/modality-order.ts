/** In which order the modalities of a MuData come. Runs on the file side, pure. */
import { textsAttribute } from './attributes.ts';
import type { Element } from './encoding.ts';

/**
 * mudata writes the order of the modalities as an attribute, and takes the file's where that names one that is not there (read_h5mu in its
 * `_core/io.py`). What it does not name comes after, by name.
 */
export function inOrder({ node, children }: Element): readonly Element[] {
  const named = textsAttribute(node, 'mod-order') ?? [];
  const names = named.every((name) => children.some((child) => child.node.name === name)) ? named : [];
  const rank = (child: Element): number => (names.includes(child.node.name) ? names.indexOf(child.node.name) : names.length);
  return [...children].sort((a, b) => rank(a) - rank(b));
}
