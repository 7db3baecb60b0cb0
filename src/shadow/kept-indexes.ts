/** The indexes of genes that are kept in the browser's own store, where no file is open. On a page and in Node, where none are kept. */
import { connect } from '#connect';
import type { KeptIndex, WhichIndexes } from '../protocol/methods.ts';

/**
 * Gives up indexes that no page has open.
 * @returns what is kept after; null where the browser keeps none
 */
export async function forgetKeptIndexes(which: Exclude<WhichIndexes, 'this file'>): Promise<readonly KeptIndex[] | null> {
  const reader = connect();
  try {
    await reader.call('forgetIndexes', { which });
    return await reader.call('keptIndexes', {});
  } finally {
    await reader.close();
  }
}
