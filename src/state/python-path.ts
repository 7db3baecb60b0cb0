/** How a Python user reaches an element: `mdata["rna"].obsm["X_umap"]`. Pure. */
import type { ShadowNode } from '../shadow/index.ts';

const SLOTS = new Set(['obs', 'var', 'layers', 'obsm', 'varm', 'obsp', 'varp', 'uns', 'obsmap', 'varmap']);

/** @param isMuData whether the object that was opened is a MuData */
export function pythonPath(shadow: Pick<ShadowNode, 'path'>, isMuData: boolean, indexes: ReadonlySet<string> = new Set()): string {
  let names = shadow.path.split('/').filter(Boolean);
  let code = isMuData ? 'mdata' : 'adata';
  if (isMuData && names[0] === 'mod') {
    code += `[${quote(names[1] ?? '')}]`;
    names = names.slice(2);
  }
  if (names[0] === 'raw') {
    code += '.raw';
    names = names.slice(1);
  }
  const [slot, ...keys] = names;
  if (slot === undefined) return code;
  if (slot === 'X') return `${code}.X`;
  if (indexes.has(shadow.path) && (slot === 'obs' || slot === 'var')) return `${code}.${slot}_names`;
  const base = SLOTS.has(slot) ? `${code}.${slot}` : `${code}[${quote(slot)}]`;
  return base + keys.map((key) => `[${quote(key)}]`).join('');
}

/** The same in plain HDF5 or Zarr, whose file or group is `f`. */
export function plainPath({ node, path }: Pick<ShadowNode, 'path' | 'node'>): string {
  return `f[${quote(path)}]${node?.group ? '' : '[()]'}`;
}

/** A JSON string is a Python string too. */
function quote(name: string): string {
  return JSON.stringify(name);
}
