/** A MuData object: modalities that share cells (or genes), each an AnnDataShadow. Pure; the same class on a page and in Node. */
import { alignRows } from '../arrays/align.ts';
import { namesOf } from '../arrays/items.ts';
import { type Positions, positionList } from '../arrays/positions.ts';
import { invertMap, mapByNames, type RowMap, storedMap } from '../arrays/row-map.ts';
import { ShadowError } from '../protocol/errors.ts';
import { attributeOf, type OutlineNode } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { AnnDataShadow } from './anndata-shadow.ts';
import { type AxisSelection, selectAxes } from './axis-selection.ts';
import { colorsElement } from './colors.ts';
import type { DataFrameShadow } from './data-frame-shadow.ts';
import { type DataParts, DataShadow } from './data-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { alignEmbedding, type EmbeddingRef, readComponent, readEmbedding } from './embedding.ts';
import type { CallOptions } from './reader.ts';
import type { ObsRef, VarVectorRef, VectorRef } from './ref.ts';
import { muDataText } from './repr.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';
import type { Slot } from './slot.ts';
import { alignVector, toVector, type Vector, type VectorOptions } from './vector.ts';
import { type ViewOf, viewOfData, viewOfMap } from './view-parts.ts';

interface CopyOptions extends CallOptions {
  /** Another name for the copy. */
  readonly name?: string | undefined;
}

/** mudata allows a modality to be a MuData in turn. */
export type Modality = AnnDataShadow | MuDataShadow;

export interface MuDataParts extends DataParts {
  readonly obsmap: Slot;
  readonly varmap: Slot;
  readonly modalities: ReadonlyMap<string, Modality>;
}

export class MuDataShadow extends DataShadow {
  /** By name, in the file's `mod-order`: those that are an AnnData, as nearly all are. */
  readonly mod: ReadonlyMap<string, AnnDataShadow>;
  /** All of them, also those that are a MuData in turn. */
  readonly modalities: ReadonlyMap<string, Modality>;
  /** For each modality: the 1-based position of each cell in it, 0 where it is absent. */
  readonly obsmap: Slot;
  readonly varmap: Slot;
  /** What the modalities share: 0 = cells, 1 = genes, −1 = both. */
  readonly axis: number;
  override readonly parent: MuDataShadow | null;

  constructor(session: Session, path: string, node: OutlineNode | null, parts: MuDataParts, view: ViewOf<MuDataShadow> | null = null) {
    super(session, path, node, parts, view);
    this.parent = view?.parent ?? null;
    this.obsmap = parts.obsmap;
    this.varmap = parts.varmap;
    this.modalities = parts.modalities;
    this.mod = new Map([...this.modalities].flatMap(([name, modality]) => (modality instanceof AnnDataShadow ? [[name, modality]] : [])));
    const axis = node && attributeOf(node, 'axis');
    this.axis = Number((Array.isArray(axis) ? axis[0] : axis) ?? 0);
  }

  override slots(): ReadonlyMap<string, ShadowNode> {
    const { obs, obsm, varm, obsp, varp, uns, obsmap, varmap } = this;
    return new Map<string, ShadowNode>([
      ['obs', obs],
      ['var', this.var],
      ['obsm', obsm],
      ['varm', varm],
      ['obsp', obsp],
      ['varp', varp],
      ['uns', uns],
      ['obsmap', obsmap],
      ['varmap', varmap],
    ]);
  }

  override children(): ReadonlyMap<string, ShadowNode> {
    return new Map<string, ShadowNode>([...this.slots(), ...this.modalities]);
  }

  /** Modalities are under `mod/`, as in the file, or by their own name. */
  override at(path: string): ShadowNode {
    return super.at(path.replace(/^mod\/(?=.)/, ''));
  }

