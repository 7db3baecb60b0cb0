/**
 * SpatialData: a group of images, labels, points, shapes and tables, of which the tables are AnnData. Runs on the file side, pure.
 * Source: “Table format” of SpatialData's documentation: `tables/<name>`, before its version 0.2 `table/table`.
 */
import type { Storage, StorageNode } from '../storage/storage.ts';
import { textAttribute } from './attributes.ts';
import { anndata } from './container.ts';
import { expectedMembers } from './expected-members.ts';

/** The tables in a store, by name; none where it is no SpatialData. */
export async function spatialTables(storage: Storage, root: StorageNode): Promise<readonly StorageNode[]> {
  if (storage.format !== 'Zarr' || textAttribute(root, 'encoding-type') !== undefined) return [];
  const members = await storage.list('', expectedMembers(root));
  const group = ['tables', 'table'].map((name) => members.find((node) => node.name === name && node.group)).find((node) => node);
  if (!group || members.some(({ name }) => name === 'obs')) return [];
  const tables = (await storage.list(group.path, expectedMembers(group))).filter(
    (node) => node.group && textAttribute(node, 'encoding-type') === anndata.type,
  );
  return tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
