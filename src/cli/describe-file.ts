/** Walks an object and describes each element of it. Runs in Node; reads everything, one element at a time. */
import {
  AnnDataShadow,
  type ArrayValue,
  DataFrameShadow,
  type DataShadow,
  ElemShadow,
  Hdf5Shadow,
  isAbort,
  MuDataShadow,
  namesOf,
  type OpenedShadow,
  type RawShadow,
  type ShadowNode,
  Slot,
  toErrorRecord,
  type Value,
} from '../shadow/index.ts';
import { describeStrings, describeValue } from './describe-value.ts';
import type { Json } from './json.ts';
import { columnAsRead, mapAsRead } from './mudata-reading.ts';

type Elements = Map<string, Json>;

const ANNDATA_SLOTS = ['layers', 'obsm', 'varm', 'obsp', 'varp', 'uns'] as const;
const MUDATA_SLOTS = ['obsm', 'varm', 'obsp', 'varp', 'obsmap', 'varmap', 'uns'] as const;

/** What becomes of a value before it is described. */
type Reading = (value: Value) => Value;

const asInFile: Reading = (value) => value;

export async function describeFile(data: OpenedShadow): Promise<Json> {
  const elements: Elements = new Map();
  const { file } = data.session.outline;
  if (data instanceof Hdf5Shadow) {
    for (const [name, member] of data.children()) await describeShadow(member, name, elements);
    return { file: file.name, kind: 'HDF5', elements };
  }
  const isMuData = data instanceof MuDataShadow;
  await describeObject(data, '', elements);
  const kind = isMuData
    ? { kind: 'MuData', shape: data.shape, mod: [...data.modalities.keys()], axis: data.axis }
    : { kind: 'AnnData', shape: data.shape };
  return { file: file.name, ...kind, elements };
}

async function describeObject(data: DataShadow, prefix: string, elements: Elements): Promise<void> {
  if (data instanceof MuDataShadow) await describeMuData(data, prefix, elements);
  else if (data instanceof AnnDataShadow) await describeAnnData(data, prefix, elements);
}

async function describeMuData(data: MuDataShadow, prefix: string, elements: Elements): Promise<void> {
  await describeTables(data, prefix, elements, columnAsRead);
  for (const slot of MUDATA_SLOTS)
    await describeMembers(data[slot], `${prefix}${slot}`, elements, slot.endsWith('map') ? mapAsRead : asInFile);
  for (const [name, modality] of data.modalities) await describeObject(modality, `${prefix}mod/${name}/`, elements);
}

async function describeAnnData(data: AnnDataShadow, prefix: string, elements: Elements): Promise<void> {
  if (data.X) await describeShadow(data.X, `${prefix}X`, elements);
  await describeTables(data, prefix, elements);
  for (const slot of ANNDATA_SLOTS) await describeMembers(data[slot], `${prefix}${slot}`, elements);
  if (data.raw) await describeRaw(data.raw, `${prefix}raw`, elements);
}

async function describeTables(data: DataShadow, prefix: string, elements: Elements, reading = asInFile): Promise<void> {
  await describeShadow(data.obs, `${prefix}obs`, elements, reading);
  await describeShadow(data.var, `${prefix}var`, elements, reading);
}

async function describeRaw(raw: RawShadow, path: string, elements: Elements): Promise<void> {
  if (raw.X.node?.encoding !== 'null') await describeShadow(raw.X, `${path}/X`, elements);
  await describeShadow(raw.var, `${path}/var`, elements);
  await describeMembers(raw.varm, `${path}/varm`, elements);
}

async function describeMembers(slot: Slot, path: string, elements: Elements, reading = asInFile): Promise<void> {
  for (const [name, member] of slot) await describeShadow(member, `${path}/${name}`, elements, reading);
}

/** What cannot be read is described as unreadable; the rest goes on. What was read is given back at once. */
async function describeShadow(shadow: ShadowNode, path: string, elements: Elements, reading = asInFile): Promise<void> {
  try {
    if (shadow instanceof DataFrameShadow) await describeFrame(shadow, path, elements, reading);
    else if (shadow instanceof Slot) {
      elements.set(path, { type: 'dict', keys: [...shadow.keys()] });
      await describeMembers(shadow, path, elements);
    } else if (shadow instanceof AnnDataShadow || shadow instanceof MuDataShadow) await describeObject(shadow, `${path}/`, elements);
    else if (shadow instanceof ElemShadow) describeElement(reading(await shadow.read()), path, elements);
  } catch (error) {
    if (isAbort(error)) throw error;
    elements.set(path, { type: 'unreadable', path, reason: toErrorRecord(error).message });
  }
  shadow.clearCache();
}

/** An index that cannot be read does not hide the columns. */
async function describeFrame(frame: DataFrameShadow, path: string, elements: Elements, reading: Reading): Promise<void> {
  elements.set(path, await describeIndex(frame, path));
  for (const [name, column] of frame) await describeShadow(column, `${path}/${name}`, elements, reading);
}

async function describeIndex(frame: DataFrameShadow, path: string): Promise<Json> {
  try {
    const index = (await frame.index.read()) as ArrayValue;
    return { type: 'dataframe', n: frame.nRows, index: describeStrings(namesOf(index), [frame.nRows]), columns: [...frame.keys()] };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { type: 'unreadable', path, reason: toErrorRecord(error).message };
  }
}

function describeElement(value: Value, path: string, elements: Elements): void {
  if (value.kind !== 'record') elements.set(path, describeValue(value));
  else {
    elements.set(path, { type: 'record', n: value.shape[0] ?? 0, fields: value.fields.map(([name]) => name) });
    for (const [name, field] of value.fields) describeElement(field, `${path}/${name}`, elements);
  }
}
