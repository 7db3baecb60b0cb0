/**
 * Downloads a whole file, for servers that send no parts. Runs in the file worker or in Node.
 * What comes is given to the browser piece by piece, as a File: it need not stay in this process's memory, and is read like one from disk.
 */
import { ShadowError } from '../../protocol/errors.ts';
import { sizeText } from '../../protocol/size-text.ts';
import { nameOfUrl } from '../../protocol/url-name.ts';
import { contentLength } from './answer.ts';
import { diagnose } from './diagnose.ts';
import { exchange } from './exchange.ts';
import { Passing } from './http-error.ts';
import { PATIENCE } from './patience.ts';

/** Bytes that are held before they are given away. */
const PIECE = 16 * 1024 * 1024;

export interface DownloadOptions {
  /** Bytes that it may have at most; null = however many. */
  readonly most: number | null;
  readonly signal?: AbortSignal | undefined;
  /** `total` is null where the server does not say. */
  onBytes(done: number, total: number | null): void;
}

/**
 * One that breaks off is not begun anew: that is for whoever asked to decide.
 * @throws ShadowError `too-large`, or why it could not be had
 */
export async function download(url: string, { most, signal, onBytes }: DownloadOptions): Promise<Blob> {
  const name = nameOfUrl(url);
  try {
    return await exchange(url, {}, { name, signal, patience: PATIENCE }, async (response, pieces) => {
      const isEncoded = !['', 'identity'].includes(response.headers.get('Content-Encoding') ?? '');
      const total = isEncoded ? null : contentLength(response.headers);
      const file: Blob[] = [];
      let held: Uint8Array<ArrayBuffer>[] = [];
      let [done, given] = [0, 0];
      const give = (): void => {
        file.push(new Blob(held));
        held = [];
        given = done;
      };
      await pieces((piece) => {
        done += piece.byteLength;
        if (most !== null && done > most) throw tooLarge(name, most);
        held.push(piece);
        if (done - given >= PIECE) give();
        // Of what is compressed on its way, and does not say so, more comes than was announced.
        onBytes(done, total !== null && done > total ? null : total);
      });
      give();
      if (total !== null && done < total) throw brokenOff(name, done, total);
      return new File(file, name);
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof Passing ? await diagnose(url, error.error, signal) : error;
  }
}

function tooLarge(name: string, most: number): ShadowError {
  return new ShadowError({
    tag: 'too-large',
    message: `${name} is larger than the ${sizeText(most)} that Umbra may keep in memory.`,
    hint: 'Download it, and drop it here: a file on this computer is read in parts.',
  });
}

function brokenOff(name: string, done: number, total: number): ShadowError {
  return new ShadowError({ tag: 'io', message: `${name} broke off after ${sizeText(done)} of ${sizeText(total)}.`, hint: 'Try again.' });
}
