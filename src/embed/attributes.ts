/**
 * What the element's attributes say, brought to its viewer: the file, what colours the cells, where they stand, what shows. Page.
 * Several that change together are one change, and newer ones supersede older ones. What is wrong with one is shown in the viewer and
 * told as an error; it stays wrong until the attribute changes.
 */
import { type ErrorRecord, type OpenedShadow, toErrorRecord } from '../shadow/index.ts';
import { cellsOf } from '../state/file.ts';
import type { Theme } from '../state/panels.ts';
import { PARTS, readParts } from '../state/parts.ts';
import { embeddingOptions } from '../state/plot/embeddings.ts';
import { readColorText } from '../state/text/color-text.ts';
import { readEmbeddingText } from '../state/text/embedding-text.ts';
import type { ViewState } from '../state/view/view-state.ts';
import type { Viewer } from '../state/viewer.ts';
import type { AttributeName } from './properties.ts';

const THEMES: readonly Theme[] = ['light', 'dark', 'system'];

export class Attributes {
  readonly #host: HTMLElement;
  readonly #viewer: Viewer;
  /** The file that the attributes asked for last, and its part. */
  #asked: string | null = null;
  #isDue = false;
  /** Of the place and the colour, in the file that was opened last: shown when its first picture is there. */
  #problems: { place?: ErrorRecord; color?: ErrorRecord } = {};
  #problemsIn: OpenedShadow | null = null;
  /** What is wrong with the words in them. */
  readonly #complaints = new Map<AttributeName, ErrorRecord>();
  readonly #tell: (problem: ErrorRecord) => void;

  /** @param tell what is wrong, other than what the file and the plot say themselves */
  constructor(host: HTMLElement, viewer: Viewer, tell: (problem: ErrorRecord) => void) {
    this.#host = host;
    this.#viewer = viewer;
    this.#tell = tell;
  }

  changed(name: AttributeName): void {
    if (name === 'theme') this.#giveTheme();
    else if (name === 'show') this.#showParts();
    else if (!this.#host.isConnected) return;
    else if (name === 'src' || name === 'path') this.connected();
    else if (!this.#isDue) this.#draw(name);
  }

  /** In the page, or in it again: opens what is asked for, unless it did so before. */
  connected(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.#host.isConnected) this.#open();
    });
  }

  /** Gone for good: its file is closed. */
  disconnected(): void {
    this.#asked = null;
  }

  #get(name: AttributeName): string | null {
    return this.#host.getAttribute(name);
  }

  #giveTheme(): void {
    const written = this.#get('theme');
    const theme = THEMES.find((known) => known === written) ?? null;
    this.#viewer.panels.lendTheme(theme);
    const isUnknown = written !== null && theme === null;
    this.#complain('theme', isUnknown ? { message: `“${written}” is no theme.`, hint: `There is: ${THEMES.join(', ')}.` } : null);
  }

  #showParts(): void {
    const written = this.#get('show');
    const read = written === null ? null : readParts(written);
    this.#viewer.panels.setParts(read?.parts ?? null);
    const unknown = read?.unknown.join(' ') ?? '';
    this.#complain(
      'show',
      unknown === '' ? null : { message: `“${unknown}” is no part of the viewer.`, hint: `There is: ${PARTS.join(', ')}.` },
    );
  }

  #open(): void {
    const src = this.#get('src');
    const path = this.#get('path') ?? '';
    const asked = src === null ? null : JSON.stringify([src, path]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    // What fails is in the state of the file, and told from there.
    if (src === null) void this.#viewer.close();
    else void this.#viewer.open(src, undefined, { path, first: (shadow) => this.#view(shadow) }).catch(() => {});
  }

  /** How the file is looked at first. */
  #view(shadow: OpenedShadow): ViewState | null {
    const data = cellsOf(shadow);
    this.#problems = {};
    this.#problemsIn = shadow;
    if (!data) return null;
    const [color, embedding] = [this.#get('color-by'), this.#get('embedding')];
    const read = <T>(part: 'place' | 'color', text: string | null, of: (text: string) => T): T | undefined => {
      if (text === null) return undefined;
      try {
        return of(text);
      } catch (error) {
        this.#problems[part] = toErrorRecord(error);
        return undefined;
      }
    };
    const ref = read('color', color, (text) => readColorText(data, text));
    const place = read('place', embedding, (text) => readEmbeddingText(embeddingOptions(data), text));
    return { v: 1, ...(ref !== undefined && { color: ref }), ...(place && { place: { kind: 'embedding', ...place } }) };
  }

  /** The first picture is there: what was wrong with the attributes is said over it. */
  started(): void {
    const isIn = this.#viewer.file.getState().shadow === this.#problemsIn;
    if (isIn) this.#viewer.plot.setState(({ errors }) => ({ errors: { ...errors, ...this.#problems } }));
    this.#problems = {};
    this.#problemsIn = null;
    for (const notice of this.#complaints.values()) this.#viewer.file.setState({ notice });
  }

  #draw(name: 'color-by' | 'embedding'): void {
    const { file, plot } = this.#viewer;
    const { data } = file.getState();
    const text = this.#get(name);
    // Removed, what is shown stays.
    if (!data || text === null) return;
    try {
      if (name === 'color-by') void plot.colorBy(readColorText(data, text)).catch(() => {});
      else void plot.setEmbedding(readEmbeddingText(plot.getState().embeddings, text));
    } catch (error) {
      plot.setState(({ errors }) => ({ errors: { ...errors, [name === 'color-by' ? 'color' : 'place']: toErrorRecord(error) } }));
    }
  }

  #complain(name: AttributeName, about: { readonly message: string; readonly hint: string } | null): void {
    const { file } = this.#viewer;
    const before = this.#complaints.get(name);
    this.#complaints.delete(name);
    if (before && before === file.getState().notice) file.setState({ notice: null });
    if (!about) return;
    const problem: ErrorRecord = { tag: 'invalid', ...about };
    this.#complaints.set(name, problem);
    file.setState({ notice: problem });
    this.#tell(problem);
  }
}
