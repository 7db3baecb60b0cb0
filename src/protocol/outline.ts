/**
 * The outline of a file: every element with its shape, dtype and encoding, but none of its values.
 * Plain data, made by the file side when a file is opened, read by the shadow. Runs on every thread.
 */
import type { ErrorRecord } from './errors.ts';

export type AttributeValue = string | number | bigint | boolean | null | readonly (string | number | bigint | boolean)[];

export interface Attribute {
  readonly name: string;
  readonly value: AttributeValue;
  /** Its type in numpy's words; `json` for what only Zarr's attributes can be; `UNREADABLE` where the value is damaged, and null. */
  readonly dtype: string;
}

export const UNREADABLE = 'unreadable';

/** A filter of HDF5, or a codec of Zarr. */
export interface FilterInfo {
  /** HDF5's number of it; −1 for a codec. */
  readonly id: number;
  /** `gzip`, `lzf`, `shuffle`… */
  readonly name: string;
  readonly parameters: readonly number[];
}

/** How one dataset lies in the file. */
export interface Layout {
  readonly dtype: string;
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  /** Of a Zarr array whose chunks lie together in larger ones. */
  readonly shards?: readonly number[];
  readonly filters: readonly FilterInfo[];
  /** Bytes the values take uncompressed; for variable-length strings only their references. */
  readonly bytes: number;
}

export interface OutlineNode {
  /** Path inside the file, without a leading slash; '' is the root. */
  readonly path: string;
  readonly name: string;
  readonly group: boolean;
  /** AnnData's encoding-type, as written or, where it is missing, as recognised. */
  readonly encoding: string;
  /** AnnData's encoding-version, '' where the file does not say. */
  readonly version: string;
  /** Shape of the element as AnnData sees it (rows × columns for a sparse group); null where it has none. */
  readonly shape: readonly number[] | null;
  /** numpy's or pandas' name: `float32`, `category`, `str`, `bool`…; null for a plain group. */
  readonly dtype: string | null;
  readonly attributes: readonly Attribute[];
  readonly layout: Layout | null;
  readonly children: readonly OutlineNode[];
  /** Of a dataframe: the member that is its index, and its columns in order. */
  readonly frame?: { readonly index: string; readonly columns: readonly string[] };
  /** Set where the element cannot be read; everything else still works. */
  readonly problem?: ErrorRecord;
}

export interface Outline {
  /** `HDF5` also stands for a Zarr store without cells. */
  readonly kind: 'AnnData' | 'MuData' | 'HDF5';
  /** `bytes` is null where nobody says how large it is, as of a folder or of a store on a server. */
  readonly file: {
    readonly name: string;
    readonly bytes: number | null;
    readonly format: 'HDF5' | 'Zarr';
    /** Whether it is behind a network, where every read takes its time. */
    readonly isRemote?: boolean;
  };
  readonly root: OutlineNode;
  /** Of SpatialData: the paths of its tables, one of which is the root. */
  readonly tables?: readonly string[];
}

export function attributeOf(node: { readonly attributes: readonly Attribute[] }, name: string): AttributeValue | undefined {
  return node.attributes.find((attribute) => attribute.name === name)?.value;
}

/** Every node below and including this one, parents first. */
export function* walk(node: OutlineNode): Generator<OutlineNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}
