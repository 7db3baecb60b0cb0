/** A Map-like slot of an AnnData object (`obsm`, `layers`, `uns`…) or a nested group of `uns`. Pure. */
import { shapeOfValue } from '../arrays/items.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Value } from '../protocol/values.ts';
import { assertShape, type RequiredShape } from './checks.ts';
import { MapShadow, type Members } from './map-shadow.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';

export class Slot extends MapShadow {
  readonly #required: RequiredShape;

  constructor(session: Session, path: string, node: OutlineNode | null, members: Members<ShadowNode>, required: RequiredShape = null) {
    super(session, path, node, members);
    this.#required = required;
  }

  protected override assertFits(value: Value, path: string): void {
    assertShape(path, shapeOfValue(value), this.#required);
  }
}
