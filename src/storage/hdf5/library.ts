/**
 * libhdf5 as h5wasm brings it: loaded once a thread, its error stack caught instead of printed.
 * The only importer of h5wasm. Runs in the file worker or in Node, the same browser build in both.
 * Only the low-level calls are used: the high-level API ignores the status of a failed read.
 */
// For its effect, and before h5wasm is evaluated.
import './library-symbols.ts';
import { ready } from 'h5wasm';
import { Inflater } from '../../io/inflate/inflater.ts';
import { setMemory } from './library-symbols.ts';

/** h5wasm's description of a type, as `get_dtype_metadata` in its hdf5_util.cc fills it. */
export interface TypeMetadata {
  /** H5T_class_t. */
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** Whether it is a variable-length string. */
  readonly vlen: boolean;
  readonly strpad?: number;
  /** Of a string: 0 ASCII, 1 UTF-8. */
  readonly cset?: number;
  readonly compound_type?: { readonly members: readonly (TypeMetadata & { readonly name: string; readonly offset: number })[] };
  readonly array_type?: TypeMetadata & { readonly shape: readonly number[] };
  readonly enum_type?: { readonly type: number; readonly members: Readonly<Record<string, number>> };
}

export interface DataMetadata extends TypeMetadata {
  /** Null for an empty dataspace. */
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly total_size: number;
  readonly virtual_sources?: readonly unknown[];
}

export interface FileSystemNode {
  readonly id: number;
  readonly mode: number;
  node_ops: object;
  stream_ops: object;
  contents?: Record<string, FileSystemNode>;
}

interface FileSystemStream {
  readonly position: number;
  stream_ops: object;
}

export interface FileSystem {
  readonly ErrnoError: new (errno: number) => Error;
  createNode(parent: FileSystemNode | null, name: string, mode: number, device: number): FileSystemNode;
  getStream(descriptor: number): FileSystemStream | undefined;
  mkdirTree(path: string): void;
  rmdir(path: string): void;
  mount(type: { mount(): FileSystemNode }, options: object, path: string): unknown;
  unmount(path: string): void;
  writeFile(path: string, bytes: Uint8Array): void;
  analyzePath(path: string): { readonly exists: boolean };
}

/** The calls of h5wasm 0.10.3 that are used, from its hdf5_util_helpers.d.ts. */
export interface Hdf5Library {
  readonly FS: FileSystem;
  /** Replaced whenever the heap grows: never kept across a call. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  /** Negative where the file could not be opened; it never throws. */
  open(path: string, mode: number, trackOrder: boolean, libverLow: number, libverHigh: number): bigint;
  close_file(file: bigint): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  /** 0 group, 1 dataset, 2 named type, also behind a link; 3 a soft link and 4 an external one that lead nowhere. (`get_types` guesses there.) */
  get_type(file: bigint, path: string): number;
  /** Where a soft link leads; null for what is none. */
  get_symbolic_link(file: bigint, path: string): string | null;
  /** Without a filename for what is no external link. */
  get_external_link(file: bigint, path: string): { readonly filename?: string; readonly obj_path?: string };
  /** The address of an object's header, 8 bytes. */
  create_object_reference(file: bigint, path: string): readonly number[];
  get_datatype_metadata(file: bigint, path: string): TypeMetadata;
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): DataMetadata;
  get_attribute_data(file: bigint, path: string, name: string, pointer: bigint): number;
  get_dataset_metadata(file: bigint, path: string): DataMetadata;
  get_dataset_filters(file: bigint, path: string): { id: number; name: string; cd_values: number[] }[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[] | null,
    offset: bigint[] | null,
    stride: bigint[] | null,
    pointer: bigint,
  ): number;
  reclaim_vlen_memory(file: bigint, path: string, attribute: string, pointer: bigint): number;
  reclaim_vlen_memory_count(file: bigint, path: string, attribute: string, pointer: bigint, count: bigint[]): number;
  insert_plugin_search_path(path: string, index: number): number;
  get_referenced_name(file: bigint, reference: Uint8Array, isObject: boolean): string | null;
}

let loading: Promise<Hdf5Library> | undefined;
let errorStack = '';

export function loadLibrary(): Promise<Hdf5Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Hdf5Library> {
  const [module, inflater] = await Promise.all([ready, Inflater.load()]);
  const library = module as unknown as Hdf5Library;
  setMemory(library, inflater);
  // HDF5 prints its error stack to stderr, hundreds of lines for one bad file: kept for the message instead.
  const stderr = library.FS.getStream(2);
  if (stderr) {
    const decoder = new TextDecoder();
    const write = (_stream: unknown, buffer: Int8Array, offset: number, length: number): number => {
      errorStack += decoder.decode(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length).slice());
      return length;
    };
    stderr.stream_ops = { ...stderr.stream_ops, write };
  }
  return library;
}

/** What HDF5 has complained of since the last call, deepest cause first; '' if of nothing. */
export function takeErrorStack(): string {
  const lines = errorStack.split('\n');
  errorStack = '';
  const causes: string[] = [];
  for (const line of lines) {
    // "#005: /…/H5Z.c line 1391 in H5Z_pipeline(): required filter 'lzf' is not registered"
    const said = /^\s*#\d+: \S+ line \d+ in (\w+)\(\): (.*)$/.exec(line);
    if (said) causes.unshift(`${said[2]} (${said[1]})`);
  }
  return [...new Set(causes)].join('\n');
}
