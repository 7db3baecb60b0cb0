/** A MuData object: modalities that share cells (or genes), each an AnnDataShadow. Pure; the same class on a page and in Node. */
import { alignRows, invertMap } from '../arrays/align.ts';
import { namesOf } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import { attributeOf, type OutlineNode } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { AnnDataShadow, DataShadow } from './anndata-shadow.ts';
import { colorsElement } from './colors.ts';
import type { DataFrameShadow } from './data-frame-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import { alignEmbedding, type EmbeddingRef, readComponent, readEmbedding } from './embedding.ts';
import type { CallOptions } from './reader.ts';
import type { ObsRef, VectorRef } from './ref.ts';
import { muDataText } from './repr.ts';
import type { Session } from './session.ts';
import type { ShadowNode } from './shadow-node.ts';
import { type MakeShadow, Slot } from './slot.ts';
import { alignVector, toVector, type Vector } from './vector.ts';

interface CopyOptions extends CallOptions {
  /** Another name for the copy. */
  readonly name?: string | undefined;
}

/** mudata allows a modality to be a MuData in turn. */
export type Modality = AnnDataShadow | MuDataShadow;

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

  constructor(session: Session, path: string, node: OutlineNode, make: MakeShadow) {
    super(session, path, node, make);
    const at = (name: string): string => (path ? `${path}/${name}` : name);
    this.obsmap = new Slot(session, at('obsmap'), this.member('obsmap'), make, [this.nObs]);
    this.varmap = new Slot(session, at('varmap'), this.member('varmap'), make, [this.nVars]);
    const axis = attributeOf(node, 'axis');
    this.axis = Number((Array.isArray(axis) ? axis[0] : axis) ?? 0);
    this.modalities = new Map(
      modalityNodes(this.member('mod')).map((child) => {
        const Shadow = child.encoding === 'MuData' ? MuDataShadow : AnnDataShadow;
        return [child.name, new Shadow(session, at(`mod/${child.name}`), child, make)];
      }),
    );
    this.mod = new Map([...this.modalities].flatMap(([name, modality]) => (modality instanceof AnnDataShadow ? [[name, modality]] : [])));
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
  override async obsVector(ref: VectorRef, options: CallOptions = {}): Promise<Vector> {
    this.session.assertOpen();
    const { mod, ...rest } = ref;
    if (mod !== undefined) {
      const modality = this.#any(mod);
      const [vector, map] = await Promise.all([modality.obsVector(rest as VectorRef, options), this.cellMap(mod, options)]);
      return alignVector(vector, map);
    }
    if (ref.kind === 'obs') return toVector(await this.obs.column(ref.column, options));
    if (ref.kind === 'obsm') return readComponent(this.obsm, ref.key, ref.component, options);
    throw new ShadowError({
      tag: 'invalid',
      message: `${ref.kind === 'set' ? 'A set of genes' : `“${ref.name}”`} needs its modality: a MuData has no matrix of its own.`,
      hint: `Name one of: ${[...this.mod.keys()].join(', ')}.`,
    });
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

  /** 1-based positions of this object's cells in a modality, 0 = absent: from `obsmap`, else by the cells' names. */
  async cellMap(name: string, options: CallOptions = {}): Promise<Float64Array> {
    const element = this.obsmap.get(name);
    if (element instanceof ElemShadow) {
      const value = await element.read(options);
      if (value.kind === 'numeric' && value.data.length === this.nObs) {
        const positions = new Float64Array(this.nObs);
        for (let i = 0; i < positions.length; i++) positions[i] = Number(value.data[i]);
        return positions;
      }
      // A bool column, as in obsm: the cells that are there, in their order.
      if (value.kind === 'boolean' && value.data.length === this.nObs) {
        let position = 0;
        return Float64Array.from(value.data, (isThere) => (isThere ? ++position : 0));
      }
    }
    const [all, own] = await Promise.all([this.obsNames.read(options), this.#any(name).obsNames.read(options)]);
    const positions = new Map(namesOf(own as ArrayValue).map((cell, i) => [cell, i + 1]));
    return Float64Array.from(namesOf(all as ArrayValue), (cell) => positions.get(cell) ?? 0);
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

/**
 * mudata writes the order of the modalities as an attribute, and takes the file's where that names one that is not there (read_h5mu in its
 * `_core/io.py`). What it does not name comes after, by name.
 */
function modalityNodes(mod: OutlineNode | null): OutlineNode[] {
  if (!mod) return [];
  const order = attributeOf(mod, 'mod-order');
  const named = Array.isArray(order) ? order.map(String) : typeof order === 'string' ? [order] : [];
  const names = named.every((name) => mod.children.some((child) => child.name === name)) ? named : [];
  const rank = (child: OutlineNode): number => (names.includes(child.name) ? names.indexOf(child.name) : names.length);
  return [...mod.children].filter((child) => child.group).sort((a, b) => rank(a) - rank(b));
}
