/**
 * A view as the part of an address after `#`: short, made to be read and edited by hand: `#v=1&e=X_umap&c=obs/leiden`. Pure; text that
 * comes from anywhere never throws. What each part means is promised in docs/link.md: later versions read it in the same way.
 */
import type { PanelName, PanelsState, Theme } from '../panels.ts';
import { readView, type ViewState } from '../view/view-state.ts';
import { joinParts, known, type Part, type Parts, splitParts } from './fragment.ts';
import { listText, nameText, numberText, readList, readName, readNumber } from './name-text.ts';
import { colorParts, leansOn, PLOT, placeParts, readPlot } from './plot-text.ts';
import { readTables, TABLES, tableParts } from './table-text.ts';

/** A file that is on somebody's computer. */
export interface LocalFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/** How the viewer itself looks, whatever the file. What is not said stays as its user has it. */
export interface Screen {
  /** Which panels are open. */
  readonly open?: readonly PanelName[];
  /** On a narrow screen the panel in view. */
  readonly narrow?: PanelsState['narrow'];
  readonly theme?: Theme;
}

export interface Linked {
  /** The file that has to be given; null where the address names one. */
  readonly file: LocalFile | null;
  /** Where cells stand and what colours them is not there if the link does not say it; all else is. */
  readonly view: ViewState;
  readonly screen: Screen;
}

/**
 * Where cells stand and what colours them is chosen by the viewer, in other ways as it gets better: so a link always says it. What it
 * leaves out is fixed.
 */
const LEFT_OUT: ViewState = { v: 1, ...PLOT, ...TABLES };

/** So much of an address survives wherever it is pasted. */
const MOST_CHARACTERS = 2000;

const PANELS: readonly PanelName[] = ['tree', 'legend', 'table'];

/** The text after `#`, and what was left out of it to keep it short: the longest first, so that it is little. */
export function linkText({ file, view, screen }: Linked): { readonly text: string; readonly left: readonly string[] } {
  let parts: readonly Part[] = [
    { key: 'v', text: '1' },
    ...fileParts(file),
    ...placeParts(view),
    ...colorParts(view),
    ...tableParts(view),
    ...screenParts(screen),
  ];
  const left: string[] = [];
  while (joinParts(parts).length > MOST_CHARACTERS) {
    const [longest] = parts.filter(({ about }) => about !== undefined).toSorted((a, b) => b.text.length - a.text.length);
    if (!longest?.about) break;
    left.push(longest.about);
    parts = parts.filter((part) => part !== longest && !leansOn(longest.key).includes(part.key));
  }
  return { text: joinParts(parts), left };
}

/**
 * What is understood of the text after `#`, each part on its own: one that means nothing is as if it had been left out.
 * @returns `none` where it is no link, `later` if it is one of a later version
 */
export function readLink(hash: string): Linked | 'none' | 'later' {
  const parts = splitParts(hash);
  const version = parts.one('v', readNumber);
  if (version !== 1) return version !== undefined && version > 1 ? 'later' : 'none';
  const view = readView({ v: 1, ...known(readPlot(parts)), ...known(readTables(parts)) });
  return { file: readFile(parts), view: { ...LEFT_OUT, ...view }, screen: readScreen(parts) };
}

function fileParts(file: LocalFile | null): Part[] {
  if (!file) return [];
  return [
    { key: 'file', text: nameText(file.name) },
    { key: 'bytes', text: numberText(file.size) },
  ];
}

function readFile({ one }: Parts): LocalFile | null {
  const [name, size] = [one('file', readName), one('bytes', readNumber)];
  return name !== undefined && size !== undefined && size >= 0 ? { name, size } : null;
}

function screenParts({ open, narrow, theme }: Screen): Part[] {
  return [
    ...(open ? [{ key: 'p', text: listText(open, String) }] : []),
    ...(narrow ? [{ key: 'n', text: narrow }] : []),
    ...(theme && theme !== 'system' ? [{ key: 'theme', text: theme }] : []),
  ];
}

function readScreen({ one }: Parts): Screen {
  return known({
    open: one('p', (text) => readList(text, (name) => PANELS.find((panel) => panel === name))),
    narrow: one('n', (text) => [...PANELS, 'plot' as const].find((panel) => panel === text)),
    theme: one('theme', (text) => (['light', 'dark'] as const).find((theme) => theme === text)),
  });
}
