/** An AnnData object of which nothing is read until it is looked at. Pure; the same class on a page and in Node. */
import { packStrings } from '../arrays/from-js.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Value } from '../protocol/values.ts';
import { colorsElement } from './colors.ts';
import { DataFrameShadow } from './data-frame-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { type EmbeddingRef, readComponent, readEmbedding } from './embedding.ts';
import { FileShadow } from './file-shadow.ts';
import { readMean } from './gene-set.ts';
import { namePosition } from './names.ts';
import { RawShadow } from './raw-shadow.ts';
import type { CallOptions } from './reader.ts';
import type { ObsRef, SetRef, VarRef, VectorRef } from './ref.ts';
import { annDataText } from './repr.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';
import { type MakeShadow, Slot } from './slot.ts';
import { toVector, type Vector } from './vector.ts';

/** What AnnData and MuData share: tables, slots along cells and genes, uns. */
export abstract class DataShadow extends FileShadow {
  readonly obs: DataFrameShadow;
  readonly var: DataFrameShadow;
  readonly obsm: Slot;
  readonly varm: Slot;
  readonly obsp: Slot;
  readonly varp: Slot;
  readonly uns: Slot;

  constructor(session: Session, path: string, node: OutlineNode, make: MakeShadow) {
    super(session, path, node);
    const at = (name: string): string => (path ? `${path}/${name}` : name);
    this.obs = new DataFrameShadow(session, at('obs'), this.member('obs'));
    this.var = new DataFrameShadow(session, at('var'), this.member('var'));
    const [n, m] = [this.nObs, this.nVars];
    const slot = (name: string, required: readonly number[] | null): Slot => new Slot(session, at(name), this.member(name), make, required);
    this.obsm = slot('obsm', [n]);
    this.varm = slot('varm', [m]);
    this.obsp = slot('obsp', [n, n]);
    this.varp = slot('varp', [m, m]);
    this.uns = slot('uns', null);
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
  abstract obsVector(ref: VectorRef, options?: CallOptions): Promise<Vector>;

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

  protected member(name: string): OutlineNode | null {
    return this.node?.children.find((child) => child.name === name) ?? null;
  }
}

export class AnnDataShadow extends DataShadow {
  /** Null where the file has no X. */
  readonly X: ElemShadow | null;
  readonly layers: Slot;
  /** Null where the file has no raw. */
  readonly raw: RawShadow | null;

  constructor(session: Session, path: string, node: OutlineNode, make: MakeShadow) {
    super(session, path, node, make);
    const at = (name: string): string => (path ? `${path}/${name}` : name);
    const X = this.member('X');
    const raw = this.member('raw');
    this.X = X && X.encoding !== 'null' ? new ElemShadow(session, at('X'), X) : null;
    this.layers = new Slot(session, at('layers'), this.member('layers'), make, [this.nObs, this.nVars]);
    this.raw = raw && raw.children.length > 0 ? new RawShadow(session, at('raw'), raw, make) : null;
  }

  override slots(): ReadonlyMap<string, ShadowNode> {
    const { raw, layers, obs, obsm, varm, obsp, varp, uns } = this;
    return new Map<string, ShadowNode>([
      ...(raw ? [['raw', raw] as const] : []),
      ['layers', layers],
      ['obs', obs],
      ['var', this.var],
      ['obsm', obsm],
      ['varm', varm],
      ['obsp', obsp],
      ['varp', varp],
      ['uns', uns],
    ]);
  }

  override children(): ReadonlyMap<string, ShadowNode> {
    return new Map<string, ShadowNode>([...(this.X ? [['X', this.X] as const] : []), ...this.slots()]);
  }

  /**
   * One value for each cell: an obs column, a column of an obsm element, a gene out of X, a layer or raw, or the mean of several.
   * @throws ShadowError `not-found` naming the column, element, gene or layer
   */
  override async obsVector(ref: VectorRef, options: CallOptions = {}): Promise<Vector> {
    this.session.assertOpen();
    if (ref.mod !== undefined)
      throw new ShadowError({ tag: 'invalid', path: this.path, message: `This is an AnnData object: it has no modality “${ref.mod}”.` });
    if (ref.kind === 'obs') return toVector(await this.obs.column(ref.column, options));
    if (ref.kind === 'obsm') return readComponent(this.obsm, ref.key, ref.component, options);
    const { matrix, names } = this.#matrix(ref);
    if (ref.kind === 'set') return readMean(matrix, names, ref, options);
    const position = await namePosition(names, ref.name, options);
    return toVector(await matrix.slice(null, position, options));
  }

  override colorsElement(ref: ObsRef): ElemShadow | null {
    return colorsElement(this.uns, ref.column) ?? null;
  }

  override async embedding(ref: EmbeddingRef, options: CallOptions = {}): Promise<Float32Array> {
    this.session.assertOpen();
    return readEmbedding(this.obsm, ref, options);
  }

  override toString(): string {
    return annDataText(this);
  }

  #matrix(ref: VarRef | SetRef): { matrix: ElemShadow; names: ElemShadow } {
    const missing = (what: string): never => {
      throw new ShadowError({ tag: 'not-found', path: this.path, message: `This object has no ${what}.` });
    };
    if (ref.raw) return this.raw ? { matrix: this.raw.X, names: this.raw.varNames } : missing('raw');
    if (ref.layer === undefined) return { matrix: this.X ?? missing('X'), names: this.varNames };
    const layer = this.layers.get(ref.layer);
    return { matrix: layer instanceof ElemShadow ? layer : missing(`layer “${ref.layer}”`), names: this.varNames };
  }
}
