/** What a link comes to: an address, or why there is none. Pure; runs on every thread. */
import type { ErrorRecord } from '../protocol/errors.ts';

export interface Address {
  /** The address that is opened. */
  readonly url: string;
  /** What was made of the link that was given; null where it is opened as it stands. */
  readonly note: string | null;
  readonly problem?: never;
}

export interface NoAddress {
  readonly problem: ErrorRecord;
}

/** What a host's links mean; null for a link that is not of that host, or is an address as it stands. */
export type Host = (url: URL) => Address | NoAddress | null;

export function noAddress(message: string, hint: string): NoAddress {
  return { problem: { tag: 'invalid', message, hint } };
}

/** A page about files, where a file was meant. */
export function ofPage(what: string, hint: string): NoAddress {
  return noAddress(`This is the address of ${what}, not of a file.`, hint);
}
