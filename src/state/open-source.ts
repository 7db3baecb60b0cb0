/**
 * Opens what a viewer is given: says what is read, and asks before a whole file is downloaded, where its server sends no parts.
 * Page, no React.
 */
import { type OpenedShadow, open, ShadowError, type Source, sizeText, toErrorRecord } from '../shadow/index.ts';
import type { Activity } from './activity.ts';
import type { Budget } from './budget.ts';
import { confirm } from './confirm.ts';
import type { KeptFiles } from './kept-files.ts';
import type { Question } from './question.ts';

export interface OpenedSource {
  readonly shadow: OpenedShadow;
  /** Whether it had to be downloaded as a whole. */
  readonly isWhole: boolean;
}

/** No more than what one request for a part of a file brings: that much is not worth a question. */
const ASK_ABOVE = 1024 * 1024;

interface Wanted {
  readonly source: Source;
  /** The part of it, as `mod/rna`; '' = all. */
  readonly path: string;
  /** What it is called on the screen. */
  readonly name: string;
}

export interface OpenSourceOptions {
  readonly activity: Activity;
  readonly question: Question;
  readonly budget: Budget;
  readonly keptFiles: Pick<KeptFiles, 'isOn'>;
}

/** @throws ShadowError; `aborted` where the user does not want to download it */
export async function openSource(
  { source, path, name }: Wanted,
  { activity, question, budget, keptFiles }: OpenSourceOptions,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const isKept = keptFiles.isOn();
  try {
    return {
      shadow: await activity.run(`Opening ${name}`, signal, (options) => open(source, { ...options, path, isKept })),
      isWhole: false,
    };
  } catch (error) {
    const record = toErrorRecord(error);
    if (record.tag !== 'no-ranges' || typeof source !== 'string') throw error;
    const [{ host }, size, most] = [new URL(source), record.size ?? null, budget.getState().bytes];
    if (size !== null && size > most) throw tooLarge(name, host, size, most);
    const isAllowed =
      (size !== null && size <= ASK_ABOVE) ||
      (await confirm(question, { kind: 'download', name, why: record.message, size, most }, signal));
    if (!isAllowed) throw new ShadowError({ tag: 'aborted', message: `${name} was not downloaded.` });
    const whole = { url: source, whole: true, most } as const;
    return { shadow: await activity.run(`Downloading ${name}`, signal, (options) => open(whole, { ...options, path })), isWhole: true };
  }
}

function tooLarge(name: string, host: string, size: number, most: number): ShadowError {
  return new ShadowError({
    tag: 'too-large',
    message: `${host} sends ${name} only as a whole: ${sizeText(size)}, more than the ${sizeText(most)} that Umbra may keep in memory.`,
    hint: 'Download it, and drop it here: a file on this computer is read in parts.',
  });
}
