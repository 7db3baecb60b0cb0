/**
 * What cells are coloured by and where they stand, as text in a link: `obs/leiden`, `rna:X/CD3D`, `rna:obsm/X_pca/0`; `rna:X_umap`.
 * Pure. As everywhere nothing is guessed from a name: it says what kind of vector it is, and out of which matrix.
 */
import type { SetRef, VarRef, VectorRef } from '../../shadow/index.ts';
import type { EmbeddingPlace } from '../plot/place.ts';
import { listText, nameText, readList, readName } from './name-text.ts';

/** The x and y of most embeddings: not said. */
const FIRST_TWO = '0,1';

/** `[mod:]obs/COLUMN`, `[mod:]obsm/KEY/3` or `/=NAME`, `[mod:]SOURCE/GENE`, `[mod:]SOURCE/GENE,GENE…` */
export function vectorText(ref: VectorRef): string {
  return modText(ref) + partsOf(ref).join('/');
}

/** Undefined for what is none. */
export function readVector(text: string): VectorRef | undefined {
  const found = splitMod(text);
  if (!found) return undefined;
  const { mod, rest } = found;
  const [kind, ...parts] = rest.split('/');
  if (kind === 'obs' && parts.length === 1) {
    const column = readName(parts[0] as string);
    return column === undefined ? undefined : { ...mod, kind, column };
  }
  if (kind === 'obsm' && parts.length === 2) {
    const [key, component] = [readName(parts[0] as string), readComponent(parts[1] as string)];
    return key === undefined || component === undefined ? undefined : { ...mod, kind, key, component };
  }
  const genes = parts.pop();
  const source = genes === undefined ? undefined : readSource(kind, parts);
  const read = source && genes !== undefined && readGenes(genes);
  return read ? { ...mod, ...read, ...source } : undefined;
}

/** `[mod:]KEY`, with two other columns than the first `[mod:]KEY/2,3` */
export function embeddingText(place: EmbeddingPlace): string {
  const columns = place.components.join(',');
  return modText(place) + nameText(place.key) + (columns === FIRST_TWO ? '' : `/${columns}`);
}

export function readEmbedding(text: string): EmbeddingPlace | undefined {
  const found = splitMod(text);
  if (!found) return undefined;
  const [name = '', columns = FIRST_TWO, ...more] = found.rest.split('/');
  const key = readName(name);
  const components = readList(columns, readIndex);
  if (key === undefined || components?.length !== 2 || more.length > 0) return undefined;
  return { kind: 'embedding', ...found.mod, key, components: components as [number, number] };
}

function partsOf(ref: VectorRef): string[] {
  if (ref.kind === 'obs') return ['obs', nameText(ref.column)];
  if (ref.kind === 'obsm') {
    const { key, component } = ref;
    return ['obsm', nameText(key), typeof component === 'number' ? String(component) : `=${nameText(component)}`];
  }
  return [...sourceParts(ref), ref.kind === 'var' ? geneText(ref.name, ref.symbol) : setText(ref)];
}

function modText({ mod }: { readonly mod?: string | undefined }): string {
  return mod === undefined ? '' : `${nameText(mod)}:`;
}

function splitMod(text: string): { mod: { mod?: string }; rest: string } | undefined {
  const at = text.indexOf(':');
  if (at < 0) return { mod: {}, rest: text };
  const mod = readName(text.slice(0, at));
  return mod === undefined ? undefined : { mod: { mod }, rest: text.slice(at + 1) };
}

function readComponent(text: string): number | string | undefined {
  return text.startsWith('=') ? readName(text.slice(1)) : readIndex(text);
}

function readIndex(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function sourceParts({ layer, raw }: VarRef | SetRef): string[] {
  if (raw) return ['raw'];
  return layer === undefined ? ['X'] : ['layers', nameText(layer)];
}

function readSource(kind: string | undefined, parts: readonly string[]): { layer?: string; raw?: true } | undefined {
  if (parts.length === 0) return kind === 'X' ? {} : kind === 'raw' ? { raw: true } : undefined;
  const layer = kind === 'layers' && parts.length === 1 ? readName(parts[0] as string) : undefined;
  return layer === undefined ? undefined : { layer };
}

/** With what people call it, where that is known. */
function geneText(name: string, symbol: string | undefined): string {
  return nameText(name) + (symbol ? `;${nameText(symbol)}` : '');
}

/** A set of one ends with a comma. */
function setText({ names, symbols, label }: SetRef): string {
  const genes = names.map((name, i) => geneText(name, symbols?.[i]));
  return listText(genes, String) + (genes.length === 1 ? ',' : '') + (label === undefined ? '' : `@${nameText(label)}`);
}

type Genes = Pick<VarRef, 'kind' | 'name' | 'symbol'> | Pick<SetRef, 'kind' | 'names' | 'symbols' | 'label'>;

function readGenes(text: string): Genes | undefined {
  const [listed = '', called, ...more] = text.split('@');
  const genes = readList(listed.replace(/,$/, ''), readGene);
  const label = called === undefined ? undefined : readName(called);
  if (!genes?.[0] || more.length > 0 || (called !== undefined && label === undefined)) return undefined;
  if (!listed.includes(',')) {
    const [{ name, symbol }] = genes as [{ name: string; symbol: string }];
    return label === undefined ? { kind: 'var', name, ...(symbol === '' ? {} : { symbol }) } : undefined;
  }
  const symbols = genes.map(({ symbol }) => symbol);
  return {
    kind: 'set',
    names: genes.map(({ name }) => name),
    ...(symbols.every((symbol) => symbol === '') ? {} : { symbols }),
    ...(label === undefined ? {} : { label }),
  };
}

function readGene(text: string): { name: string; symbol: string } | undefined {
  const [name, symbol] = text.split(';').map(readName);
  return name === undefined || (text.includes(';') && symbol === undefined) ? undefined : { name, symbol: symbol ?? '' };
}
