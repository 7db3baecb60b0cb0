/** What the user is asked before something is done: one question at a time, over the viewer. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorRecord } from '../shadow/index.ts';
import { withNextFrame } from './next-frame.ts';

/** For a name. */
export interface NameQuestion {
  readonly kind: 'name';
  readonly title: string;
  /** Of the field. */
  readonly label: string;
  /** In the field at first. */
  readonly name: string;
  /** On the button that answers. */
  readonly action: string;
  /** Something to be had with it, taken at first; null if there is nothing. */
  readonly option: string | null;
  /** Why a name cannot be given; null if it can. */
  problem(name: string): ErrorRecord | null;
  /** What giving it would mean for something else; null if nothing. */
  note(name: string, isOptionTaken: boolean): string | null;
  /** What it throws is shown at the field, and the question stays. */
  answer(name: string, isOptionTaken: boolean, signal: AbortSignal): Promise<void>;
}

/** Whether to lose what was added. */
export interface LossQuestion {
  readonly kind: 'loss';
  readonly file: string;
  /** Paths of what would be lost. */
  readonly paths: readonly string[];
  /** Before the question is closed; closing it without is a no. */
  answer(): void;
  /** It is not asked any more: answered, taken back, or another question took its place. */
  closed(): void;
}

/** Whether an index may take much of the disk. */
export interface RoomQuestion {
  readonly kind: 'room';
  /** Of whose genes, as `rna.X`. */
  readonly matrix: string;
  readonly bytes: number;
  /** Before the question is closed; closing it without is a no. */
  answer(isAllowed: boolean): void;
}

/** Whether to download a whole file, where its server sends no parts. */
export interface DownloadQuestion {
  readonly kind: 'download';
  readonly name: string;
  /** Why it cannot be read in parts. */
  readonly why: string;
  /** In bytes; null where the server does not say. */
  readonly size: number | null;
  /** Beyond so many bytes it is broken off. */
  readonly most: number;
  /** Before the question is closed; closing it without is a no. */
  answer(isAllowed: boolean): void;
}

/** For an address. */
export interface UrlQuestion {
  readonly kind: 'url';
}

export type Asked = NameQuestion | LossQuestion | RoomQuestion | DownloadQuestion | UrlQuestion;

export interface QuestionState {
  readonly asked: Asked | null;
}

export interface Question extends StoreApi<QuestionState> {
  /** Asks with the next frame: the menu that led here is gone then, and the focus back where it was, to return to. */
  ask(question: Asked): void;
  /** Takes a question back, or whatever is asked; also before it is on the screen. */
  close(question?: Asked): void;
}

export function createQuestion(): Question {
  const store = createStore<QuestionState>(() => ({ asked: null }));
  /** What is asked, or will be with the next frame. */
  let next: Asked | null = null;
  const turnTo = (question: Asked | null): void => {
    const before = next;
    next = question;
    if (before?.kind === 'loss') before.closed();
  };
  const show = withNextFrame(() => store.setState({ asked: next }));
  return {
    ...store,
    ask(question) {
      turnTo(question);
      show();
    },
    close(question) {
      if (question && next !== question) return;
      store.setState({ asked: null });
      turnTo(null);
    },
  };
}
