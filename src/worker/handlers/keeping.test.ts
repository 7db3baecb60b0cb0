import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUrl } from '../../io/http/open-url.ts';
import { scanInThisThread } from '../../scan/in-this-thread.ts';
import { type NodeFolder, nodeFolder } from '../../testing/node-folder.ts';
import { EXAMPLES } from '../../testing/paths.ts';
import { type SlowServer, slowServer } from '../../testing/slow-server.ts';
import { type FileHandlers, fileHandlers } from './file-handlers.ts';

const FILE = join(EXAMPLES, 'citeseq.h5mu');
const CALL = { signal: new AbortController().signal, onProgress: () => {} };

let server: SlowServer;
let folder: NodeFolder;
let last: FileHandlers | undefined;
beforeEach(async () => {
  [server, folder] = [await slowServer(FILE, 0), await nodeFolder()];
});
afterEach(async () => {
  await last?.close({}, CALL);
  await server.close();
  await folder.delete();
});

/** Opens the file as a page does that was just loaded, reads of it, and answers what was read and how often the server was asked. */
async function visit(isKept: boolean) {
  await last?.close({}, CALL);
  const before = server.log.length;
  const handlers = fileHandlers({
    openSource: async (source, signal) => ({ bytes: await openUrl(source as string, signal), path: '' }),
    scanWorkers: (_, bytes) => scanInThisThread(bytes),
    folder: async () => folder,
    fewestEntries: 0,
  });
  last = handlers;
  await handlers.open({ source: server.url, path: '', isKept }, CALL);
  const values: unknown[] = [];
  for (const path of ['obsm/X_umap', 'mod/rna/obs/celltype']) values.push(await handlers.read({ path, selection: null }, CALL));
  return { handlers, values, requests: server.log.length - before };
}

/** Waits until nothing more is written. */
async function written(): Promise<void> {
  const size = async (): Promise<number> => {
    const [{ key = '' } = {}] = await folder.list();
    return key ? (await stat(folder.at(key))).size : 0;
  };
  let before = -1;
  await expect
    .poll(
      async () => {
        const [then, now] = [before, await size()];
        before = now;
        return now > 0 && then === now;
      },
      { interval: 100 },
    )
    .toBe(true);
}

describe('a remote file that is kept', () => {
  it('takes one request at the next visit, and the values are the same', async () => {
    const first = await visit(true);
    expect(first.requests).toBeGreaterThan(3);
    await written();
    const second = await visit(true);
    expect(second.requests).toBe(1);
    expect(second.values).toEqual(first.values);
    expect(second.handlers.stats().requests).toBe(1);
    expect(await second.handlers.keptFiles({}, CALL)).toMatchObject([{ name: 'citeseq.h5mu' }]);
  });

  it('is not unless it is asked for; from then on it is, and given up it is gone', async () => {
    const first = await visit(false);
    expect(await first.handlers.keptFiles({}, CALL)).toEqual([]);
    await first.handlers.keepFetched({ isOn: true }, CALL);
    const second = await visit(true);
    expect(second.requests).toBe(first.requests);
    await written();
    await second.handlers.forgetFiles({ which: 'all' }, CALL);
    // What is fetched from now on is kept again: nothing is there yet but the head.
    expect((await folder.list()).map(({ bytes }) => bytes < 4096)).toEqual([true]);
    await second.handlers.keepFetched({ isOn: false }, CALL);
    await second.handlers.forgetFiles({ which: 'all' }, CALL);
    expect(await second.handlers.keptFiles({}, CALL)).toEqual([]);
    expect((await visit(false)).requests).toBe(first.requests);
    expect(await folder.list()).toEqual([]);
  });
});
