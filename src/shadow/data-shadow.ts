/** What AnnData and MuData share: tables, slots along cells and genes, uns. Pure. */
import { packStrings } from '../arrays/from-js.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Value } from '../protocol/values.ts';
import type { AxisSelection } from './axis-selection.ts';
import type { DataFrameShadow } from './data-frame-shadow.ts';
import type { ElemShadow } from './elem-shadow.ts';
import type { EmbeddingRef } from './embedding.ts';
import { FileShadow } from './file-shadow.ts';
import type { CallOptions } from './reader.ts';
import type { ObsRef, VarVectorRef, VectorRef } from './ref.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';
import type { Slot } from './slot.ts';
import type { Vector, VectorOptions } from './vector.ts';
import type { ViewAxes } from './view-parts.ts';

export interface DataParts {
  readonly obs: DataFrameShadow;
  readonly var: DataFrameShadow;
  readonly obsm: Slot;
  readonly varm: Slot;
  readonly obsp: Slot;
  readonly varp: Slot;
  readonly uns: Slot;
}

export abstract class DataShadow extends FileShadow {
  readonly obs: DataFrameShadow;
  readonly var: DataFrameShadow;
  readonly obsm: Slot;
  readonly varm: Slot;
  readonly obsp: Slot;
  readonly varp: Slot;
  readonly uns: Slot;
  /** Of a view: which cells and genes of its parent it has, null = all. */
  readonly selection: ViewAxes;
  /** Of a view: the object that it is a view of, which is no view; else null. */
  abstract readonly parent: DataShadow | null;

  constructor(session: Session, path: string, node: OutlineNode | null, parts: DataParts, view: ViewAxes | null) {
    super(session, path, node);
    this.selection = { obs: view?.obs ?? null, var: view?.var ?? null };
    this.obs = parts.obs;
    this.var = parts.var;
    this.obsm = parts.obsm;
    this.varm = parts.varm;
    this.obsp = parts.obsp;
    this.varp = parts.varp;
    this.uns = parts.uns;
  }

  /** Whether it is a part of another object. */
  get isView(): boolean {
    return this.parent !== null;
  }

  get nObs(): number {
    return this.obs.nRows;
  }

  get nVars(): number {
    return this.var.nRows;
  }

  override get shape(): readonly [number, number] {
    return [this.nObs, this.nVars];
  }

  /** Names of the cells, read when asked for. */
  get obsNames(): ElemShadow {
    return this.obs.index;
  }

  /** Names of the genes, read when asked for. */
  get varNames(): ElemShadow {
    return this.var.index;
  }

  /** The slots that the text lists, in its order. */
  abstract slots(): ReadonlyMap<string, ShadowNode>;

  /** One value for each cell of this object. */
  abstract obsVector(ref: VectorRef, options?: VectorOptions): Promise<Vector>;

  /** One value for each gene of this object. */
  abstract varVector(ref: VarVectorRef, options?: CallOptions): Promise<Vector>;

  /**
   * Some cells and some genes, in the order in which they are asked for, as an object of the same kind. No values are read for it, and
   * what is read through it goes into the cache of the file, for all. Nothing can be added to it.
   * @param obs which cells
   * @param vars which genes
   * @throws ShadowError `not-found` for a name, `mismatch` for a mask of another length, `invalid` for what is outside or unclear, `closed`
   */
  abstract view(obs: AxisSelection, vars?: AxisSelection, options?: CallOptions): Promise<DataShadow>;

  /** Where the colours for an obs column are kept; null if it has none. */
  abstract colorsElement(ref: ObsRef): ElemShadow | null;

  /** The colours for an obs column, the file's own or added, in the order of its categories; null if it has none. */
  async categoryColors(ref: ObsRef, options: CallOptions = {}): Promise<Value | null> {
    this.session.assertOpen();
    const colors = (await this.colorsElement(ref)?.read(options)) ?? null;
    // Of a single category, files of before anndata 0.6.20 hold a single text.
    return colors?.kind === 'scalar' && typeof colors.value === 'string' ? packStrings([colors.value]) : colors;
  }

  /** Two coordinates for each cell of this object, flat: x0, y0, x1, y1… NaN where a cell has none. */
  abstract embedding(ref: EmbeddingRef, options?: CallOptions): Promise<Float32Array>;
}
