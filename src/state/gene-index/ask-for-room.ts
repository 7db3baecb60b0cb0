/** Asks whether an index may take much of the disk. Page, no React. Never over another question. */
import type { Question, RoomQuestion } from '../question.ts';

/** Closing the question is a no; so is taking it back, or a signal. */
export async function askForRoom(question: Question, about: Pick<RoomQuestion, 'matrix' | 'bytes'>, signal: AbortSignal): Promise<boolean> {
  await closed(question, signal);
  if (signal.aborted) return false;
  let isAllowed = false;
  const room: RoomQuestion = {
    kind: 'room',
    ...about,
    answer: (answer) => {
      isAllowed = answer;
    },
  };
  question.ask(room);
  await asked(question, room, signal);
  await closed(question, signal);
  question.close(room);
  return isAllowed;
}

/** Resolves when it is on the screen. */
function asked(question: Question, room: RoomQuestion, signal: AbortSignal): Promise<void> {
  return until(question, signal, () => question.getState().asked === room);
}

/** Resolves when nothing is asked. */
function closed(question: Question, signal: AbortSignal): Promise<void> {
  return until(question, signal, () => question.getState().asked === null);
}

function until(question: Question, signal: AbortSignal, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      if (!signal.aborted && !isSo()) return;
      stop();
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const stop = question.subscribe(settle);
    signal.addEventListener('abort', settle, { once: true });
    settle();
  });
}
