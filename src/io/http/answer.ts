/**
 * Looks at what a server answers before a byte of it is believed. Pure but for the headers that it reads.
 *
 * To a page of another origin a server shows few headers: Content-Length and Last-Modified always, ETag, Content-Range and Content-Encoding
 * only where it names them in Access-Control-Expose-Headers. What is not shown cannot be looked at, and must not be missed.
 */
import type { ByteRange } from '../block-cache.ts';
import { changed, encoded, Passing, wrong } from './http-error.ts';

/** What tells an object from itself at another time; null is not known. */
export interface Version {
  /** Bytes in all. */
  readonly size: number | null;
  readonly etag: string | null;
  readonly modified: string | null;
}

/** Of one answer: what its body is. */
export interface Part {
  /** Bytes in the body; null where that is only known at its end. */
  readonly length: number | null;
  /** What Content-Length says, which is of the bytes that are sent. */
  readonly announced: number | null;
  readonly version: Version;
}

/** The least of a response that is looked at. */
export interface Head {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

/**
 * An answer with status 206.
 * @throws Passing for another part than was asked for; HttpError `changed`, or `io` for a part that is compressed
 */
export function partOf(name: string, { status, headers }: Head, asked: ByteRange, known: Version | undefined): Part {
  if (headers.get('Content-Type')?.startsWith('multipart/')) throw new Passing(wrong(name, 'the server sent several parts as one', status));
  if (isEncoded(headers)) throw encoded(name, status);
  const range = headers.get('Content-Range');
  const version = { ...versionOf(headers), size: null as number | null };
  let length: number | null = known?.size == null ? null : Math.min(asked.length, known.size - asked.offset);
  if (range !== null) {
    const found = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range.trim());
    const [start, last] = [Number(found?.[1]), Number(found?.[2])];
    if (found && found[3] !== '*') version.size = Number(found[3]);
    // What is not the same object any more is not measured by what was asked of it.
    assertSame(name, version, known, status);
    if (!found || start !== asked.offset || last < start || last >= asked.offset + asked.length)
      throw new Passing(wrong(name, `the server sent ${range} where bytes ${rangeText(asked)} were asked for`, status));
    length = last - start + 1;
  } else assertSame(name, version, known, status);
  const announced = contentLength(headers);
  // Of what nothing is known, it is at most what was asked for.
  if (announced !== null && (length === null ? announced > asked.length : announced !== length))
    throw new Passing(wrong(name, `the server sent ${announced} bytes where ${length ?? asked.length} were asked for`, status));
  return { length: length ?? announced, announced, version };
}

/** An answer with status 200: the whole object. */
export function wholeOf(name: string, { status, headers }: Head, known: Version | undefined): Part {
  // Of what is compressed on its way, Content-Length says how much is sent, not how much comes out.
  const size = isEncoded(headers) ? null : contentLength(headers);
  const version = { ...versionOf(headers), size };
  assertSame(name, version, known, status);
  return { length: size, announced: size, version };
}

function versionOf(headers: Head['headers']): Omit<Version, 'size'> {
  return { etag: headers.get('ETag'), modified: headers.get('Last-Modified') };
}

export function contentLength(headers: Head['headers']): number | null {
  const text = headers.get('Content-Length')?.trim();
  return text && /^\d+$/.test(text) ? Number(text) : null;
}

/**
 * Only what both sides tell is compared. A weak ETag (W/"…") is compared as it stands: it says that nothing that matters has changed.
 * @throws HttpError `changed`
 */
function assertSame(name: string, now: Version, then: Version | undefined, status: number): void {
  if (!then) return;
  const differs = (a: string | number | null, b: string | number | null): boolean => a !== null && b !== null && a !== b;
  // nginx and others give a compressed answer the weak form of the same ETag.
  if (differs(strongPart(now.etag), strongPart(then.etag))) throw changed(name, `ETag ${now.etag} instead of ${then.etag}`, status);
  if (differs(now.size, then.size)) throw changed(name, `${now.size} bytes instead of ${then.size}`, status);
  // Copies of one object behind one address have times of their own: where there is an ETag it has the last word.
  if (now.etag === null && differs(now.modified, then.modified))
    throw changed(name, `Last-Modified ${now.modified} instead of ${then.modified}`, status);
}

function strongPart(etag: string | null): string | null {
  return etag?.replace(/^W\//, '') ?? null;
}

function isEncoded(headers: Head['headers']): boolean {
  const encoding = headers.get('Content-Encoding')?.trim().toLowerCase();
  return encoding !== undefined && encoding !== '' && encoding !== 'identity';
}

function rangeText({ offset, length }: ByteRange): string {
  return `${offset}-${offset + length - 1}`;
}
