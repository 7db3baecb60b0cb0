/**
 * `obsmap` and `varmap` of a MuData: for each of its cells (or genes) the 1-based position in a modality, 0 where it is absent; and
 * `obsm/<modality>`, whether it is there. Files of Muon.jl, MuDataSeurat and old mudatas may lack them: then they come out of the names,
 * as mudata makes them whenever it reads. Runs on the file side; names are read when a map is.
 * Source: MuData._update_attr in mudata's `_core/mudata.py`.
 */
import { namesOf } from '../arrays/items.ts';
import { mapByNames, type RowMap, storedMap } from '../arrays/row-map.ts';
import { sliceArray } from '../arrays/slice.ts';
import { attributeOf } from '../protocol/outline.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { type StorageNode, UNREAD } from '../storage/storage.ts';
import { array } from './array.ts';
import { dict } from './container.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, type ReadContext, readElement } from './encoding.ts';
import { groupOf, madeOf, memberPath } from './virtual.ts';

type Table = 'obs' | 'var';

/** The members of a MuData with a map for each modality. */
export function withMaps(node: StorageNode, members: readonly Element[]): readonly Element[] {
  const modalities = members.find((member) => member.node.name === 'mod')?.children.filter((child) => child.node.group) ?? [];
  return (['obs', 'var'] as const).reduce((all, table) => withMapsOf(table, node, all, modalities), members);
}

function withMapsOf(table: Table, node: StorageNode, members: readonly Element[], modalities: readonly Element[]): readonly Element[] {
  const whole = indexOf(members, table);
  const rows = whole?.outline.shape?.[0];
  if (!whole || rows === undefined) return members;
  const map = slotOf(members, node, `${table}map`);
  const matrices = slotOf(members, node, `${table}m`);
  const isShared = isSharedAxis(node, table);
  const maps = map.children.map(asVector);
  const flags = [...matrices.children];
  modalities.forEach((modality, i) => {
    const { name } = modality.node;
    const find = (elements: readonly Element[]) => elements.find((element) => element.node.name === name);
    const stored = find(maps);
    // Along an axis that is not shared the modalities lie one after the other.
    const parts = [...(isShared ? [] : modalities.slice(0, i)), modality].map((part) => indexOf(part.children, table));
    const byNames = async (context: ReadContext) =>
      mapByNames(await readNames(whole, context), await Promise.all(parts.map((part) => readNames(part, context))));
    const positions = async (context: ReadContext) =>
      (stored && storedMap(await readElement(stored, null, context), rows, parts.at(-1)?.outline.shape?.[0] ?? 0)) ?? byNames(context);
    if (!stored) maps.push(computed(map.node, name, [rows], 'uint32', async (context) => Uint32Array.from(await byNames(context))));
    if (!find(flags)) flags.push(computed(matrices.node, name, [rows, 1], 'bool', async (context) => isThere(await positions(context))));
  });
  const rest = members.filter(({ node: { name } }) => name !== map.node.name && name !== matrices.node.name);
  return [...rest, madeOf(matrices, makeElement(matrices.node, dict, flags)), madeOf(map, makeElement(map.node, dict, maps))];
}

/** Whether the modalities share this axis: 0 = cells, 1 = genes, −1 = both. */
function isSharedAxis(node: StorageNode, table: Table): boolean {
  const value = attributeOf(node, 'axis');
  const axis = Number(Array.isArray(value) ? value[0] : (value ?? 0));
  return axis === -1 || axis === (table === 'obs' ? 0 : 1);
}

function slotOf(members: readonly Element[], node: StorageNode, name: string): Element {
  const own = members.find((member) => member.node.name === name);
  if (own?.encoding === dict) return own;
  const group = groupOf(memberPath(node.path, name), dict, []);
  return own ? madeOf(own, group) : group;
}

function indexOf(members: readonly Element[], table: Table): Element | undefined {
  const { children, outline } = members.find((member) => member.node.name === table) ?? {};
  return children?.find((child) => child.node.name === outline?.frame?.index);
}

async function readNames(index: Element | undefined, context: ReadContext): Promise<string[]> {
  return index ? namesOf((await readElement(index, null, context)) as ArrayValue) : [];
}

function isThere(positions: RowMap): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(positions, (position) => (position > 0 ? 1 : 0));
}

function computed(
  group: StorageNode,
  name: string,
  shape: readonly number[],
  dtype: 'uint32' | 'bool',
  compute: (context: ReadContext) => Promise<Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>,
): Element {
  const encoding: Encoding = {
    ...array,
    summarize: () => ({ shape, dtype }),
    async read(_element, selection, context) {
      const data = await compute(context);
      const value: ArrayValue = data instanceof Uint8Array ? { kind: 'boolean', shape, data } : { kind: 'numeric', dtype, shape, data };
      return sliceArray(value, selection ?? []);
    },
  };
  return makeElement({ ...UNREAD, name, path: memberPath(group.path, name), group: false }, encoding, []);
}

/** mudata ravels a map that was stored as one column. */
function asVector(element: Element): Element {
  const { shape, dtype } = element.outline;
  if (shape?.length !== 2 || shape[1] !== 1 || !element.encoding.read) return element;
  const encoding: Encoding = {
    ...element.encoding,
    summarize: () => ({ shape: [shape[0] as number], dtype }),
    async read(_self, selection, context) {
      const value = (await element.encoding.read?.(element, selection && [selection[0] ?? null, null], context)) as ArrayValue;
      return { ...value, shape: [value.shape[0] as number] };
    },
  };
  return madeOf(element, makeElement(element.node, encoding, element.children));
}
