/**
 * What colours the cells, as a text: in an attribute, a message, a snippet. docs/embedding.md has the grammar:
 *
 *     color  = "" | [ modality ":" ] ( obs | obsm | gene )
 *     obs    = "obs:" column
 *     obsm   = "obsm:" key ":" component             from 0; of a data frame also by its name
 *     gene   = [ "X:" | "raw:" | "layers:" layer ":" ] ( name | "mean:" name { "," name } )
 *
 * Nothing is guessed: a gene of a MuData has its modality, and a column says that it is one. Names may have colons: where one ends, the
 * names in the file say. Pure.
 */
import { AnnDataShadow, DataFrameShadow, type MuDataShadow, ShadowError, type VectorRef } from '../../shadow/index.ts';
import { hintOf } from './near-names.ts';

/**
 * The reference that a text is; null = no colours. Whether there is such a column or gene is known when it is read.
 * @throws ShadowError `invalid` for what is no reference here; `not-found` for a modality, layer or key that is not there
 */
export function readColorText(data: AnnDataShadow | MuDataShadow, written: string): VectorRef | null {
  const text = written.trim();
  if (text === '') return null;
  const own = readElement(data, undefined, text);
  if (own) return own;
  if (data instanceof AnnDataShadow) return readGene(data, undefined, text);
  const mod = longestBefore([...data.mod.keys()], text);
  if (mod === null) throw noModality(data, text);
  const rest = text.slice(mod.length + 1);
  const owner = data.modality(mod);
  return readElement(owner, mod, rest) ?? readGene(owner, mod, rest);
}

/**
 * The text of a reference. Read back it is the same, without symbols and labels; but for what no text can say: a gene whose name begins with
 * `mean:`, a set with a comma in a name, spaces around a name.
 */
export function colorText(ref: VectorRef | null): string {
  if (!ref) return '';
  const mod = ref.mod === undefined ? '' : `${ref.mod}:`;
  if (ref.kind === 'obs') return `${mod}obs:${ref.column}`;
  if (ref.kind === 'obsm') return `${mod}obsm:${ref.key}:${ref.component}`;
  const source = ref.raw ? 'raw:' : ref.layer === undefined ? '' : `layers:${ref.layer}:`;
  if (ref.kind === 'set') return `${mod}${source}mean:${ref.names.join(',')}`;
  // A name that looks like something else.
  return `${mod}${source === '' && /^(obs|obsm|X|raw|layers|mean):/.test(ref.name) ? 'X:' : source}${ref.name}`;
}

function readElement(owner: AnnDataShadow | MuDataShadow, mod: string | undefined, text: string): VectorRef | null {
  if (text.startsWith('obs:')) return { ...(mod !== undefined && { mod }), kind: 'obs', column: text.slice(4) };
  if (!text.startsWith('obsm:')) return null;
  const keys = [...owner.obsm.keys()];
  const rest = text.slice(5);
  const key = longestBefore(keys, rest);
  if (key === null) {
    const [wanted = ''] = rest.split(':');
    if (keys.includes(rest)) throw invalid(`“${text}” does not say which component.`, `Write obsm:${rest}:0 for the first.`);
    throw notFound(`obsm has no “${wanted}”.`, keys, wanted);
  }
  const component = rest.slice(key.length + 1);
  const isNumber = /^\d+$/.test(component);
  if (!isNumber && !(owner.obsm.get(key) instanceof DataFrameShadow))
    throw invalid(`“${component}” is no component of ${key}.`, 'Components are counted from 0.');
  const isName = owner.obsm.get(key) instanceof DataFrameShadow && [...(owner.obsm.get(key) as DataFrameShadow).keys()].includes(component);
  return { ...(mod !== undefined && { mod }), kind: 'obsm', key, component: isNumber && !isName ? Number(component) : component };
}

function readGene(owner: AnnDataShadow, mod: string | undefined, text: string): VectorRef {
  const { source, rest } = readSource(owner, text);
  const of = { ...(mod !== undefined && { mod }), ...source };
  if (rest.startsWith('mean:')) {
    const names = rest
      .slice(5)
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    if (names.length === 0) throw invalid(`“${text}” names no genes.`, 'Write them apart by commas: mean:CD3D,CD3E.');
    return { ...of, kind: 'set', names };
  }
  if (rest === '') throw invalid(`“${text}” names no gene.`, 'Write the name of one behind the colon.');
  return { ...of, kind: 'var', name: rest };
}

function readSource(owner: AnnDataShadow, text: string): { source: { raw?: true; layer?: string }; rest: string } {
  if (text.startsWith('X:')) return { source: {}, rest: text.slice(2) };
  if (text.startsWith('raw:')) return { source: { raw: true }, rest: text.slice(4) };
  if (!text.startsWith('layers:')) return { source: {}, rest: text };
  const layers = [...owner.layers.keys()];
  const rest = text.slice(7);
  const layer = longestBefore(layers, rest);
  if (layer === null) throw notFound(`layers has no “${rest.split(':')[0]}”.`, layers, rest.split(':')[0] ?? '');
  return { source: { layer }, rest: rest.slice(layer.length + 1) };
}

/** The longest of the names that a colon follows; null where there is none. */
function longestBefore(names: readonly string[], text: string): string | null {
  const fitting = names.filter((name) => text.startsWith(`${name}:`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

function noModality(data: MuDataShadow, text: string): ShadowError {
  const mods = [...data.mod.keys()];
  const at = text.indexOf(':');
  if (at >= 0) return notFound(`There is no modality “${text.slice(0, at)}”.`, mods, text.slice(0, at));
  return invalid(
    `“${text}” does not say in which modality.`,
    `Write ${mods.map((mod) => `${mod}:${text}`).join(' or ')}; for a column, obs:${text}.`,
  );
}

function invalid(message: string, hint: string): ShadowError {
  return new ShadowError({ tag: 'invalid', message, hint });
}

function notFound(message: string, names: readonly string[], wanted: string): ShadowError {
  const hint = hintOf(names, wanted);
  return new ShadowError({ tag: 'not-found', message, ...(hint !== undefined && { hint }) });
}
