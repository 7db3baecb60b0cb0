/**
 * The groups and arrays of a store, out of their metadata. Runs beside the file handle.
 * Consolidated metadata say all at once. Without them each group is listed, where the store can list; where it cannot, as on a web server,
 * only what a caller names is looked for.
 */
import type { KeyStore } from '../../io/store/store.ts';
import { type ErrorRecord, ShadowError, toErrorRecord } from '../../protocol/errors.ts';
import { arrayOfV2, arrayOfV3, type ZarrArray } from './array.ts';
import { isObject, type JsonObject, parseJson } from './json.ts';

export interface ZarrNode {
  readonly attributes: JsonObject;
  /** Null for a group. */
  readonly array: ZarrArray | null;
  readonly problem?: ErrorRecord;
}

/** Files of metadata: version 3 has one for each node, version 2 two. */
const V3 = 'zarr.json';
const V2_ARRAY = '.zarray';
const V2_GROUP = '.zgroup';
const V2_ATTRIBUTES = '.zattrs';
const V2_CONSOLIDATED = '.zmetadata';
export const METADATA: readonly string[] = [V3, V2_CONSOLIDATED, V2_GROUP, V2_ARRAY, V2_ATTRIBUTES];

export class Hierarchy {
  readonly #store: KeyStore;
  readonly #version: 2 | 3;
  /** Paths of all nodes, and of the members of each group; null without consolidated metadata. */
  readonly #consolidated: ReadonlyMap<string, JsonObject> | null;
  readonly #members = new Map<string, string[]>();
  readonly root: ZarrNode;

  private constructor(store: KeyStore, version: 2 | 3, root: JsonObject, consolidated: ReadonlyMap<string, JsonObject> | null) {
    this.#store = store;
    this.#version = version;
    this.root = version === 3 ? nodeOfV3('', root) : nodeOfV2('', root);
    this.#consolidated = consolidated;
    for (const path of consolidated?.keys() ?? []) {
      if (!path) continue;
      const slash = path.lastIndexOf('/');
      const parent = path.slice(0, Math.max(0, slash));
      const siblings = this.#members.get(parent);
      if (siblings) siblings.push(path.slice(slash + 1));
      else this.#members.set(parent, [path.slice(slash + 1)]);
    }
  }

  /**
   * Null where there is no Zarr.
   * @throws ShadowError `corrupt` for metadata that cannot be read, `io`
   */
  static async open(store: KeyStore, signal?: AbortSignal): Promise<Hierarchy | null> {
    const v3 = await metadataAt(store, V3, signal);
    if (v3) return new Hierarchy(store, 3, v3, consolidatedV3(v3));
    const consolidated = await metadataAt(store, V2_CONSOLIDATED, signal);
    const all = consolidated && consolidatedV2(consolidated);
    if (all) return new Hierarchy(store, 2, all.get('') ?? {}, all);
    const root = await v2At(store, '', signal);
    return root && new Hierarchy(store, 2, root, null);
  }

  /** Whether it is known what a group has in it. */
  get isComplete(): boolean {
    return this.#consolidated !== null || this.#store.list !== undefined;
  }

  /** Names of the members of a group that may be there. @param expected what a group of its kind has */
  async names(path: string, expected: readonly string[]): Promise<readonly string[]> {
    if (this.#consolidated) return this.#members.get(path) ?? [];
    return this.#store.list ? (await this.#store.list(path)).folders : expected;
  }

  /** Null where there is none. One whose metadata are damaged carries its problem. @throws ShadowError `io` */
  async node(path: string, signal?: AbortSignal): Promise<ZarrNode | null> {
    if (this.#consolidated) {
      const known = this.#consolidated.get(path);
      return known ? (this.#version === 3 ? nodeOfV3(path, known) : nodeOfV2(path, known)) : null;
    }
    try {
      const json = await (this.#version === 3 ? metadataAt(this.#store, `${path}/${V3}`, signal) : v2At(this.#store, path, signal));
      return json && (this.#version === 3 ? nodeOfV3(path, json) : nodeOfV2(path, json));
    } catch (error) {
      const problem = toErrorRecord(error);
      if (problem.tag !== 'corrupt') throw error;
      return { attributes: {}, array: null, problem: { ...problem, path } };
    }
  }
}

async function metadataAt(store: KeyStore, key: string, signal: AbortSignal | undefined): Promise<JsonObject | null> {
  const bytes = await store.get(key, undefined, signal);
  if (!bytes) return null;
  try {
    const json = parseJson(bytes);
    if (isObject(json)) return json;
  } catch {
    // Said below.
  }
  throw new ShadowError({
    tag: 'corrupt',
    message: `${key} in ${store.name} is not JSON, as the metadata of Zarr are.`,
    hint: 'The store may be damaged here, or a server answered with a page of its own.',
  });
}

/** Version 2 has what a node is and its attributes in two files; together they look as in consolidated metadata. */
async function v2At(store: KeyStore, path: string, signal: AbortSignal | undefined): Promise<JsonObject | null> {
  const at = (name: string) => metadataAt(store, path ? `${path}/${name}` : name, signal);
  const [array, group, attributes] = await Promise.all([path ? at(V2_ARRAY) : null, at(V2_GROUP), at(V2_ATTRIBUTES)]);
  return array || group ? { ...(array ? { array } : {}), attributes: attributes ?? {} } : null;
}

/** By path: `{ array, attributes }`. */
function consolidatedV2(json: JsonObject): Map<string, JsonObject> | null {
  const { metadata } = json;
  if (!isObject(metadata)) return null;
  const nodes = new Map<string, { array?: JsonObject; attributes?: JsonObject }>();
  for (const [key, value] of Object.entries(metadata)) {
    const slash = key.lastIndexOf('/');
    const [path, file] = [key.slice(0, Math.max(0, slash)), key.slice(slash + 1)];
    if (!isObject(value)) continue;
    const node = nodes.get(path) ?? {};
    nodes.set(path, node);
    if (file === V2_ARRAY) node.array = value;
    if (file === V2_ATTRIBUTES) node.attributes = value;
  }
  return nodes as Map<string, JsonObject>;
}

/** As zarr-python 3 writes it into the root: by path. */
function consolidatedV3(root: JsonObject): Map<string, JsonObject> | null {
  const { consolidated_metadata: consolidated } = root;
  if (!isObject(consolidated) || !isObject(consolidated['metadata'])) return null;
  const nodes = Object.entries(consolidated['metadata']).flatMap(([path, value]) =>
    isObject(value) ? [[path.replace(/^\/+/, ''), value] as const] : [],
  );
  return new Map([['', root], ...nodes]);
}

function nodeOfV2(path: string, { array, attributes }: JsonObject): ZarrNode {
  const own = isObject(attributes) ? attributes : {};
  if (!isObject(array)) return { attributes: own, array: null };
  const found = arrayOfV2(array);
  return found ? { attributes: own, array: found } : { attributes: own, array: null, problem: unclear(path) };
}

function nodeOfV3(path: string, json: JsonObject): ZarrNode {
  const own = isObject(json['attributes']) ? json['attributes'] : {};
  if (json['node_type'] !== 'array') return { attributes: own, array: null };
  const found = arrayOfV3(json);
  return found ? { attributes: own, array: found } : { attributes: own, array: null, problem: unclear(path) };
}

function unclear(path: string): ErrorRecord {
  return {
    tag: 'corrupt',
    path,
    message: `${path} is an array, but its metadata do not say its shape and chunks.`,
    hint: 'The store may be damaged here; everything else still works.',
  };
}
