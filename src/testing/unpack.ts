/** Unpacks a zip archive into a folder of its own, for tests of stores in folders and on servers. Node only. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzip } from 'unzipit';

/** @returns the folder that the archive's entries are in */
export async function unpack(archive: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-zarr-'));
  const { entries } = await unzip(new Uint8Array(readFileSync(archive)));
  for (const [name, entry] of Object.entries(entries)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), new Uint8Array(await entry.arrayBuffer()));
  }
  return folder;
}
