/** What a server's answer means that is not the file: an error, a login, a page, a folder. Pure. */
import { lfsAddress } from '../../hosts/github.ts';
import type { ErrorRecord } from '../../protocol/errors.ts';
import { nameOfUrl } from '../../protocol/url-name.ts';
import type { Answered } from './probe.ts';
import { signedUntil } from './signed.ts';

const SIGN_IN = 'Umbra cannot sign in. Download the file, signed in, and drop it here; or ask for a link that needs no login.';

/** Null for an answer that may be a file. */
export function refusal(url: string, answered: Answered, now: number): ErrorRecord | null {
  const { status } = answered;
  const record = status >= 400 ? ofStatus(url, status, now) : ofContent(url, answered);
  return record && { ...record, cause: detailsOf(url, answered) };
}

function ofStatus(url: string, status: number, now: number): ErrorRecord {
  const { host, hostname } = new URL(url);
  const name = nameOfUrl(url);
  if (status === 404 || status === 410)
    return {
      tag: 'not-found',
      message: `${host} has no file at this address.`,
      hint: 'Check the address: the file may have been moved, renamed or deleted.',
    };
  if (status === 401 || status === 403) return ofDenial(url, now);
  if (status === 429)
    return { tag: 'io', message: `${host} has had too many requests, and answers none for now.`, hint: 'Try again in some minutes.' };
  if (status >= 500) return { tag: 'io', message: `${host} has a problem of its own (it answered ${status}).`, hint: 'Try again later.' };
  if (status === 416) return { tag: 'not-hdf5', message: `${name} is empty.`, hint: `It has no bytes on ${hostname}: upload it again.` };
  return { tag: 'io', message: `${host} does not give this file out (it answered ${status}).`, hint: 'Check the address.' };
}

function ofDenial(url: string, now: number): ErrorRecord {
  const { host, hostname } = new URL(url);
  const until = signedUntil(url);
  if (until !== null && until < now) {
    const day = new Date(until).toISOString().slice(0, 16).replace('T', ' ');
    return { tag: 'io', message: `This link was good until ${day} UTC.`, hint: 'Ask for a new one where you got it.' };
  }
  return {
    tag: 'io',
    message: `${host} does not let everybody read this file.`,
    // Without leave to list a bucket, S3 answers 403 for what is not there.
    hint: /\.amazonaws\.com$/.test(hostname)
      ? `${SIGN_IN} Amazon S3 says the same of a file that is not there: check the address.`
      : SIGN_IN,
  };
}

function ofContent(url: string, { type, head, url: last }: Answered): ErrorRecord | null {
  const text = head ? new TextDecoder('latin1').decode(head).replace(/^(ï»¿)?\s*/, '') : '';
  const { host } = new URL(url);
  if (/^version https:\/\/git-lfs/.test(text)) {
    const elsewhere = lfsAddress(url);
    return {
      tag: 'not-hdf5',
      message: `${host} has only a pointer of Git LFS at this address, not the file.`,
      hint: 'Copy the link of the file’s Download button.',
      ...(elsewhere ? { elsewhere } : {}),
    };
  }
  const isPage = /^(<!doctype html|<html|<head)/i.test(text) || (type === 'text/html' && text.startsWith('<'));
  if (!isPage) return null;
  const lastHost = last ? new URL(last).host : host;
  if (lastHost !== host)
    return { tag: 'not-hdf5', message: `${host} sent on to a page of ${lastHost}: a login, as a rule.`, hint: SIGN_IN };
  if (/<title>\s*(index of|directory listing)/i.test(text))
    return {
      tag: 'not-hdf5',
      message: `This is the address of a folder on ${host}.`,
      hint: 'Open it in a tab, and copy the link of the file in it.',
    };
  return {
    tag: 'not-hdf5',
    message: `${host} sent a web page, not a file.`,
    hint: 'It may be a page about the file: open it in a tab, and copy the link of its download. It may also be a login.',
  };
}

/** What was asked and answered, for whoever runs the server. */
function detailsOf(url: string, { status, type, url: last }: Answered): string {
  const lines = [`GET ${url}`, ...(last && last !== url ? [`→ ${last}`] : []), `answered ${status}${type ? `, ${type}` : ''}`];
  return lines.join('\n');
}
