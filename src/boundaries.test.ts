import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

type Planted = readonly [room: string, from: string];

const FORBIDDEN: readonly Planted[] = [
  ['views/table', '../../worker/client.ts'],
  ['views/table', '../../storage/hdf5/library.ts'],
  ['app', '../io/blob-source.ts'],
  ['state', '../views/grid/csv.ts'],
  ['state', '../worker/client.ts'],
  ['state', '../page/query.ts'],
  ['app', '../page/address.ts'],
  ['embed', '../page/page.ts'],
  ['page', '../io/blob-source.ts'],
  ['page', '../views/grid/csv.ts'],
  ['shadow', '../worker/client.ts'],
  ['shadow', '../encodings/array.ts'],
  ['shadow', 'react'],
  ['shadow', 'zarrita'],
  ['encodings', 'h5wasm'],
  ['encodings', 'zarrita'],
  ['encodings', '../storage/zarr/hierarchy.ts'],
  ['encodings', '../io/block-cache.ts'],
  ['storage/hdf5', '../../encodings/array.ts'],
  ['io', '../storage/storage.ts'],
  ['io/store', '../../storage/storage.ts'],
  ['hosts', '../io/byte-source.ts'],
  ['scan', '../storage/hdf5/library.ts'],
  ['scan', '../encodings/array.ts'],
  ['storage/hdf5', '../../scan/pool.ts'],
  ['compute', '../state/viewer.ts'],
  ['plots', '../shadow/index.ts'],
  ['layers', '../state/viewer.ts'],
  ['protocol', '../shadow/index.ts'],
  ['arrays', '../shadow/index.ts'],
  ['ui', '../state/viewer.ts'],
  ['offline', '../state/viewer.ts'],
];

const ALLOWED: readonly Planted[] = [
  ['views/table', '../../shadow/index.ts'],
  ['shadow', '../protocol/values.ts'],
  ['io/http', '../../hosts/github.ts'],
  ['encodings', '../storage/storage.ts'],
  ['scan', '../storage/stored-array.ts'],
  ['state', '../shadow/index.ts'],
  ['layers', '../plots/points.ts'],
  ['page', '../embed/umbra-viewer.tsx'],
];

/** Lints the planted files under the project's own rules; a checker that looks at nothing would find nothing. */
function lintPlanted(planted: readonly Planted[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-'));
  copyFileSync(join(ROOT, 'biome.jsonc'), join(folder, 'biome.jsonc'));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
  planted.forEach(([room, from], i) => {
    mkdirSync(join(folder, 'src', room), { recursive: true });
    writeFileSync(join(folder, 'src', room, `planted-${i}.ts`), `import { x } from '${from}';\nexport const y = x;\n`);
  });
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--max-diagnostics=none', '--colors=off', 'src'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('the direction of imports', () => {
  const output = lintPlanted([...FORBIDDEN, ...ALLOWED]);
  const isFound = (i: number, room: string) => output.includes(`src/${room}/planted-${i}.ts:1:19 lint/style/noRestrictedImports`);

  it('looks at every planted file', () => expect(output).toContain(`Checked ${FORBIDDEN.length + ALLOWED.length} files`));

  it.each(FORBIDDEN.map((planted, i) => [...planted, i] as const))('%s may not import %s', (room, _from, i) => {
    expect(isFound(i, room), output).toBe(true);
  });

  it.each(ALLOWED.map((planted, i) => [...planted, FORBIDDEN.length + i] as const))('%s may import %s', (room, _from, i) => {
    expect(isFound(i, room), output).toBe(false);
  });
});
