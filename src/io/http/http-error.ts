/** What can be wrong with an answer of a server. Runs beside the file handle and in scan workers. */
import { type ErrorRecord, ShadowError } from '../../protocol/errors.ts';

/** An error of which the server's status is known: 404, 403… `null` where no answer came. */
export class HttpError extends ShadowError {
  readonly status: number | null;

  constructor(record: ErrorRecord, status: number | null) {
    super(record);
    this.status = status;
  }
}

/** A server that sends the whole object where a range was asked for. Nothing of it was read. */
export class WithoutRanges extends HttpError {
  /** Bytes of the whole, where the server tells. */
  readonly bytes: number | null;

  constructor(name: string, bytes: number | null, status: number) {
    const message = `${name} can only be downloaded as a whole: its server sends no parts of files.`;
    super({ tag: 'io', message, hint: 'Download the file and drop it here instead.', cause: `status ${status} for a range` }, status);
    this.bytes = bytes;
  }
}

/** It may pass: the request is made again, and `error` is thrown only when it has failed too often. */
export class Passing {
  readonly error: HttpError;
  /** Milliseconds that the server asks to wait for. */
  readonly wait: number | null;

  constructor(error: HttpError, wait: number | null = null) {
    this.error = error;
    this.wait = wait;
  }
}

const AGAIN = 'Try again: it goes on where it stopped.';

export function lost(name: string, cause: unknown): HttpError {
  return new HttpError(
    {
      tag: 'io',
      message: `${name} could not be fetched: the connection failed.`,
      hint: `Check the network. ${AGAIN}`,
      cause: String(cause),
    },
    null,
  );
}

export function stalled(name: string, milliseconds: number): HttpError {
  const message = `${name} could not be fetched: nothing came for ${Math.round(milliseconds / 1000)} s.`;
  return new HttpError({ tag: 'io', message, hint: AGAIN }, null);
}

/** Too many requests, or the server is not well (RFC 9110 §15.6, RFC 6585 §4). */
const PASSING_STATUS = [408, 425, 429, 500, 502, 503, 504];

export function isPassing(status: number): boolean {
  return PASSING_STATUS.includes(status);
}

/** A status that is not a success. */
export function refused(name: string, status: number, statusText: string): HttpError {
  const answer = `the server answered ${status} ${statusText}`.trimEnd();
  const hint = isPassing(status)
    ? AGAIN
    : status === 401 || status === 403
      ? 'The server does not let you read it, or the link has expired: get a new one.'
      : status === 404 || status === 410
        ? 'Check the address.'
        : 'Download the file and drop it here instead.';
  const isMissing = status === 404 || status === 410;
  return new HttpError(
    { tag: isMissing ? 'not-found' : 'io', message: `${name} could not be fetched: ${answer}.`, hint, cause: answer },
    status,
  );
}

export function changed(name: string, cause: string, status: number): HttpError {
  return new HttpError(
    { tag: 'changed', message: `${name} has changed on the server since it was opened.`, hint: 'Open it again.', cause },
    status,
  );
}

/** A file that was there when it was opened. */
export function gone(name: string, { record, status }: HttpError): HttpError {
  const cause = record.cause ?? '';
  const message = `${name} is no longer where it was on the server: it was moved, renamed or deleted.`;
  return new HttpError({ tag: 'changed', message, hint: 'Check the address, then open it again.', cause }, status);
}

/** An answer that is not what was asked for. */
export function wrong(name: string, cause: string, status: number): HttpError {
  return new HttpError({ tag: 'io', message: `${name} could not be fetched: ${cause}.`, hint: AGAIN, cause }, status);
}

export function encoded(name: string, status: number): HttpError {
  return new HttpError(
    {
      tag: 'io',
      message: `${name} could not be fetched: the server compresses the parts that it sends.`,
      hint: 'Turn gzip off for this file on the server, or download the file and drop it here.',
      cause: 'Content-Encoding of a range',
    },
    status,
  );
}
