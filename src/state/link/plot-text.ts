/** What the plot shows, as parts of a link: where the cells stand, from where they are looked at, their colours and points. Pure. */
import type { VectorRef } from '../../shadow/index.ts';
import type { AxesPlace } from '../plot/place.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Part, Parts } from './fragment.ts';
import { categoryText, listText, numberText, rangeText, readCategory, readList, readName, readNumber, readRange } from './name-text.ts';
import { embeddingText, readEmbedding, readVector, vectorText } from './vector-text.ts';

/** What a link leaves out, as long as there are links of this version. */
export const PLOT = { camera: null, hidden: [], range: null, colormap: 'viridis', size: null, opacity: 0.9 } as const;

/** Of the camera: less than a thousandth of a pixel, however near. */
const DIGITS = 9;

export function placeParts({ place, camera }: ViewState): Part[] {
  const at: Part[] = camera ? [{ key: 'at', text: listText([...camera.target, camera.zoom].map(rounded), numberText) }] : [];
  if (!place) return at;
  const about = 'where the cells stand';
  if (place.kind === 'embedding') return [{ key: 'e', text: embeddingText(place), about }, ...at];
  const { x, y, logX, logY } = place;
  const log = (logX ? 'x' : '') + (logY ? 'y' : '');
  return [
    { key: 'x', text: vectorText(x), about },
    { key: 'y', text: vectorText(y), about },
    ...(log === '' ? [] : [{ key: 'log', text: log }]),
    ...at,
  ];
}

export function colorParts({ color, hidden, only, range, colormap, size, opacity }: ViewState): Part[] {
  const parts: Part[] = [];
  const about = 'which categories are hidden';
  if (color !== undefined) parts.push({ key: 'c', text: color ? vectorText(color) : 'none', about: 'what colours the cells' });
  if (only) parts.push({ key: 'o', text: listText(only, categoryText), about });
  else if (hidden && hidden.length > 0) parts.push({ key: 'h', text: listText(hidden, categoryText), about });
  if (range) parts.push({ key: 'r', text: rangeText(...range) });
  if (colormap && colormap !== PLOT.colormap) parts.push({ key: 'm', text: colormap });
  if (size) parts.push({ key: 'd', text: numberText(size) });
  if (opacity !== undefined && opacity !== PLOT.opacity) parts.push({ key: 'a', text: numberText(opacity) });
  return parts;
}

/** What means nothing without a part that was left out. */
export function leansOn(key: string): readonly string[] {
  if (key === 'c') return ['h', 'o', 'r'];
  return ['e', 'x', 'y'].includes(key) ? ['x', 'y', 'log', 'at'] : [];
}

/** As it is written there: whether it makes sense is seen by `readView`. */
export function readPlot({ one }: Parts): Partial<Record<keyof ViewState, unknown>> {
  return {
    place: one('e', readEmbedding) ?? readAxes(one('x', readVector), one('y', readVector), one('log', String)),
    camera: one('at', readCamera),
    color: one('c', (text) => (text === 'none' ? null : readVector(text))),
    hidden: one('h', readCategories),
    only: one('o', readCategories),
    range: one('r', (text) => Object.values(readRange(text) ?? {})),
    colormap: one('m', readName),
    size: one('d', readNumber),
    opacity: one('a', readNumber),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

function readAxes(x: VectorRef | undefined, y: VectorRef | undefined, log = ''): AxesPlace | undefined {
  if (!x || !y) return undefined;
  return { kind: 'axes', x, y, ...(log.includes('x') ? { logX: true } : {}), ...(log.includes('y') ? { logY: true } : {}) };
}

function readCamera(text: string): unknown {
  const [x, y, zoom] = readList(text, readNumber) ?? [];
  return { target: [x, y], zoom };
}

function readCategories(text: string): unknown {
  return readList(text, readCategory);
}
