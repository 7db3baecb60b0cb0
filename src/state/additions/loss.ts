/** Additions are only in memory: whoever would lose them by a click is asked first. Page, no React. */
import type { Viewer } from '../viewer.ts';

/**
 * Goes on at once if nothing would be lost, else once the user agreed. What a program does (`viewer.close`) does not ask.
 * @param stay what is done if he did not
 */
export function askBeforeLoss({ file, question }: Viewer, goOn: () => void, stay: () => void = () => {}): void {
  const { shadow } = file.getState();
  const paths = shadow?.additions().map(({ path }) => path) ?? [];
  if (shadow && paths.length > 0) question.ask({ kind: 'loss', file: shadow.session.outline.file.name, paths, answer: goOn, refuse: stay });
  else goOn();
}
