/** A Map-like slot of an AnnData object (`obsm`, `layers`, `uns`…) or a nested group of `uns`. Pure. */

import { shapeOfValue } from '../arrays/items.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Value } from '../protocol/values.ts';
import { assertShape, type RequiredShape } from './checks.ts';
import { MapShadow } from './map-shadow.ts';
import type { Session } from './session.ts';
import { byCodePoint, type ShadowNode } from './shadow-node.ts';

/** Makes the shadow that fits an element of the file. */
export type MakeShadow = (session: Session, path: string, node: OutlineNode) => ShadowNode;

/** What the file has is listed by name. */
export class Slot extends MapShadow {
  readonly #required: RequiredShape;

  constructor(session: Session, path: string, node: OutlineNode | null, make: MakeShadow, required: RequiredShape = null) {
    const children = [...(node?.children ?? [])].sort((a, b) => byCodePoint(a.name, b.name));
    super(
      session,
      path,
      node,
      children.map((child) => [child.name, make(session, `${path}/${child.name}`, child)] as const),
    );
    this.#required = required;
  }

  protected override assertFits(value: Value, path: string): void {
    assertShape(path, shapeOfValue(value), this.#required);
  }
}
