/**
 * Speaks with the page around a frame that shows Umbra. Page, no React; only on Umbra's own page, and only in a frame.
 * With whom: pages of Umbra's own origin, and of the origins that the frame's address names (`?origin=`). Of what: only of files that the
 * address or a message named. A file that the user gives the frame is the user's: a page of another origin hears nothing of it, not even
 * that it is there. docs/embedding.md has the reasons.
 */
import { follow, type Tell } from '../embed/events.ts';
import { type ErrorRecord, ShadowError, toErrorRecord } from '../shadow/index.ts';
import type { FileState } from '../state/file.ts';
import type { Viewer } from '../state/viewer.ts';
import { METHODS, type Method } from './message-methods.ts';
import { type Answer, type FrameEvents, type Request, readRequest, VERSION } from './messages.ts';
import { trustIn } from './trust.ts';

/** @param origins that may speak with the frame, beside its own */
export function speakWithParent(viewer: Viewer, origins: readonly string[]): void {
  if (window.parent === window) return;
  const trust = trustIn(location.origin, origins);
  /** Of the page around the frame, as far as it is known before its first message: if it is another one, it hears nothing until then. */
  let around = location.ancestorOrigins?.[0] ?? (URL.canParse(document.referrer) ? new URL(document.referrer).origin : null);
  const isSecret: IsSecret = ({ isUsers }) => isUsers && !trust.isOwn(around);

  const post = (message: object, origin: string): void => window.parent.postMessage({ umbra: VERSION, ...message }, origin);
  // Browsers deliver it to a page of this origin, or not at all.
  const tell = (event: keyof FrameEvents, detail: unknown): void => {
    if (around !== null && trust.isAllowed(around)) post({ event, detail }, around);
  };

  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent) return;
    const request = readRequest(data);
    if (request === 'none') return;
    if (trust.isAllowed(origin)) {
      around = origin;
      if ('error' in request) post(request, origin);
      else void answer(viewer, request, isSecret).then((answered) => post(answered, origin));
    } else if (URL.canParse(origin)) {
      // So that nobody waits for an answer in vain.
      post({ id: request.id, error: STRANGER }, origin);
    }
  });

  follow(viewer, tellOpenly(viewer, isSecret, tell));
  tell('hello', { version: VERSION });
}

type IsSecret = (file: Pick<FileState, 'isUsers'>) => boolean;

async function answer(viewer: Viewer, { id, method, params }: Request, isSecret: IsSecret): Promise<Answer> {
  const known = METHODS.get(method);
  if (!known) return { id, error: { tag: 'invalid', message: `There is no method “${method}”.`, hint: `There is: ${NAMES}.` } };
  const isHidden = (): boolean => known.isOfFile && isSecret(viewer.file.getState());
  let done: Answer;
  try {
    done = { id, result: isHidden() ? nothing(known) : ((await known.run(viewer, params)) ?? null) };
    // The user gave the frame a file meanwhile.
    if (isHidden()) done = { id, result: nothing(known) };
  } catch (error) {
    done = { id, error: isHidden() ? NO_FILE : toErrorRecord(error) };
  }
  return done;
}

/** What is answered where no file is open. */
function nothing(method: Method): unknown {
  if ('nothing' in method) return method.nothing;
  throw new ShadowError(NO_FILE);
}

/** Leaves out what happens with a file that is secret; to those around the frame, the one before it was closed. */
function tellOpenly({ file }: Viewer, isSecret: IsSecret, tell: (event: keyof FrameEvents, detail: unknown) => void): Tell {
  let hasTold = false;
  return (event, detail) => {
    const state = file.getState();
    if (event === 'error' && detail === state.error?.record) {
      if (!isSecret(state.error)) tell(event, detail);
    } else if (state.shadow === null || isSecret(state)) {
      if (hasTold) tell('close', null);
      hasTold = false;
    } else {
      hasTold ||= event === 'open';
      tell(event, detail);
    }
  };
}

const NAMES = [...METHODS.keys()].join(', ');

/** As it is said where none is. */
const NO_FILE: ErrorRecord = { tag: 'closed', message: 'No file is open.', hint: 'Open one first.' };

const STRANGER: ErrorRecord = {
  tag: 'invalid',
  message: 'This page may not speak with Umbra in this frame.',
  hint: 'Name its origin in the address of the frame: ?origin=…',
};
