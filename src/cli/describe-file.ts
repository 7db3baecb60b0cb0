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

type Elements = Map<string, Json>;

const ANNDATA_SLOTS = ['layers', 'obsm', 'varm', 'obsp', 'varp', 'uns'] as const;
const MUDATA_SLOTS = ['obsm', 'varm', 'obsp', 'varp', 'obsmap', 'varmap', 'uns'] as const;

export async function describeFile(data: OpenedShadow): Promise<Json> {
  const elements: Elements = new Map();
  const { file } = data.session.outline;
  if (data instanceof Hdf5Shadow) {
    for (const [name, member] of data.children()) await describeShadow(member, name, elements);
    return { file: file.name, kind: 'HDF5', elements };
  }
  if (data instanceof MuDataShadow) {
    await describeTables(data, '', elements);
    for (const slot of MUDATA_SLOTS) await describeMembers(data[slot], slot, elements);
    for (const [name, modality] of data.mod) await describeAnnData(modality, `mod/${name}/`, elements);
    return { file: file.name, kind: 'MuData', shape: data.shape, mod: [...data.mod.keys()], axis: data.axis, elements };
  }
  await describeAnnData(data, '', elements);
  return { file: file.name, kind: 'AnnData', shape: data.shape, elements };
}

async function describeAnnData(data: AnnDataShadow, prefix: string, elements: Elements): Promise<void> {
  if (data.X) await describeShadow(data.X, `${prefix}X`, elements);
  await describeTables(data, prefix, elements);
  for (const slot of ANNDATA_SLOTS) await describeMembers(data[slot], `${prefix}${slot}`, elements);
  if (data.raw) await describeRaw(data.raw, `${prefix}raw`, elements);
}

async function describeTables(data: DataShadow, prefix: string, elements: Elements): Promise<void> {
  await describeShadow(data.obs, `${prefix}obs`, elements);
  await describeShadow(data.var, `${prefix}var`, elements);
}

async function describeRaw(raw: RawShadow, path: string, elements: Elements): Promise<void> {
  await describeShadow(raw.X, `${path}/X`, elements);
  await describeShadow(raw.var, `${path}/var`, elements);
  await describeMembers(raw.varm, `${path}/varm`, elements);
}

async function describeMembers(slot: Slot, path: string, elements: Elements): Promise<void> {
  for (const [name, member] of slot) await describeShadow(member, `${path}/${name}`, elements);
}

/** What cannot be read is described as unreadable; the rest goes on. What was read is given back at once. */
async function describeShadow(shadow: ShadowNode, path: string, elements: Elements): Promise<void> {
  try {
    if (shadow instanceof DataFrameShadow) await describeFrame(shadow, path, elements);
    else if (shadow instanceof Slot) {
      elements.set(path, { type: 'dict', keys: [...shadow.keys()] });
      await describeMembers(shadow, path, elements);
    } else if (shadow instanceof AnnDataShadow) await describeAnnData(shadow, `${path}/`, elements);
    else if (shadow instanceof ElemShadow) describeElement(await shadow.read(), path, elements);
  } catch (error) {
    if (isAbort(error)) throw error;
    elements.set(path, { type: 'unreadable', path, reason: toErrorRecord(error).message });
  }
  shadow.clearCache();
}

async function describeFrame(frame: DataFrameShadow, path: string, elements: Elements): Promise<void> {
  const index = (await frame.index.read()) as ArrayValue;
  elements.set(path, {
    type: 'dataframe',
    n: frame.nRows,
    index: describeStrings(namesOf(index), [frame.nRows]),
    columns: [...frame.keys()],
  });
  for (const [name, column] of frame) await describeShadow(column, `${path}/${name}`, elements);
}

function describeElement(value: Value, path: string, elements: Elements): void {
  // mudata recomputes its maps on reading; the reference compares their values as int64, whatever their width in the file.
  const isMap = /^(obsmap|varmap)\//.test(path);
  if (value.kind === 'record') {
    elements.set(path, { type: 'record', n: value.shape[0] ?? 0, fields: value.fields.map(([name]) => name) });
    for (const [name, field] of value.fields) elements.set(`${path}/${name}`, describeValue(field));
  } else
    elements.set(
      path,
      describeValue(
        isMap && value.kind === 'numeric'
          ? { ...value, dtype: 'int64', data: BigInt64Array.from(value.data as never, (item: number | bigint) => BigInt(item)) }
          : value,
      ),
    );
}
