/**
 * Asks a server a few small things after a file could not be opened: what it answers, or why no answer is seen. Runs in the file worker
 * or in Node. Browsers tell a page nothing of an answer that it may not read, so that it has to be found out by asking in other ways.
 */

/** What came: an answer that can be read… */
export interface Answered {
  readonly status: number;
  /** The media type, in lower case, without parameters; '' where none is told. */
  readonly type: string;
  /** Bytes that the server says it would send; of a range, of the whole where that is told. */
  readonly length: number | null;
  /** The beginning of the body; null where it came in a form that could not be undone. */
  readonly head: Uint8Array | null;
  /** Whether more or other bytes came than a range has: it was compressed. */
  readonly isCompressed: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/**
 * …or none. `no-server`: nothing came at all; `closed`: something came that other sites may not read; `only-whole`: what a whole file
 * is asked for is answered, what a range is asked for is not: the header is not allowed, or the browser cannot undo what was done to it; `redirect`: sent on to an address that other sites may not read; `silent`: nothing came in time.
 */
export type Unanswered = 'no-server' | 'closed' | 'only-whole' | 'redirect' | 'silent';

export interface Facts {
  readonly answered: Answered | null;
  readonly unanswered: Unanswered | null;
  /** The platform's own words. */
  readonly cause: string;
}

/** Enough to know a file by. */
const HEAD = 512;
/** Milliseconds for each question. */
const PATIENCE = 8000;

/** @throws the signal's reason */
export async function probe(url: string, signal?: AbortSignal): Promise<Facts> {
  let cause: string;
  try {
    return { answered: await ask(url, { headers: { Range: `bytes=0-${HEAD - 1}` } }, signal, readAnswer), unanswered: null, cause: '' };
  } catch (error) {
    signal?.throwIfAborted();
    cause = causeOf(error);
    if (cause.includes('TimeoutError')) return { answered: null, unanswered: 'silent', cause };
  }
  const unanswered = await why(url, signal);
  return { answered: null, unanswered, cause };
}

async function why(url: string, signal: AbortSignal | undefined): Promise<Unanswered> {
  const comes = (init: RequestInit): Promise<string | null> => ask(url, init, signal, async ({ type }) => type).catch(() => null);
  if (await comes({})) return 'only-whole';
  if ((await comes({ redirect: 'manual' })) === 'opaqueredirect') return 'redirect';
  const answers = await comes({ mode: 'no-cors' });
  signal?.throwIfAborted();
  return answers ? 'closed' : 'no-server';
}

type RequestInit = NonNullable<Parameters<typeof fetch>[1]>;

/** What is left of the body is not fetched. */
async function ask<T>(
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
  use: (response: Response) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const signals = [AbortSignal.timeout(PATIENCE), ended.signal, ...(signal ? [signal] : [])];
  try {
    return await use(await fetch(url, { cache: 'no-store', ...init, signal: AbortSignal.any(signals) }));
  } finally {
    ended.abort();
  }
}

async function readAnswer(response: Response): Promise<Answered> {
  const { status, headers } = response;
  const head = await readHead(response);
  const told = (name: string): string => headers.get(name)?.trim().toLowerCase() ?? '';
  const whole = /\/(\d+)$/.exec(told('Content-Range'))?.[1];
  const length = status === 206 ? whole : /^\d+$/.exec(told('Content-Length'))?.[0];
  return {
    status,
    type: told('Content-Type').replace(/\s*;.*$/, ''),
    length: length === undefined ? null : Number(length),
    head: head?.subarray(0, HEAD) ?? null,
    isCompressed: status === 206 && (head === null || head.byteLength > HEAD || !['', 'identity'].includes(told('Content-Encoding'))),
    url: response.url,
  };
}

/** At least `HEAD` bytes where there are so many; null where the browser could not undo what was done to them. */
async function readHead({ body }: Response): Promise<Uint8Array | null> {
  const reader = body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    while (reader && length <= HEAD) {
      const { value } = await reader.read();
      if (!value) break;
      pieces.push(value);
      length += value.byteLength;
    }
  } catch (error) {
    if (causeOf(error).startsWith('TypeError')) return null;
    throw error;
  }
  const head = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    head.set(piece, at);
    at += piece.byteLength;
  }
  return head;
}

/** Node says what happened one level down. */
function causeOf(error: unknown): string {
  const below = error instanceof Error && error.cause !== undefined ? `, ${error.cause}` : '';
  return `${error}${below}`;
}
