/** What the rows and columns of an element are called: whose cells or genes they are, and where their names are. Pure. */
import {
  AnnDataShadow,
  type DataFrameShadow,
  DataShadow,
  type ElemShadow,
  Hdf5Shadow,
  MuDataShadow,
  type OpenedShadow,
} from '../../shadow/index.ts';
import { variableNoun } from '../summary/nouns.ts';

export interface Axis {
  readonly length: number;
  /** The index that names the items, or their names; null where they have positions only. */
  readonly names: ElemShadow | readonly string[] | null;
  /** What the first position is called: components of an embedding are counted from 1, as in its axes. */
  readonly from: 0 | 1;
  /** Whose cells the items are: '' the whole's, else a modality's; null where they are not cells. */
  readonly cells: string | null;
  /** One item in words, as “cell”. */
  readonly what: string;
}

export interface Axes {
  readonly rows: Axis;
  readonly columns: Axis;
}

export interface Owner {
  /** Null in plain HDF5, outside of any AnnData that is in it. */
  readonly owner: DataShadow | null;
  readonly mod: string | undefined;
  /** Whose cells its rows are: '' the whole's, else a modality's; null where they are not those of the plot. */
  readonly cells: string | null;
  /** The element's path in the owner. */
  readonly names: readonly string[];
}

/** The object that an element belongs to. */
export function ownerOf(data: OpenedShadow, path: string): Owner {
  const names = path.split('/');
  if (data instanceof Hdf5Shadow) return ownerIn(data, names);
  const [first, mod] = names;
  const modality = data instanceof MuDataShadow && first === 'mod' && mod !== undefined ? data.mod.get(mod) : undefined;
  return modality ? { owner: modality, mod, cells: mod ?? '', names: names.slice(2) } : { owner: data, mod: undefined, cells: '', names };
}

/** The AnnData in plain HDF5 that a path leads through, if there is one. */
function ownerIn(data: Hdf5Shadow, names: readonly string[]): Owner {
  let shadow = data.children().get(names[0] ?? '');
  for (let depth = 1; shadow && depth <= names.length; depth++) {
    if (shadow instanceof DataShadow) return { owner: shadow, mod: undefined, cells: null, names: names.slice(depth) };
    shadow = shadow.children().get(names[depth] ?? '');
  }
  return { owner: null, mod: undefined, cells: null, names };
}

/** Names only where there is one for each item: an index of another length names something else. */
export function axesOf(data: OpenedShadow, path: string, shape: readonly number[]): Axes {
  const { owner, mod, cells: whose, names } = ownerOf(data, path);
  const [nRows = 0, nColumns = 1] = shape;
  const plain: Axes = { rows: numbered(nRows, 0, 'row'), columns: numbered(nColumns, 0, 'column') };
  if (!owner) return plain;
  const named = (length: number, frame: DataFrameShadow, what: string, cells: string | null): Axis =>
    frame.nRows === length && frame.index.node
      ? { length, names: frame.index, from: 0, cells, what }
      : { ...numbered(length, 0, what), cells: frame.nRows === length ? cells : null };
  // The variables of a whole MuData are of several kinds.
  const variable = owner instanceof MuDataShadow ? 'variable' : variableNoun(mod);
  const cells = (length: number): Axis => named(length, owner.obs, 'cell', whose);
  const genes = (length: number): Axis => named(length, owner.var, variable, null);
  const rawGenes = (length: number): Axis =>
    owner instanceof AnnDataShadow && owner.raw ? named(length, owner.raw.var, variable, null) : numbered(length, 0, 'variable');

  switch (names[0]) {
    case 'X':
    case 'layers':
      return { rows: cells(nRows), columns: genes(nColumns) };
    case 'raw':
      return names[1] === 'X'
        ? { rows: cells(nRows), columns: rawGenes(nColumns) }
        : { rows: rawGenes(nRows), columns: numbered(nColumns, 1, 'column') };
    case 'obsp':
      return { rows: cells(nRows), columns: cells(nColumns) };
    case 'varp':
      return { rows: genes(nRows), columns: genes(nColumns) };
    case 'obs':
    case 'obsm':
    case 'obsmap':
      return { rows: cells(nRows), columns: numbered(nColumns, 1, 'column') };
    case 'var':
    case 'varm':
    case 'varmap':
      return { rows: genes(nRows), columns: numbered(nColumns, 1, 'column') };
    default:
      return plain;
  }
}

export function numbered(length: number, from: 0 | 1, what: string): Axis {
  return { length, names: null, from, cells: null, what };
}
