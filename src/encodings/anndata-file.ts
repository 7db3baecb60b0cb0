/**
 * A file as AnnData's elements: the outline when it is opened, and any element of it on demand.
 * Runs on the file side. Holds structure only, never values.
 */
import { type ErrorRecord, ShadowError, toErrorRecord } from '../protocol/errors.ts';
import type { Outline } from '../protocol/outline.ts';
import type { MatrixSample } from '../protocol/sample.ts';
import type { Selection } from '../protocol/selection.ts';
import type { Value } from '../protocol/values.ts';
import type { LocatedMatrix } from '../scan/minor-reader.ts';
import type { Storage, StorageNode } from '../storage/storage.ts';
import { alignAnnData, alignMuData } from './aligned.ts';
import { textAttribute } from './attributes.ts';
import { isCompressed } from './compressed.ts';
import { anndata, dict, mudata } from './container.ts';
import { dataframe, makeFrame } from './dataframe.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, type ReadContext, readElement } from './encoding.ts';
import { expectedMembers } from './expected-members.ts';
import { fetchOffsets, matrixOfNames } from './foresee.ts';
import { modernize } from './legacy.ts';
import { asLoom } from './loom.ts';
import { locateMatrix } from './minor-slices.ts';
import { withMaps } from './modality-maps.ts';
import { inOrder } from './modality-order.ts';
import { recognize } from './registry.ts';
import { sampleMatrix } from './sample.ts';
import { spatialTables } from './spatial.ts';
import { sumColumns } from './sum-columns.ts';
import { asTenX } from './tenx.ts';
import { memberPath, shownAt } from './virtual.ts';

/** HDF5 allows groups that contain themselves; no file nests deeper in earnest. */
const DEEPEST = 64;
const MOST_GROUPS = 100_000;

export class AnnDataFile {
  readonly outline: Outline;
  readonly #storage: Storage;
  readonly #elements = new Map<string, Element>();
  readonly #foreseen = new Set<Element>();

  private constructor(storage: Storage, root: Element, tables: readonly string[]) {
    this.#storage = storage;
    const { name, bytes, format } = storage;
    this.outline = {
      kind: kindOf(root.encoding),
      file: { name, bytes, format },
      root: root.outline,
      ...(tables.length > 0 ? { tables } : {}),
    };
    this.#register(root);
  }

  /**
   * Reads the structure of a file, or of the group at `path` in it. Of SpatialData's tables the first is what is opened.
   * @throws ShadowError `not-found` if there is no such group
   */
  static async read(storage: Storage, path = ''): Promise<AnnDataFile> {
    let node = await storage.root();
    const tables = await spatialTables(storage, node);
    if (path === '') node = tables[0] ?? node;
    for (const name of path.split('/').filter(Boolean)) {
      const next = (await storage.list(node.path, [...expectedMembers(node), name])).find((child) => child.name === name && child.group);
      if (!next) throw new ShadowError({ tag: 'not-found', path, message: `${storage.name} has no group ${path}.` });
      node = next;
    }
    const visited = { count: 0 };
    const children = await visitAll(storage, node, 0, visited);
    // A file whose own attributes are damaged is known by its members.
    const { problem: _, ...root } = node;
    return new AnnDataFile(
      storage,
      rootElement(root, children),
      tables.map((table) => table.path),
    );
  }

