/** Asks whether something may be done, and waits for the answer. Page, no React. Never over another question. */
import type { Asked, DownloadQuestion, Question, RoomQuestion } from './question.ts';

type Confirmed = Omit<RoomQuestion, 'answer'> | Omit<DownloadQuestion, 'answer'>;

/** Closing the question is a no; so is taking it back, or a signal. */
export async function confirm(question: Question, about: Confirmed, signal: AbortSignal): Promise<boolean> {
  await closed(question, signal);
  if (signal.aborted) return false;
  let isAllowed = false;
  const asked: Asked = {
    ...about,
    answer: (answer: boolean) => {
      isAllowed = answer;
    },
  };
  question.ask(asked);
  await until(question, signal, () => question.getState().asked === asked);
  await closed(question, signal);
  question.close(asked);
  return isAllowed;
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
