/** The parts of a view: those of its parent, each cut to the cells and genes that it shows. Pure; reads nothing, and copies nothing. */
import type { Positions } from '../arrays/positions.ts';
import { selectionLength } from '../protocol/selection.ts';
import type { AnnDataParts } from './anndata-shadow.ts';
import { DataFrameShadow } from './data-frame-shadow.ts';
import type { DataParts } from './data-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { ElemView } from './elem-view.ts';
import { MapView } from './map-view.ts';
import { MemberViews } from './member-views.ts';
import { RawShadow } from './raw-shadow.ts';
import type { ShadowNode } from './shadow-node.ts';
import { Slot } from './slot.ts';

/** Which of the parent's cells and genes; null = all. */
export interface ViewAxes {
  readonly obs: Positions;
  readonly var: Positions;
}

/** What a view is of. */
export interface ViewOf<Data> extends ViewAxes {
  /** No view itself. */
  readonly parent: Data;
}

export function viewOfData(parts: DataParts, { obs: rows, var: columns }: ViewAxes): DataParts {
  return {
    obs: viewOfFrame(parts.obs, rows),
    var: viewOfFrame(parts.var, columns),
    obsm: viewOfSlot(parts.obsm, [rows]),
    varm: viewOfSlot(parts.varm, [columns]),
    obsp: viewOfSlot(parts.obsp, [rows, rows]),
    varp: viewOfSlot(parts.varp, [columns, columns]),
    uns: viewOfSlot(parts.uns, []),
  };
}

/** raw keeps all of its genes, as in anndata. */
export function viewOfAnnData(parts: AnnDataParts, axes: ViewAxes): AnnDataParts {
  return {
    ...viewOfData(parts, axes),
    X: parts.X && viewOfElem(parts.X, [axes.obs, axes.var]),
    layers: viewOfSlot(parts.layers, [axes.obs, axes.var]),
    raw: parts.raw && viewOfRaw(parts.raw, axes.obs),
  };
}

/** `obsmap` or `varmap`: its positions are those in the modalities of the view. */
export function viewOfMap(map: Slot, rows: Positions): Slot {
  if (rows === null) return viewOfSlot(map, []);
  const view = (member: ShadowNode): ShadowNode => (member instanceof ElemShadow ? new MapView(member, [rows]) : member);
  return new Slot(map.session, map.path, map.node, new MemberViews(map, view));
}

function viewOfRaw(raw: RawShadow, rows: Positions): RawShadow {
  return new RawShadow(raw.session, raw.path, raw.node, {
    X: viewOfElem(raw.X, [rows]),
    var: viewOfFrame(raw.var, null),
    varm: viewOfSlot(raw.varm, []),
  });
}

function viewOfSlot(slot: Slot, axes: readonly Positions[]): Slot {
  return new Slot(slot.session, slot.path, slot.node, new MemberViews(slot, (member) => viewOfMember(member, axes)));
}

function viewOfMember(member: ShadowNode, axes: readonly Positions[]): ShadowNode {
  if (member instanceof ElemShadow) return viewOfElem(member, axes);
  if (member instanceof DataFrameShadow) return viewOfFrame(member, axes[0] ?? null);
  // A dict has no rows: what is in it stays as it is.
  return member instanceof Slot ? viewOfSlot(member, []) : member;
}

function viewOfFrame(frame: DataFrameShadow, rows: Positions): DataFrameShadow {
  return new DataFrameShadow(frame.session, frame.path, frame.node, {
    index: viewOfElem(frame.index, [rows]),
    columns: new MemberViews(frame, (column) => viewOfElem(column, [rows])),
    nRows: selectionLength(rows, frame.nRows),
  });
}

function viewOfElem(elem: ElemShadow, axes: readonly Positions[]): ElemShadow {
  return axes.every((positions) => positions === null) ? elem : new ElemView(elem, axes);
}
