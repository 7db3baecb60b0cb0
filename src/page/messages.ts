/**
 * The messages between Umbra's page in a frame and the page around it: their shapes, and how one that came in is read. Pure.
 *
 *     in    { umbra: 1, id, method, params }
 *     out   { umbra: 1, id, result } or { umbra: 1, id, error }      to each one in
 *           { umbra: 1, event, detail }                              whenever something happens
 *
 * Everything that comes in is untrusted. docs/embedding.md says what each method and event means.
 */
import type { ViewerEvents } from '../embed/events.ts';
import type { ErrorRecord } from '../shadow/index.ts';

/** Of these messages; another one would mean others. */
export const VERSION = 1;

export interface Request {
  readonly id: string | number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly id: string | number | null; readonly result: unknown }
  | { readonly id: string | number | null; readonly error: ErrorRecord };

export interface FrameEvents extends ViewerEvents {
  /** The frame listens. */
  readonly hello: { readonly version: typeof VERSION };
}

const LONGEST = 100;

/** `none` for what is not meant for Umbra; an error for what is, and has not its shape. */
export function readRequest(data: unknown): Request | { readonly id: string | number | null; readonly error: ErrorRecord } | 'none' {
  if (!isObject(data) || data['umbra'] !== VERSION) return 'none';
  const { id: given, method, params = {} } = data;
  const id = isId(given) ? given : null;
  const wrong = (message: string): { id: string | number | null; error: ErrorRecord } => ({ id, error: { tag: 'invalid', message } });
  if (id === null) return wrong('A message has an id, which its answer has too: a number, or a text of up to 100 characters.');
  if (typeof method !== 'string' || method.length > LONGEST) return wrong('A message has a method, as a text.');
  return isObject(params) ? { id, method, params } : wrong('The params of a message are an object.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is string | number {
  return Number.isFinite(value) || (typeof value === 'string' && value.length <= LONGEST);
}
