/**
 * What tells a file behind a URL from others and from itself at another time, as hashes: what is kept by them does not hold the address.
 * Runs beside the file handle.
 */
import type { RemoteFile } from './http-source.ts';
import { withoutSignature } from './signed.ts';

export interface RemoteIdentity {
  /** Of the address: the same for each version of the file, and for each signature that a link to it was given. */
  readonly address: string;
  /** Of the address, the size and the ETag. */
  readonly version: string;
}

/** Null where nothing promises the same bytes: a weak ETag, a time or none at all; and where the platform makes no hashes (pages that are not secure). */
export async function remoteIdentity({ url, version: { etag, size } }: RemoteFile): Promise<RemoteIdentity | null> {
  // Not in the types of every browser's page: it is missing where the page is not secure.
  const subtle: typeof crypto.subtle | undefined = crypto.subtle;
  if (!etag?.startsWith('"') || !subtle) return null;
  const hash = async (text: string): Promise<string> => {
    const digest = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  const address = withoutSignature(url);
  return { address: await hash(address), version: await hash(`${address}\n${size}\n${etag}`) };
}
