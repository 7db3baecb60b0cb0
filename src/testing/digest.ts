/**
 * What a storage reads of a file, dataset by dataset and attribute by attribute, as digests that `fuzz/oracle.py` makes of what h5py reads.
 * Node only; never part of a build.
 */
import { createHash } from 'node:crypto';
import type { ByteSource } from '../io/byte-source.ts';
import { toErrorRecord } from '../protocol/errors.ts';
import type { AttributeValue } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { Hdf5Storage } from '../storage/hdf5/hdf5-storage.ts';
import type { StorageNode } from '../storage/storage.ts';

/** By path: the digest of a dataset's values, or why there are none. Attributes stand at `path@name`. */
export type Digests = Record<string, string | { error: string }>;

const DEEPEST = 32;

export async function digestFile(source: ByteSource): Promise<Digests> {
  const digests: Digests = {};
  const storage = await Hdf5Storage.open(source);
  try {
    const visit = async (node: StorageNode, depth: number): Promise<void> => {
      if (node.problem) {
        digests[node.path] = { error: node.problem.message };
        return;
      }
      for (const { name, value } of node.attributes) {
        const digest = value === null ? null : digestAttribute(value);
        if (digest !== null) digests[`${node.path}@${name}`] = digest;
      }
      // A type that has a name of its own holds no values.
      const isType = node.dtype?.kind === 'unsupported' && node.dtype.size === 0;
      if (!node.group && !isType) digests[node.path] = await digestDataset(storage, node);
      else if (node.group && depth < DEEPEST) {
        const members = await storage.list(node.path).catch((error: unknown) => {
          digests[node.path] = { error: toErrorRecord(error).message };
          return [];
        });
        for (const member of members) await visit(member, depth + 1);
      }
    };
    await visit(await storage.root(), 0);
  } finally {
    storage.close();
  }
  return digests;
}

async function digestDataset(storage: Hdf5Storage, node: StorageNode): Promise<Digests[string]> {
  if (!node.shape || !node.dtype) return 'empty';
  try {
    const value = await storage.read(node, null);
    return `${node.shape.join('×')} ${digestArray(value)}`;
  } catch (error) {
    const { tag, message } = toErrorRecord(error);
    return { error: `${tag}: ${message}` };
  }
}

function digestArray(value: ArrayValue): string {
  switch (value.kind) {
    case 'numeric':
      return sha(new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength));
    case 'boolean':
      return sha(value.data);
    case 'string': {
      const hash = createHash('sha256');
      for (let i = 0; i + 1 < value.offsets.length; i++) {
        const text = value.bytes.subarray(value.offsets[i], value.offsets[i + 1]);
        hash.update(`${text.byteLength}:`).update(text);
      }
      return hash.digest('hex').slice(0, 16);
    }
    case 'record':
      return value.fields.map(([name, field]) => `${name} ${digestArray(field)}`).join(', ');
    case 'categorical':
      throw new Error('a storage reads no categoricals');
  }
}

/** Numbers by the bits of their float64, which both languages write alike. */
function digestAttribute(value: AttributeValue): string {
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => (typeof item === 'string' ? `“${item}”` : bitsOf(Number(item)))).join(',');
}

function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return Number.isNaN(value) ? 'nan' : `x${view.getBigUint64(0).toString(16)}`;
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
