/**
 * A file behind a URL, or why it cannot be opened. Runs in the file worker, in scan workers or in Node.
 * What fails at the first request is looked into before it is tried again: no patience helps where a server is closed to other sites.
 */
import type { ByteSource } from '../byte-source.ts';
import { diagnose, onlyWhole } from './diagnose.ts';
import { HttpError, isPassing } from './http-error.ts';
import { httpSource } from './http-source.ts';
import { PATIENCE } from './patience.ts';

/** @throws ShadowError `io`, `not-found`, `not-hdf5` for a page, `no-ranges`; the signal's reason */
export async function openUrl(url: string, signal?: AbortSignal): Promise<ByteSource> {
  const patience = { ...PATIENCE, attempts: 1 };
  const open = async (): Promise<ByteSource> => {
    const source = await httpSource(url, {
      signal,
      patience,
      onWhole: async (size) => {
        throw onlyWhole(url, size);
      },
    });
    // A server that has answered once is worth waiting for.
    patience.attempts = PATIENCE.attempts;
    return source;
  };
  const why = async (error: unknown): Promise<unknown> => {
    signal?.throwIfAborted();
    return diagnose(url, error, signal);
  };
  try {
    return await open();
  } catch (first) {
    const found = isBusy(first) ? first : await why(first);
    if (found !== first) throw found;
  }
  patience.attempts = PATIENCE.attempts;
  try {
    return await open();
  } catch (error) {
    throw await why(error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof HttpError && error.status !== null && isPassing(error.status);
}
