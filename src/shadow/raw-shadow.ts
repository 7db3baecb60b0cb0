/** `raw`: the matrix before genes were filtered, with its own var. Pure. */
import type { OutlineNode } from '../protocol/outline.ts';
import type { DataFrameShadow } from './data-frame-shadow.ts';
import type { ElemShadow } from './elem-shadow.ts';
import { MapShadow } from './map-shadow.ts';
import { slotText } from './repr.ts';
import type { Session } from './session.ts';
import { ShadowNode } from './shadow-node.ts';
import type { Slot } from './slot.ts';

export interface RawParts {
  readonly X: ElemShadow;
  readonly var: DataFrameShadow;
  readonly varm: Slot;
}

export class RawShadow extends ShadowNode {
  readonly X: ElemShadow;
  readonly var: DataFrameShadow;
  readonly varm: Slot;

  constructor(session: Session, path: string, node: OutlineNode | null, parts: RawParts) {
    super(session, path, node);
    this.X = parts.X;
    this.var = parts.var;
    this.varm = parts.varm;
  }

  get nObs(): number {
    return this.X.shape?.[0] ?? 0;
  }

  get nVars(): number {
    return this.var.nRows;
  }

  override get shape(): readonly [number, number] {
    return [this.nObs, this.nVars];
  }

  get varNames(): ElemShadow {
    return this.var.index;
  }

  /** What the file has of X, var and varm, and what was added to them. */
  override children(): ReadonlyMap<string, ShadowNode> {
    const isThere = (child: ShadowNode): boolean => child.node !== null || (child instanceof MapShadow && child.size > 0);
    return new Map([this.X, this.var, this.varm].filter(isThere).map((child) => [child.name, child]));
  }

  override toString(): string {
    return slotText(this);
  }
}
