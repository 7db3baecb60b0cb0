/** Starts nginx as a second origin, where it is installed. Node. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { corsSettings } from '../../src/io/http/cors-settings.ts';

const FILES = join(import.meta.dirname, '../../public/examples');

/** Undefined where there is none. */
export function findNginx(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];
  return folders.map((folder) => join(folder, 'nginx')).find(existsSync);
}

/** @param origin whose pages may read */
export async function startNginx(program: string, origin: string): Promise<{ url: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-nginx-'));
  const port = await freePort();
  writeFileSync(join(folder, 'citeseq.h5mu'), gzipSync(readFileSync(join(FILES, 'citeseq.h5mu'))));
  const settings = corsSettings('example.org', origin).find(({ title }) => title === 'nginx')?.text ?? '';
  const values: Record<string, string> = { PORT: `${port}`, FILES, MADE: folder, SETTINGS: settings };
  const conf = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8').replace(/@([A-Z]+)@/g, (_, name) => values[name] ?? '');
  writeFileSync(join(folder, 'nginx.conf'), process.getuid?.() === 0 ? `user root;\n${conf}` : conf);
  const server = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  return {
    url,
    close: () => {
      server.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      server.kill('SIGTERM');
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url: string): Promise<void> {
  for (let left = 100; ; left--) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
