/** Encoding `dataframe`: a group with an index and columns, each an element of its own. Runs on the file side. */
import { attributeOf } from '../protocol/outline.ts';
import type { Encoding } from './encoding.ts';

export const dataframe: Encoding = {
  type: 'dataframe',
  summarize(node, children) {
    const index = attributeOf(node, '_index');
    const indexName = typeof index === 'string' ? index : '_index';
    const order = attributeOf(node, 'column-order');
    const names = children.map((child) => child.node.name);
    // anndata reads exactly what column-order lists; a file without it has all members as columns.
    const columns = Array.isArray(order) ? order.map(String) : names.filter((name) => name !== indexName && name !== '__categories');
    const rows = children.find((child) => child.node.name === indexName)?.outline.shape?.[0];
    return { shape: rows === undefined ? null : [rows, columns.length], dtype: null, frame: { index: indexName, columns } };
  },
};
