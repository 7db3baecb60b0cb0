/** The tree's items out of the shadows: what is shown, what a filter leaves, what is open at first. Pure. */
import {
  DataFrameShadow,
  ElemShadow,
  Hdf5Shadow,
  MuDataShadow,
  type OpenedShadow,
  RawShadow,
  type ShadowNode,
  Slot,
} from '../../shadow/index.ts';

/** Id of the tree's root; other items have their path. */
export const ROOT = '/';

export interface TreeItems {
  get(id: string): ShadowNode;
  children(id: string): string[];
}

/** Empty slots are left out, as in the text. */
export function treeItems(data: OpenedShadow, filter: string): TreeItems {
  const shadows = new Map<string, ShadowNode>([[ROOT, data]]);
  const children = new Map<string, string[]>();
  const wanted = filter.trim().toLowerCase();

  /** Whether the item or anything below it is shown. */
  const visit = (shadow: ShadowNode, id: string, isInside: boolean): boolean => {
    const matches = isInside || shadow.path.toLowerCase().includes(wanted);
    const ids: string[] = [];
    for (const child of shadow.children().values()) {
      if (isEmpty(child) && !(data instanceof Hdf5Shadow && child.node)) continue;
      shadows.set(child.path, child);
      if (visit(child, child.path, matches && wanted !== '')) ids.push(child.path);
    }
    children.set(id, ids);
    return matches || ids.length > 0;
  };
  visit(data, ROOT, false);

  return {
    get: (id) => shadows.get(id) ?? data,
    children: (id) => children.get(id) ?? [],
  };
}

/** A slot without members; an empty dict inside uns is a value of its own. */
function isEmpty(shadow: ShadowNode): boolean {
  const isSlot = shadow instanceof Slot || shadow instanceof DataFrameShadow;
  return (
    isSlot &&
    shadow.size === 0 &&
    (shadow.node === null || !shadow.path.includes('uns/')) &&
    !(shadow instanceof DataFrameShadow && shadow.node)
  );
}

/** Said above the tree, since what is not there has no row: null where every X is there. */
export function missingMatrix(data: OpenedShadow): string | null {
  if (data instanceof Hdf5Shadow) return null;
  if (!(data instanceof MuDataShadow)) return data.X ? null : 'This object has no X.';
  const lacking = [...data.mod].filter(([, { X }]) => !X).map(([name]) => name);
  return lacking.length > 0 ? `${lacking.join(', ')}: no X.` : null;
}

export function isFolder(shadow: ShadowNode): boolean {
  return !(shadow instanceof ElemShadow);
}

/** Paths of everything that can be opened. */
export function allFolders(items: TreeItems, id = ROOT): string[] {
  return items.children(id).flatMap((child) => (isFolder(items.get(child)) ? [child, ...allFolders(items, child)] : []));
}

/** All that has to be open for an item to be seen, from the top; null where it is not in the tree. */
export function parentsOf(items: TreeItems, id: string, from = ROOT): string[] | null {
  for (const child of items.children(from)) {
    if (child === id) return [];
    const below = id.startsWith(`${child}/`) ? parentsOf(items, id, child) : null;
    if (below) return [child, ...below];
  }
  return null;
}

/** Whether a row is among those shown: it is there, and all above it are open. */
export function isListed(items: TreeItems, expanded: readonly string[], id: string): boolean {
  return parentsOf(items, id)?.every((parent) => expanded.includes(parent)) ?? false;
}

export type TreeIcon = 'object' | 'table' | 'matrix' | 'column' | 'group' | 'value';

export function iconOf(shadow: ShadowNode): TreeIcon {
  if (shadow instanceof DataFrameShadow) return 'table';
  if (shadow instanceof Slot) return 'group';
  if (shadow instanceof RawShadow || !(shadow instanceof ElemShadow)) return 'object';
  const rank = shadow.shape?.length ?? 0;
  return rank >= 2 ? 'matrix' : rank === 1 ? 'column' : 'value';
}
