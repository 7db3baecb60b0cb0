/**
 * What was added in memory (`▲`): each value by the shadow that stands for it, in the order of adding. Pure.
 * All of a file are in one place, so that they can be listed, weighed, and freed when the file is closed.
 */
import { byteLength, type Value } from '../protocol/values.ts';
import type { ShadowNode } from './shadow-node.ts';

export class Additions {
  readonly #values = new Map<ShadowNode, Value>();

  get(shadow: ShadowNode): Value | null {
    return this.#values.get(shadow) ?? null;
  }

  set(shadow: ShadowNode, value: Value): void {
    this.#values.set(shadow, value);
  }

  delete(shadow: ShadowNode): void {
    this.#values.delete(shadow);
  }

  /** Those below a path of the object, '' for all, in the order of adding. */
  list(path = ''): ShadowNode[] {
    return [...this.#values.keys()].filter((shadow) => path === '' || shadow.path.startsWith(`${path}/`));
  }

  get bytes(): number {
    let bytes = 0;
    for (const value of this.#values.values()) bytes += byteLength(value);
    return bytes;
  }

  clear(): void {
    this.#values.clear();
  }
}
