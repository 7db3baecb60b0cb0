/** Where the file is that a link led beside, or why there is none. Runs beside the file handle. */
import { Diagnosis, diagnose } from '../../io/http/diagnose.ts';
import { ShadowError } from '../../protocol/errors.ts';
import type { Source } from '../../protocol/methods.ts';

/** @throws what opening threw, in the words for a file behind a URL if it is one that was no file */
export async function whereItIs(source: Source, thrown: unknown, signal: AbortSignal): Promise<string> {
  const isUrl = typeof source === 'string' && /^https?:/.test(source);
  if (!isUrl || !(thrown instanceof ShadowError) || thrown.tag !== 'not-hdf5') throw thrown;
  const found = thrown instanceof Diagnosis ? thrown : await diagnose(source, thrown, signal);
  if (found instanceof ShadowError && found.record.elsewhere) return found.record.elsewhere;
  throw found;
}
