/** Shadows out of the outline of a file: the one place that knows all classes. Pure. */
import type { OutlineNode } from '../protocol/outline.ts';
import { AnnDataShadow } from './anndata-shadow.ts';
import type { RequiredShape } from './checks.ts';
import { DataFrameShadow, INDEX } from './data-frame-shadow.ts';
import type { DataParts } from './data-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { type Modality, MuDataShadow } from './mudata-shadow.ts';
import { RawShadow } from './raw-shadow.ts';
import type { Session } from './session.ts';
import { byCodePoint, type ShadowNode } from './shadow-node.ts';
import { Slot } from './slot.ts';

/** Where a shadow stands, and what the file has there. */
interface Place {
  readonly session: Session;
  readonly path: string;
  readonly node: OutlineNode | null;
}

/** The shadow that fits an element. */
export function makeShadow(session: Session, path: string, node: OutlineNode): ShadowNode {
  const place = { session, path, node };
  if (node.problem) return new ElemShadow(session, path, node);
  switch (node.encoding) {
    case 'dataframe':
      return makeFrame(place);
    case 'anndata':
      return makeAnnData(place);
    case 'MuData':
      return makeMuData(place);
    case 'dict':
      return makeSlot(place);
    default:
      return new ElemShadow(session, path, node);
  }
}

function makeAnnData(place: Place): AnnDataShadow {
  const { session, path, node } = place;
  const parts = dataParts(place);
  const [X, raw] = [inside(place, 'X'), inside(place, 'raw')];
  return new AnnDataShadow(session, path, node, {
    ...parts,
    X: X.node && X.node.encoding !== 'null' ? new ElemShadow(session, X.path, X.node) : null,
    layers: makeSlot(inside(place, 'layers'), [parts.obs.nRows, parts.var.nRows]),
    raw: raw.node && raw.node.children.length > 0 ? makeRaw(raw) : null,
  });
}

function makeMuData(place: Place): MuDataShadow {
  const { session, path, node } = place;
  const parts = dataParts(place);
  const mod = inside(place, 'mod');
  const modalities = mod.node?.children.filter((child) => child.group) ?? [];
  return new MuDataShadow(session, path, node, {
    ...parts,
    obsmap: makeSlot(inside(place, 'obsmap'), [parts.obs.nRows]),
    varmap: makeSlot(inside(place, 'varmap'), [parts.var.nRows]),
    modalities: new Map(modalities.map((child) => [child.name, makeModality(inside(mod, child.name))])),
  });
}

/** Whatever a modality calls itself, it is shown as one. */
function makeModality(place: Place): Modality {
  return place.node?.encoding === 'MuData' ? makeMuData(place) : makeAnnData(place);
}

function makeRaw(place: Place): RawShadow {
  const X = inside(place, 'X');
  const frame = makeFrame(inside(place, 'var'));
  return new RawShadow(place.session, place.path, place.node, {
    X: new ElemShadow(X.session, X.path, X.node),
    var: frame,
    varm: makeSlot(inside(place, 'varm'), [frame.nRows]),
  });
}

function dataParts(place: Place): DataParts {
  const [obs, genes] = [makeFrame(inside(place, 'obs')), makeFrame(inside(place, 'var'))];
  const [n, m] = [obs.nRows, genes.nRows];
  return {
    obs,
    var: genes,
    obsm: makeSlot(inside(place, 'obsm'), [n]),
    varm: makeSlot(inside(place, 'varm'), [m]),
    obsp: makeSlot(inside(place, 'obsp'), [n, n]),
    varp: makeSlot(inside(place, 'varp'), [m, m]),
    uns: makeSlot(inside(place, 'uns')),
  };
}

/** What the file has is listed by name. */
function makeSlot({ session, path, node }: Place, required: RequiredShape = null): Slot {
  const children = [...(node?.children ?? [])].sort((a, b) => byCodePoint(a.name, b.name));
  const members = children.map((child) => [child.name, makeShadow(session, `${path}/${child.name}`, child)] as const);
  return new Slot(session, path, node, members, required);
}

function makeFrame(place: Place): DataFrameShadow {
  const { session, path, node } = place;
  const members = new Map(node?.children.map((child) => [child.name, child]));
  // Where the frame does not say what its index is, nothing stands in for it.
  const problem = node?.problem ? { problem: node.problem } : {};
  const column = (name: string): ElemShadow => {
    const member = members.get(name);
    return new ElemShadow(session, `${path}/${name}`, member ? { ...member, ...problem } : null);
  };
  const index = column(node?.frame?.index ?? INDEX);
  return new DataFrameShadow(session, path, node, {
    index,
    columns: (node?.frame?.columns ?? []).map((name) => [name, column(name)] as const),
    nRows: index.shape?.[0] ?? node?.shape?.[0] ?? 0,
  });
}

function inside({ session, path, node }: Place, name: string): Place {
  const member = node?.children.find((child) => child.name === name) ?? null;
  return { session, path: path ? `${path}/${name}` : name, node: member };
}
