/** What is kept in the browser's own store, where no file is open. On a page and in Node, where nothing is kept. */
import { connect } from '#connect';
import type { KeptFile, KeptIndex, WhichIndexes } from '../protocol/methods.ts';

/**
 * Gives up indexes of genes that no page has open.
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

/**
 * Gives up what was fetched of files that no page has open.
 * @returns what is kept after; null where the browser keeps nothing
 */
export async function forgetKeptFiles(which: 'all' | readonly string[]): Promise<readonly KeptFile[] | null> {
  const reader = connect();
  try {
    await reader.call('forgetFiles', { which });
    return await reader.call('keptFiles', {});
  } finally {
    await reader.close();
  }
}
