/** What stands at a path of the object, where there may be nothing. Pure. */
import { DataFrameShadow, type ShadowNode } from '../shadow/index.ts';

/** The shadow at a path, null where there is none. */
export function find(data: ShadowNode, path: string): ShadowNode | null {
  try {
    return data.at(path);
  } catch {
    return null;
  }
}

/** The table at a path, null for what is none, or not there. */
export function frameAt(data: ShadowNode, path: string): DataFrameShadow | null {
  const shadow = find(data, path);
  return shadow instanceof DataFrameShadow ? shadow : null;
}