  /**
   * One value for each cell of the MuData; a modality's own are put in place through `obsmap`, NaN (or −1) where a cell is not in it.
   * @throws ShadowError `not-found`, or `invalid` for a gene without its modality
   */
  override async obsVector(ref: VectorRef, { onPart, ...options }: VectorOptions = {}): Promise<Vector> {
    this.session.assertOpen();
    const { mod, ...rest } = ref;
    if (mod !== undefined) {
      const modality = this.#any(mod);
      const reading = this.cellMap(mod, options);
      // Why there is no map is said by the vector itself.
      const alignPart = onPart && ((part: Vector) => void reading.then((map) => onPart(alignVector(part, map))).catch(() => {}));
      const [vector, map] = await Promise.all([modality.obsVector(rest as VectorRef, { ...options, onPart: alignPart }), reading]);
      return alignVector(vector, map);
    }
    if (ref.kind === 'obs') return toVector(await this.obs.column(ref.column, options));
    if (ref.kind === 'obsm') return readComponent(this.obsm, ref.key, ref.component, options);
    return this.#needsModality(ref.kind === 'set' ? 'A set of genes' : `“${ref.name}”`);
  }

  /**
   * One value for each gene of the MuData; a modality's own are put in place through `varmap`, NaN (or −1) where a gene is not in it.
   * @throws ShadowError `not-found`, or `invalid` for a cell without its modality
   */
  override async varVector(ref: VarVectorRef, options: CallOptions = {}): Promise<Vector> {
    this.session.assertOpen();
    const { mod, ...rest } = ref;
    if (mod !== undefined) {
      const modality = this.#any(mod);
      const [vector, map] = await Promise.all([modality.varVector(rest as VarVectorRef, options), this.geneMap(mod, options)]);
      return alignVector(vector, map);
    }
    if (ref.kind === 'var') return toVector(await this.var.column(ref.column, options));
    if (ref.kind === 'varm') return readComponent(this.varm, ref.key, ref.component, options);
    return this.#needsModality(`“${ref.name}”`);
  }

  /**
   * As of an AnnData; each modality has those of the asked cells (genes) that are in it, in the asked order, which `obsmap` (`varmap`) tells
   * and is read for. An axis that is all stays as it is in every modality.
   */
  override async view(obs: AxisSelection, vars: AxisSelection = null, options: CallOptions = {}): Promise<MuDataShadow> {
    this.session.assertOpen();
    const axes = await selectAxes(this, obs, vars, options);
    const parent = this.parent ?? this;
    const modalities = [...parent.modalities].map(async ([name, modality]) => {
      const [cells, genes] = await Promise.all([axes.obs && parent.cellMap(name, options), axes.var && parent.geneMap(name, options)]);
      const view = await modality.view(positionsInModality(axes.obs, cells), positionsInModality(axes.var, genes), options);
      return [name, view] as const;
    });
    const parts = {
      ...viewOfData(parent, axes),
      obsmap: viewOfMap(parent.obsmap, axes.obs),
      varmap: viewOfMap(parent.varmap, axes.var),
      modalities: new Map(await Promise.all(modalities)),
    };
    return new MuDataShadow(parent.session, parent.path, parent.node, parts, { parent, ...axes });
  }