  /** @throws ShadowError: `not-found`, or why the element cannot be read */
  async readValue(path: string, selection: readonly Selection[] | null, context: Omit<ReadContext, 'storage'>): Promise<Value> {
    const reading = readElement(this.#element(path), selection, { ...context, storage: this.#storage });
    this.#foresee(path);
    return reading;
  }

  /** Once for each matrix; after what was asked for itself. */
  #foresee(path: string): void {
    if (!this.#storage.isAwaited) return;
    const matrix = matrixOfNames(path, (at) => this.#elements.get(at));
    if (!matrix || this.#foreseen.has(matrix)) return;
    this.#foreseen.add(matrix);
    void fetchOffsets(matrix, this.#storage);
  }

  /** @throws ShadowError: `not-found`, `invalid` for what is no matrix of numbers, or why it cannot be read */
  async sample(path: string, context: Omit<ReadContext, 'storage'>): Promise<MatrixSample> {
    return sampleMatrix(this.#element(path), { ...context, storage: this.#storage });
  }

  /** The sum over some columns of a matrix, a float64 for each row. @throws ShadowError as `readValue` */
  async sum(path: string, columns: Uint32Array<ArrayBuffer>, context: Omit<ReadContext, 'storage'>): Promise<Value> {
    return sumColumns(this.#element(path), columns, { ...context, storage: this.#storage });
  }

  /** Where the entries of a row-wise sparse matrix lie; null for what is none, is small, or only the storage can read. */
  async locate(path: string, context: Omit<ReadContext, 'storage'>): Promise<LocatedMatrix | null> {
    const element = this.#element(path);
    return isCompressed(element, 'csr') && !element.outline.problem
      ? locateMatrix('csr', element, { ...context, storage: this.#storage })
      : null;
  }

  #element(path: string): Element {
    const element = this.#elements.get(path);
    if (!element) throw new ShadowError({ tag: 'not-found', path, message: `${this.#storage.name} has no element ${path}.` });
    return element;
  }

  #register(element: Element): void {
    this.#elements.set(element.outline.path, element);
    for (const child of element.children) this.#register(child);
  }
}

function kindOf(encoding: Encoding): Outline['kind'] {
  if (encoding === mudata) return 'MuData';
  return encoding === anndata ? 'AnnData' : 'HDF5';
}

/** What the whole file is: by its own word, else by what is in it. */
function rootElement(node: StorageNode, members: readonly Element[]): Element {
  const has = (name: string) => members.some((member) => member.node.name === name);
  const named = textAttribute(node, 'encoding-type');
  if (has('mod') && (named === mudata.type || named === undefined)) return muDataElement(node, members);
  if (named === anndata.type || (has('obs') && has('var'))) return annDataElement(node, members);
  if (named !== undefined) return elementOf(node, members);
  return asTenX(node, members) ?? asLoom(node, members) ?? makeElement(node, dict, members.map(asPlain));
}

/** In a file that is not AnnData's, a group is what it calls itself, or a plain group: it is not guessed by what is in it. */
function asPlain(element: Element): Element {
  const isNamed = textAttribute(element.node, 'encoding-type') !== undefined;
  return !element.node.group || isNamed || element.node.problem ? element : makeElement(element.node, dict, element.children.map(asPlain));
}

function elementOf(node: StorageNode, members: readonly Element[]): Element {
  const encoding = recognize(node, members);
  if (encoding === anndata) return annDataElement(node, members);
  if (encoding === mudata) return muDataElement(node, members);
  return encoding === dataframe ? makeFrame(node, members) : makeElement(node, encoding, members);
}

function annDataElement(node: StorageNode, members: readonly Element[]): Element {
  const aligned = alignAnnData(node, modernize(node, members));
  return makeElement(
    node,
    anndata,
    aligned.map((member) => shownAt(member, memberPath(node.path, member.node.name))),
  );
}

/** Each modality is an AnnData whether or not it says so, or a MuData in turn. */
function muDataElement(node: StorageNode, members: readonly Element[]): Element {
  const modality = (mod: Element): Element => {
    if (!mod.node.group || mod.outline.problem || mod.encoding === anndata || mod.encoding === mudata) return mod;
    return mod.children.some((child) => child.node.name === 'mod')
      ? muDataElement(mod.node, mod.children)
      : annDataElement(mod.node, mod.children);
  };
  const withModalities = members.map((member) =>
    member.node.name === 'mod' ? makeElement(member.node, dict, inOrder(member).map(modality)) : member,
  );
  return makeElement(node, mudata, withMaps(node, alignMuData(node, withModalities)));
}

async function visitAll(storage: Storage, node: StorageNode, depth: number, visited: { count: number }): Promise<Element[]> {
  const members = await storage.list(node.path, expectedMembers(node));
  // At the same time: on a server every group is a request or two.
  return Promise.all(members.map((child) => visit(storage, child, depth, visited)));
}

async function visit(storage: Storage, node: StorageNode, depth: number, visited: { count: number }): Promise<Element> {
  if (!node.group || node.problem) return makeElement(node, node.group ? dict : recognize(node, []), []);
  // A group that contains itself twice has more paths than can be counted.
  if (depth >= DEEPEST || ++visited.count > MOST_GROUPS) return makeElement({ ...node, problem: tooDeep(node.path) }, dict, []);
  try {
    const children = await visitAll(storage, node, depth + 1, visited);
    return elementOf(node, children);
  } catch (error) {
    // A group that cannot be listed costs only itself.
    const problem = toErrorRecord(error);
    if (problem.tag !== 'corrupt' && problem.tag !== 'unsupported') throw error;
    return makeElement({ ...node, problem: { ...problem, path: node.path } }, dict, []);
  }
}

function tooDeep(path: string): ErrorRecord {
  return {
    tag: 'unsupported',
    path,
    message: `${path} is nested more than ${DEEPEST} groups deep, or among more than ${MOST_GROUPS}, or contains itself.`,
  };
}
