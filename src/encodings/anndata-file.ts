/**
 * A file as AnnData's elements: the outline when it is opened, and any element of it on demand.
 * Runs on the file side. Holds structure only, never values.
 */
import { type ErrorRecord, ShadowError } from '../protocol/errors.ts';
import { attributeOf, type Outline } from '../protocol/outline.ts';
import type { MatrixSample } from '../protocol/sample.ts';
import type { Selection } from '../protocol/selection.ts';
import type { Value } from '../protocol/values.ts';
import type { Storage, StorageNode } from '../storage/storage.ts';
import { anndata, dict, mudata } from './container.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, type ReadContext, readElement } from './encoding.ts';
import { modernize } from './legacy.ts';
import { asLoom } from './loom.ts';
import { recognize } from './registry.ts';
import { sampleMatrix } from './sample.ts';
import { asTenX } from './tenx.ts';

/** HDF5 allows groups that contain themselves; no file nests deeper in earnest. */
const DEEPEST = 64;

export class AnnDataFile {
  readonly outline: Outline;
  readonly #storage: Storage;
  readonly #elements = new Map<string, Element>();

  private constructor(storage: Storage, root: Element) {
    this.#storage = storage;
    this.outline = { kind: kindOf(root.encoding), file: { name: storage.name, bytes: storage.bytes }, root: root.outline };
    this.#register(root);
  }

  /**
   * Reads the structure of a file, or of the group at `path` in it.
   * @throws ShadowError `not-found` if there is no such group
   */
  static async read(storage: Storage, path = ''): Promise<AnnDataFile> {
    let node = await storage.root();
    for (const name of path.split('/').filter(Boolean)) {
      const next = (await storage.list(node.path)).find((child) => child.name === name && child.group);
      if (!next) throw new ShadowError({ tag: 'not-found', path, message: `${storage.name} has no group ${path}.` });
      node = next;
    }
    const children = await visitAll(storage, node, 0);
    return new AnnDataFile(storage, rootElement(node, children));
  }

  /** @throws ShadowError: `not-found`, or why the element cannot be read */
  async readValue(path: string, selection: readonly Selection[] | null, context: Omit<ReadContext, 'storage'>): Promise<Value> {
    return readElement(this.#element(path), selection, { ...context, storage: this.#storage });
  }

  /** @throws ShadowError: `not-found`, `invalid` for what is no matrix of numbers, or why it cannot be read */
  async sample(path: string, context: Omit<ReadContext, 'storage'>): Promise<MatrixSample> {
    return sampleMatrix(this.#element(path), { ...context, storage: this.#storage });
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

/** What the whole file, or a modality in it, is: by its own word, else by what is in it. */
function rootElement(node: StorageNode, children: readonly Element[]): Element {
  const has = (name: string) => children.some((child) => child.node.name === name);
  const named = attributeOf(node, 'encoding-type');
  if (has('mod') && (named === mudata.type || named === undefined)) return makeElement(node, mudata, modalities(children));
  if (named === anndata.type || (has('obs') && has('var'))) return makeElement(node, anndata, modernize(children));
  if (named !== undefined) return makeElement(node, recognize(node, children), children);
  return asTenX(node, children) ?? asLoom(node, children) ?? makeElement(node, dict, children.map(asPlain));
}

/** In a file that is not AnnData's, a group is what it calls itself, or a plain group: it is not guessed by what is in it. */
function asPlain(element: Element): Element {
  const isNamed = attributeOf(element.node, 'encoding-type') !== undefined;
  return !element.node.group || isNamed || element.node.problem ? element : makeElement(element.node, dict, element.children.map(asPlain));
}

/** Each modality is an AnnData, whether or not it says so. */
function modalities(children: readonly Element[]): readonly Element[] {
  return children.map((child) =>
    child.node.name === 'mod'
      ? makeElement(
          child.node,
          child.encoding,
          child.children.map((mod) => rootElement(mod.node, mod.children)),
        )
      : child,
  );
}

async function visitAll(storage: Storage, node: StorageNode, depth: number): Promise<Element[]> {
  const elements: Element[] = [];
  for (const child of await storage.list(node.path)) elements.push(await visit(storage, child, depth));
  return elements;
}

async function visit(storage: Storage, node: StorageNode, depth: number): Promise<Element> {
  if (!node.group || node.problem) return makeElement(node, node.group ? dict : recognize(node, []), []);
  if (depth >= DEEPEST) return makeElement({ ...node, problem: tooDeep(node.path) }, dict, []);
  const children = await visitAll(storage, node, depth + 1);
  return makeElement(node, recognize(node, children), children);
}

function tooDeep(path: string): ErrorRecord {
  return { tag: 'unsupported', path, message: `${path} is nested more than ${DEEPEST} groups deep, or contains itself.` };
}
