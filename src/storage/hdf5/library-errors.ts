/** What a call into libhdf5 that went wrong is told as. Runs beside the file handle. */
import { type ErrorRecord, ShadowError } from '../../protocol/errors.ts';
import { takeErrorStack } from './library.ts';

/**
 * A trap or abort of the wasm module, a stack that is full, a function that a filter lacks: it went through libhdf5's frames,
 * and nothing the library answers afterwards can be trusted.
 */
export function isCrash(thrown: unknown): boolean {
  return thrown instanceof Error && ['RuntimeError', 'RangeError', 'TypeError', 'InternalError'].includes(thrown.name);
}

export function ioError(file: string, path: string, failure: unknown): ErrorRecord {
  if (failure instanceof ShadowError) return { path, ...failure.record };
  const cause = String(failure);
  return { tag: 'io', path, message: `${file} could not be read.`, hint: 'Check that the file is still there, then open it again.', cause };
}

export function libraryError(file: string, path: string, thrown: unknown): ErrorRecord {
  if (thrown instanceof ShadowError) return { path, ...thrown.record };
  const stack = takeErrorStack();
  const reason = stack.split('\n')[0] || String(thrown);
  return {
    tag: 'corrupt',
    path,
    message: `${path || file} could not be read: ${reason}.`,
    hint: 'The file may be damaged: compare it with its original.',
    cause: stack || String(thrown),
  };
}

export function damaged(file: string): ShadowError {
  return new ShadowError({
    tag: 'corrupt',
    message: `${file} is an HDF5 file, but it is damaged.`,
    hint: 'Download or copy it again: a transfer may have gone wrong.',
    cause: takeErrorStack(),
  });
}
