/**
 * 10x Genomics' `.h5` (filtered_feature_bc_matrix.h5 and the like) as the AnnData that `scanpy.read_10x_h5` makes of it. Runs on the
 * file side. The outline shows it as an AnnData, so that nothing else needs to know; decisions are in docs/formats.md.
 *
 * Cell Ranger stores genes × cells by columns (CSC); the same arrays are cells × genes by rows (CSR), so nothing is turned or copied.
 */
import { ShadowError } from '../protocol/errors.ts';
import type { StorageNode } from '../storage/storage.ts';
import { anndata, dict } from './container.ts';
import { BOOLEAN, FLOAT32 } from './conversion.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, member } from './encoding.ts';
import { csr } from './sparse.ts';
import { alias, memberPath, virtualFrame } from './virtual.ts';

const MATRIX = ['data', 'indices', 'indptr', 'barcodes'];
/** Columns that scanpy has under names of its own, or not at all. */
const RENAMED = ['name', 'id', 'gene_id', 'feature_type', '_all_tag_keys'];

/** The element that the group is when it is 10x's: an AnnData, or a group of one for each genome; null when it is not. */
export function asTenX(node: StorageNode, children: readonly Element[]): Element | null {
  const matrix = child(children, 'matrix');
  const features = matrix && child(matrix.children, 'features');
  const names = features && (vector(features.children, 'name') ?? vector(features.children, 'id'));
  if (matrix && features && names && isMatrix(matrix.children)) return fromFeatures(node, matrix, features, names);
  if (isGenome(children)) return fromGenome(node, makeElement(node, dict, children));
  const genomes = children.filter(({ children: members }) => isGenome(members));
  if (genomes.length === 0) return null;
  // scanpy asks which genome is meant where there are several: here each is an AnnData of its own.
  if (genomes.length === 1 && children.length === 1) return fromGenome(node, genomes[0] as Element);
  return makeElement(
    node,
    dict,
    children.map((genome) => (genomes.includes(genome) ? fromGenome(genome.node, genome) : genome)),
  );
}

function child(children: readonly Element[], name: string): Element | undefined {
  return children.find(({ node }) => node.name === name);
}

/** A dataset of one dimension: whatever else has the name, it is not what is meant. */
function vector(children: readonly Element[], name: string): Element | undefined {
  const found = child(children, name);
  return found?.node.shape?.length === 1 ? found : undefined;
}

function isMatrix(children: readonly Element[]): boolean {
  return MATRIX.every((name) => vector(children, name));
}

/** A genome of Cell Ranger 1 and 2. */
function isGenome(children: readonly Element[]): boolean {
  return isMatrix(children) && ['genes', 'gene_names'].every((name) => vector(children, name));
}

/** Cell Ranger 3 and later, Cell Ranger ARC, probes, CellBender: `matrix` with `features`. All feature types are kept, as with `gex_only=False`. */
function fromFeatures(node: StorageNode, matrix: Element, features: Element, names: Element): Element {
  const at = (path: string): string => memberPath(node.path, path);
  const of = (name: string): Element | undefined => vector(features.children, name);
  const column = (source: string, name = source): Element[] => {
    const found = of(source);
    return found ? [alias(found, at(`var/${name}`))] : [];
  };
  const filtered = vector(matrix.children, 'filtered_barcodes');
  const obs = virtualFrame(
    at('obs'),
    alias(child(matrix.children, 'barcodes') as Element, at('obs/barcodes')),
    filtered ? [alias(filtered, at('obs/filtered_barcodes'), BOOLEAN)] : [],
  );
  // Of probes, `id` is the probe's and `gene_id` the gene's.
  const ids = of('gene_id') ? [...column('gene_id', 'gene_ids'), ...column('id', 'probe_ids')] : column('id', 'gene_ids');
  const others = features.children.filter((feature) => !feature.node.group && !RENAMED.includes(feature.node.name));
  const columns = [...ids, ...column('feature_type', 'feature_types'), ...others.flatMap((feature) => column(feature.node.name))];
  return assemble(node, matrix, obs, virtualFrame(at('var'), alias(names, at(`var/${names.node.name}`)), columns));
}

/** Cell Ranger 1 and 2: a group for each genome. */
function fromGenome(node: StorageNode, genome: Element): Element {
  const at = (path: string): string => memberPath(node.path, path);
  const [barcodes, names, ids] = ['barcodes', 'gene_names', 'genes'].map((name) => child(genome.children, name) as Element);
  const obs = virtualFrame(at('obs'), alias(barcodes as Element, at('obs/barcodes')), []);
  const vars = virtualFrame(at('var'), alias(names as Element, at('var/gene_names')), [alias(ids as Element, at('var/gene_ids'))]);
  return assemble(node, genome, obs, vars);
}

function assemble(node: StorageNode, matrix: Element, obs: Element, vars: Element): Element {
  const members = ['data', 'indices', 'indptr'].map((name) => child(matrix.children, name) as Element);
  const shape = [obs, vars].map(({ outline }) => outline.shape?.[0] ?? 0);
  const X = makeElement({ ...matrix.node, path: memberPath(node.path, 'X'), name: 'X' }, cellsByGenes(shape), members);
  return makeElement(node, anndata, [X, obs, vars]);
}

/** CSR whose shape is that of the tables. Counts of 32 bits become float32, as scanpy has them; others stay. */
function cellsByGenes(shape: readonly number[]): Encoding {
  return {
    type: csr.type,
    summarize(node, children) {
      const { dtype } = csr.summarize(node, children);
      const [cells = 0] = shape;
      const rows = (member({ node, children }, 'indptr').node.shape?.[0] ?? 0) - 1;
      if (rows !== cells) {
        const message = `The matrix has ${rows} cells, but there are ${cells} barcodes.`;
        throw new ShadowError({ tag: 'corrupt', path: node.path, message });
      }
      return { shape, dtype: dtype === 'int32' ? FLOAT32.dtype : dtype };
    },
    async read(element, selection, context) {
      const value = await (csr.read as NonNullable<Encoding['read']>)(element, selection, context);
      return element.outline.dtype === FLOAT32.dtype ? FLOAT32.convert(value) : value;
    },
  };
}