  /** Of a modality's column: the modality's own colours, else the whole's under `rna:celltype_colors`. */
  override colorsElement(ref: ObsRef): ElemShadow | null {
    if (ref.mod === undefined) return colorsElement(this.uns, ref.column) ?? null;
    return colorsElement(this.#any(ref.mod).uns, ref.column) ?? colorsElement(this.uns, `${ref.mod}:${ref.column}`) ?? null;
  }

  override async embedding(ref: EmbeddingRef, options: CallOptions = {}): Promise<Float32Array> {
    this.session.assertOpen();
    if (ref.mod === undefined) return readEmbedding(this.obsm, ref, options);
    const [xy, map] = await Promise.all([readEmbedding(this.#any(ref.mod).obsm, ref, options), this.cellMap(ref.mod, options)]);
    return alignEmbedding(xy, map);
  }

  /**
   * Copies a column of a modality's obs into this obs (`▲`), under its own name or `name`, each value in the place of its cell.
   * Cells that are not in the modality are missing: see `alignRows` for how each type says so.
   * @throws ShadowError as `obs.set`; `not-found`; why the column cannot be read
   */
  async pullObs(mod: string, column: string, { name = column, ...options }: CopyOptions = {}): Promise<void> {
    this.session.assertOpen();
    const { obs } = this.modality(mod);
    assertName(this.obs, name);
    const [values, map] = await Promise.all([obs.column(column, options), this.cellMap(mod, options)]);
    this.obs.set(name, alignRows(values, map));
  }

  /** The other way: copies a column of this obs into a modality's. A modality has no cells that this object lacks. */
  async pushObs(mod: string, column: string, { name = column, ...options }: CopyOptions = {}): Promise<void> {
    this.session.assertOpen();
    const { obs } = this.modality(mod);
    assertName(obs, name);
    const [values, map] = await Promise.all([this.obs.column(column, options), this.cellMap(mod, options)]);
    obs.set(name, alignRows(values, invertMap(map, obs.nRows)));
  }

  /** @throws ShadowError `not-found`, `closed`; `invalid` for one that is a MuData in turn */
  modality(name: string): AnnDataShadow {
    const modality = this.#any(name);
    if (modality instanceof AnnDataShadow) return modality;
    throw new ShadowError({ tag: 'invalid', path: modality.path, message: `“${name}” is a MuData itself: it has no matrix of its own.` });
  }

  #needsModality(what: string): never {
    throw new ShadowError({
      tag: 'invalid',
      message: `${what} needs its modality: a MuData has no matrix of its own.`,
      hint: `Name one of: ${[...this.mod.keys()].join(', ')}.`,
    });
  }

  #any(name: string): Modality {
    this.session.assertOpen();
    const modality = this.modalities.get(name);
    if (modality) return modality;
    throw new ShadowError({
      tag: 'not-found',
      path: `mod/${name}`,
      message: `There is no modality “${name}”.`,
      hint: `There is: ${[...this.modalities.keys()].join(', ')}.`,
    });
  }

  /** Where this object's cells are in a modality: from `obsmap`, else, or where that is of other cells, by the cells' names. */
  cellMap(name: string, options: CallOptions = {}): Promise<RowMap> {
    return this.#positions('obs', name, options);
  }

  /** The same of its genes: from `varmap`, else by the genes' names. */
  geneMap(name: string, options: CallOptions = {}): Promise<RowMap> {
    return this.#positions('var', name, options);
  }

  async #positions(axis: 'obs' | 'var', name: string, options: CallOptions): Promise<RowMap> {
    const modality = this.#any(name);
    if (this.parent) return countUp(await this.parent.#positions(axis, name, options), this.selection[axis]);
    const element = this[`${axis}map`].get(name);
    const stored = element instanceof ElemShadow ? storedMap(await element.read(options), this[axis].nRows, modality[axis].nRows) : null;
    if (stored) return stored;
    // Along the axis that they do not share, modalities lie one after the other.
    const isSplit = this.axis === (axis === 'obs' ? 1 : 0);
    const before = isSplit ? [...this.modalities.values()].slice(0, [...this.modalities.keys()].indexOf(name)) : [];
    const [whole = [], ...parts] = await Promise.all(
      [this, ...before, modality].map(async (data) => namesOf((await data[axis].index.read(options)) as ArrayValue)),
    );
    return mapByNames(whole, parts);
  }

  override toString(): string {
    return muDataText(this);
  }
}

/** A name that cannot be is told before anything is read. */
function assertName(frame: DataFrameShadow, name: string): void {
  const problem = frame.nameProblem(name);
  if (problem) throw new ShadowError(problem);
}

/** Where those of the rows that a modality has are in it, from 0, in their order. Without a map, all of it. */
function positionsInModality(rows: Positions, map: Float64Array | null): Positions {
  if (!map) return null;
  return positionList(rows, map.length)
    .map((row) => map[row] as number)
    .filter((position) => position > 0)
    .map((position) => position - 1);
}

/** The map of a view: its modality has the rows that are in the view, in the view's order. One that stands for all stays as it is. */
function countUp(map: RowMap, rows: Positions): RowMap {
  if (rows === null) return map;
  let position = 0;
  return Float64Array.from(positionList(rows, map.length), (row) => ((map[row] as number) > 0 ? ++position : 0));
}
