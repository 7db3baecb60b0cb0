/** Tells files apart, so that what was built for one is not used for another. Runs beside the file handle. */
import type { ByteSource } from '../io/byte-source.ts';
import { remoteIdentity } from '../io/http/remote-identity.ts';

/** From the start, where HDF5 says what is where, and from the end, where what was added lies. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * What the source itself says (name, size, time), and a hash of its first and last bytes; of one behind a URL what its server promises.
 * Null for a source of which nothing is said.
 */
export async function identityOf(source: ByteSource): Promise<string | null> {
  if (source.remote) return (await remoteIdentity(source.remote))?.version ?? null;
  if (!source.identity) return null;
  const length = Math.min(SAMPLE_BYTES, source.size);
  const [first, last] = await Promise.all([source.read(0, length), source.read(source.size - length, length)]);
  return `${source.identity} ${hash(first)} ${hash(last)}`;
}

/** The name of an index in a store. Two of one name are told apart by their heads. */
export function indexKey(identity: string, path: string): string {
  return hash(new TextEncoder().encode(`${identity}\n${path}`));
}

/** FNV-1a, twice with different starts: 64 bits as 16 digits. Nobody is to be kept from making two alike. */
function hash(bytes: Uint8Array): string {
  return [0x811c9dc5, 0x1000193].map((start) => hex(bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), start))).join('');
}

function hex(number: number): string {
  return (number >>> 0).toString(16).padStart(8, '0');
}
