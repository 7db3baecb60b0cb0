/** Additions are only in memory: whoever would lose them by a click is asked first. Page, no React. */
import type { LossQuestion } from '../question.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Goes on at once if nothing would be lost, else once the user agreed. What a program does (`viewer.close`) does not ask.
 * @param stay what is done if he did not, or is not asked any more
 * @returns what he is asked, to be taken back; null if nothing
 */
export function askBeforeLoss({ file, question }: Viewer, goOn: () => void, stay: () => void = () => {}): LossQuestion | null {
  const { shadow } = file.getState();
  const paths = shadow?.additions().map(({ path }) => path) ?? [];
  if (!shadow || paths.length === 0) {
    goOn();
    return null;
  }
  let isAllowed = false;
  const asked: LossQuestion = {
    kind: 'loss',
    file: shadow.session.outline.file.name,
    paths,
    answer: () => {
      isAllowed = true;
    },
    closed: () => (isAllowed ? goOn() : stay()),
  };
  question.ask(asked);
  return asked;
}
