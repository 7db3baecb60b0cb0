/** An AnnData object of which nothing is read until it is looked at. Pure; the same class on a page and in Node. */
import { ShadowError } from '../protocol/errors.ts';
import type { Progress } from '../protocol/methods.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { type AxisSelection, selectAxes } from './axis-selection.ts';
import { colorsElement } from './colors.ts';
import { type DataParts, DataShadow } from './data-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { type EmbeddingRef, readComponent, readEmbedding } from './embedding.ts';
import { namePosition } from './names.ts';
import type { RawShadow } from './raw-shadow.ts';
import type { CallOptions } from './reader.ts';
import type { ObsRef, VarVectorRef, VectorRef } from './ref.ts';
import { annDataText } from './repr.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';
import type { Slot } from './slot.ts';
import { toVector, type Vector, type VectorOptions } from './vector.ts';
import { type ViewOf, viewOfAnnData } from './view-parts.ts';

export interface AnnDataParts extends DataParts {
  readonly X: ElemShadow | null;
  readonly layers: Slot;
  readonly raw: RawShadow | null;
}

export class AnnDataShadow extends DataShadow {
  /** Null where the file has no X. */
  readonly X: ElemShadow | null;
  readonly layers: Slot;
  /** Null where the file has no raw. */
  readonly raw: RawShadow | null;
  override readonly parent: AnnDataShadow | null;

  constructor(session: Session, path: string, node: OutlineNode | null, parts: AnnDataParts, view: ViewOf<AnnDataShadow> | null = null) {
    super(session, path, node, parts, view);
    this.parent = view?.parent ?? null;
    this.X = parts.X;
    this.layers = parts.layers;
    this.raw = parts.raw;
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
   * One value for each cell: an obs column, a column of an obsm element, or a gene out of X, a layer or raw.
   * @throws ShadowError `not-found` naming the column, element, gene or layer
   */
  override async obsVector(ref: VectorRef, { onPart, ...options }: VectorOptions = {}): Promise<Vector> {
    this.session.assertOpen();
    this.#assertNoModality(ref.mod);
    if (ref.kind === 'obs') return toVector(await this.obs.column(ref.column, options));
    if (ref.kind === 'obsm') return readComponent(this.obsm, ref.key, ref.component, options);
    const { X: matrix, varNames: names } = ref.raw
      ? (this.raw ?? this.#missing('raw'))
      : { X: this.#matrix(ref.layer), varNames: this.varNames };
    const position = await namePosition(names, ref.name, options);
    return toVector(await matrix.slice(null, position, this.isView ? options : withParts(options, onPart)));
  }

  /**
   * One value for each gene: a var column, a column of a varm element, or a cell's values out of X or a layer.
   * @throws ShadowError `not-found` naming the column, element, cell or layer
   */
  override async varVector(ref: VarVectorRef, options: CallOptions = {}): Promise<Vector> {
    this.session.assertOpen();
    this.#assertNoModality(ref.mod);
    if (ref.kind === 'var') return toVector(await this.var.column(ref.column, options));
    if (ref.kind === 'varm') return readComponent(this.varm, ref.key, ref.component, options);
    const matrix = this.#matrix(ref.layer);
    const position = await namePosition(this.obsNames, ref.name, options);
    return toVector(await matrix.slice(position, null, options));
  }

  override async view(obs: AxisSelection, vars: AxisSelection = null, options: CallOptions = {}): Promise<AnnDataShadow> {
    this.session.assertOpen();
    const axes = await selectAxes(this, obs, vars, options);
    const parent = this.parent ?? this;
    return new AnnDataShadow(parent.session, parent.path, parent.node, viewOfAnnData(parent, axes), { parent, ...axes });
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

  #matrix(layer: string | undefined): ElemShadow {
    if (layer === undefined) return this.X ?? this.#missing('X');
    const matrix = this.layers.get(layer);
    return matrix instanceof ElemShadow ? matrix : this.#missing(`layer “${layer}”`);
  }

  #assertNoModality(mod: string | undefined): void {
    if (mod === undefined) return;
    throw new ShadowError({ tag: 'invalid', path: this.path, message: `This is an AnnData object: it has no modality “${mod}”.` });
  }

  #missing(what: string): never {
    throw new ShadowError({ tag: 'not-found', path: this.path, message: `This object has no ${what}.` });
  }
}

/** Of a view they would be those of all cells. */
function withParts(options: CallOptions, onPart: VectorOptions['onPart']): CallOptions {
  if (!onPart) return options;
  const onProgress = (progress: Progress): void => {
    options.onProgress?.(progress);
    if (progress.value) onPart(toVector(progress.value as ArrayValue));
  };
  return { ...options, onProgress };
}
