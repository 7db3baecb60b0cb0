/**
 * Why a file behind a URL could not be opened, in words for whoever wanted it, with the way out. Runs in the file worker or in Node.
 * Asks the server by itself (`probe.ts`) what the failed request could not tell.
 */
import { type ErrorRecord, ShadowError } from '../../protocol/errors.ts';
import { nameOfUrl } from '../../protocol/url-name.ts';
import { corsSettings } from './cors-settings.ts';
import { type Facts, probe, type Unanswered } from './probe.ts';
import { refusal } from './refusal.ts';

/** An error of which a server was asked already. */
export class Diagnosis extends ShadowError {}

/** The page that wants the file; in Node there is none. */
export interface Reading {
  /** null where pages have none of their own, as in files. */
  readonly origin: string | null;
  readonly isOnline: boolean;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * @param thrown what opening threw: it stays where nothing is found that is more to the point
 * @throws the signal's reason
 */
export async function diagnose(url: string, thrown: unknown, signal?: AbortSignal): Promise<unknown> {
  const facts = await probe(url, signal);
  const { origin, navigator } = globalThis as { origin?: string; navigator?: { onLine?: boolean } };
  const reading = { origin: origin && origin !== 'null' ? origin : null, isOnline: navigator?.onLine !== false, now: Date.now() };
  const record = explain(url, facts, reading);
  return record ? new Diagnosis(record) : thrown;
}

/** Null where nothing is wrong with what the server says. */
export function explain(url: string, facts: Facts, reading: Reading): ErrorRecord | null {
  if (facts.answered) return refusal(url, facts.answered, reading.now) ?? ofAnswer(url, facts.answered);
  const cause = facts.cause;
  return facts.unanswered && { ...withoutAnswer(url, facts.unanswered, reading), cause };
}

function withoutAnswer(url: string, why: Unanswered, { origin, isOnline }: Reading): ErrorRecord {
  const { host, hostname } = new URL(url);
  const settings = corsSettings(hostname, origin ?? '*');
  switch (why) {
    case 'closed':
      return {
        tag: 'io',
        message: `${host} answers, but does not let other sites read its files.`,
        // What it answers is not seen: there may be no file either.
        hint: `If the link works in another tab, download the file and drop it here. For links to work here, the server has to allow ${origin ?? 'this page'} (“CORS”): whoever runs it finds the settings below.`,
        settings,
      };
    case 'only-whole':
      return onlyWhole(url, null, 'unknown').record;
    case 'redirect':
      return {
        tag: 'io',
        message: `${host} sends on to another address, which does not let other sites read it: a login, as a rule.`,
        hint: `Umbra cannot sign in. Download the file, signed in, and drop it here; or ask for a link that needs no login.`,
      };
    case 'silent':
      return { tag: 'io', message: `${host} did not answer in time.`, hint: 'Try again later.' };
    case 'no-server':
      return isOnline
        ? {
            tag: 'io',
            message: `${host} could not be reached.`,
            hint: 'Check the address. If the link works in another tab, something in this browser or network keeps pages from reading it.',
          }
        : { tag: 'io', message: 'This computer is offline.', hint: `${nameOfUrl(url)} can be opened when it is back.` };
  }
}

function ofAnswer(url: string, { status, length, isCompressed, head }: NonNullable<Facts['answered']>): ErrorRecord | null {
  if (isCompressed || head === null) return onlyWhole(url, null, 'compressed').record;
  return status === 206 ? null : onlyWhole(url, length).record;
}

/**
 * @param size bytes to download; null where the server does not say
 * @param why the server sends no ranges, or such as cannot be read
 */
export function onlyWhole(url: string, size: number | null, why: 'ranges' | 'compressed' | 'unknown' = 'ranges'): ShadowError {
  const { host } = new URL(url);
  const name = nameOfUrl(url);
  const message = {
    ranges: `${host} sends ${name} only as a whole, not in parts.`,
    compressed: `${host} compresses ${name} on its way, so that no part of it can be read alone.`,
    unknown: `${host} sends no part of ${name} that can be read alone: it compresses the file on its way, or does not allow the header Range (CORS).`,
  }[why];
  return new ShadowError({
    tag: 'no-ranges',
    message,
    hint: 'Download it, and drop it here: a file on this computer is read in parts.',
    size,
  });
}
