/** `raw`: the matrix before genes were filtered, with its own var. Pure. */
import type { OutlineNode } from '../protocol/outline.ts';
import { DataFrameShadow } from './data-frame-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { MapShadow } from './map-shadow.ts';
import { slotText } from './repr.ts';
import type { Session } from './session.ts';
import { ShadowNode } from './shadow-node.ts';
import { type MakeShadow, Slot } from './slot.ts';

export class RawShadow extends ShadowNode {
  readonly X: ElemShadow;
  readonly var: DataFrameShadow;
  readonly varm: Slot;

  constructor(session: Session, path: string, node: OutlineNode, make: MakeShadow) {
    super(session, path, node);
    const member = (name: string): OutlineNode | null => node.children.find((child) => child.name === name) ?? null;
    this.X = new ElemShadow(session, `${path}/X`, member('X'));
    this.var = new DataFrameShadow(session, `${path}/var`, member('var'));
    this.varm = new Slot(session, `${path}/varm`, member('varm'), make, [this.var.nRows]);
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
