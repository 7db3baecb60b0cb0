/**
 * The small interface that AnnData's encodings read through: groups, arrays, attributes, slices. Runs on the file side.
 * HDF5 and Zarr implement it; nothing above it knows which. Asynchronous but coarse: one call lists a whole group.
 */
import { type ErrorRecord, ShadowError } from '../protocol/errors.ts';
import type { Attribute, FilterInfo, Outline } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import type { StoredArray } from './stored-array.ts';

/** The type of one item of a dataset. */
export type DType =
  | { readonly kind: 'int' | 'uint'; readonly size: number }
  | { readonly kind: 'float'; readonly size: number }
  | { readonly kind: 'complex'; readonly size: number }
  | { readonly kind: 'bool'; readonly size: number }
  /** `size` null = variable length; `pad` says what a fixed-length string is padded with; numpy's bytes are ASCII, its texts UTF-32. */
  | {
      readonly kind: 'string';
      readonly size: number | null;
      readonly pad: 'null' | 'space';
      readonly charset: 'ascii' | 'utf-8' | 'utf-32';
    }
  | { readonly kind: 'compound'; readonly size: number; readonly fields: readonly CompoundField[] }
  | { readonly kind: 'array'; readonly size: number; readonly base: DType; readonly shape: readonly number[] }
  | { readonly kind: 'reference'; readonly size: number }
  /** Known to the format, but nothing here reads it; `label` names it. */
  | { readonly kind: 'unsupported'; readonly size: number; readonly label: string };

export interface CompoundField {
  readonly name: string;
  readonly dtype: DType;
  /** Bytes from the start of the record. */
  readonly offset: number;
  /** Whether its numbers come big-endian, and have to be turned. */
  readonly isBigEndian?: boolean;
}

export interface StorageNode {
  readonly name: string;
  readonly path: string;
  readonly group: boolean;
  readonly attributes: readonly Attribute[];
  /** Of a dataset; null also for an empty dataspace. */
  readonly shape: readonly number[] | null;
  readonly dtype: DType | null;
  readonly chunks: readonly number[] | null;
  /** Of a Zarr array whose chunks lie together in larger ones. */
  readonly shards?: readonly number[];
  readonly filters: readonly FilterInfo[];
  readonly problem?: ErrorRecord;
}

/** The type of a node that is a type itself, which other objects share: it holds no values. */
export function namedType(type: DType): DType {
  return { kind: 'unsupported', label: `named type, ${dtypeName(type)}`, size: 0 };
}

/** A node of which only its place is known. */
export const UNREAD: Omit<StorageNode, 'name' | 'path' | 'group'> = { attributes: [], shape: null, dtype: null, chunks: null, filters: [] };

/** A range of one dimension, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Called between slabs with the share that is done, 0 to 1. May pause, so that a cancel is heard. */
  readonly onSlab?: (done: number) => Promise<void>;
}

export interface Storage {
  readonly name: string;
  readonly format: Outline['file']['format'];
  /** In all; null where nobody says. */
  readonly bytes: number | null;
  /** Whether every read takes its time, as over a network. */
  readonly isAwaited?: boolean;
  root(): Promise<StorageNode>;
  /**
   * The members of a group, in the file's order. A member that cannot be opened carries a `problem`.
   * @param expected names that a group of its kind has, for a storage that cannot list: it looks for these
   */
  list(path: string, expected?: readonly string[]): Promise<readonly StorageNode[]>;
  /**
   * The values of a dataset, or of a box in it: one span per dimension, null = all.
   * @throws ShadowError `unsupported`, `corrupt`, `io`, `not-found`, each with the path; `aborted`.
   */
  read(
    node: Pick<StorageNode, 'path' | 'dtype' | 'shape' | 'chunks' | 'filters'>,
    box: readonly Span[] | null,
    options?: ReadOptions,
  ): Promise<ArrayValue>;
  /**
   * Where the numbers of a dataset lie in the file, in C order; null where only the storage itself can read them.
   * @param part the items that are looked for: of others nothing is said, and little is read
   */
  locate(path: string, signal?: AbortSignal, part?: Span): Promise<StoredArray | null>;
  /** The path a reference points to, for legacy categoricals. */
  resolveReference(path: string, attribute: string): Promise<string | null>;
  stats(): { readonly heap: number; readonly read: number; readonly requests: number };
  close(): void;
}

/** What is said of a dataset whose values nothing here reads. */
export function unreadType(path: string, dtype: DType): ShadowError {
  return new ShadowError({
    tag: 'unsupported',
    path,
    message: `${path} holds values of the type ${dtypeName(dtype)}, which Umbra does not read.`,
    hint: 'Python may: read it with h5py, or zarr if it is a Zarr store.',
  });
}

/** numpy's name of a dtype. */
export function dtypeName(dtype: DType): string {
  switch (dtype.kind) {
    case 'int':
    case 'uint':
    case 'float':
    case 'complex':
      return `${dtype.kind}${dtype.size * 8}`;
    case 'bool':
      return 'bool';
    case 'string':
      if (dtype.size === null) return 'str';
      return dtype.charset === 'utf-32' ? `U${dtype.size / 4}` : `S${dtype.size}`;
    case 'compound':
      return 'record';
    case 'array':
      return `${dtypeName(dtype.base)}[${dtype.shape.join('×')}]`;
    case 'reference':
      return 'reference';
    case 'unsupported':
      return dtype.label;
  }
}
