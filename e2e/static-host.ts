/** A host of its own for a spec: a copy of the built app, which can be changed, and a server that can be stopped. Node. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DIST = join(import.meta.dirname, '../dist');
const BASE = '/lab/umbra/';

export class StaticHost {
  /** The copy. */
  readonly folder = mkdtempSync(join(tmpdir(), 'umbra-host-'));
  #server: ChildProcess | null = null;
  #port = 0;

  copy(): void {
    cpSync(DIST, this.folder, { recursive: true, filter: (path) => !path.endsWith('.map') });
  }

  /** Starts, or starts again at the same address. */
  async start(): Promise<string> {
    if (this.#port === 0) this.copy();
    const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.mjs'), String(this.#port), BASE, this.folder]);
    this.#server = server;
    this.#port = await new Promise<number>((resolve, reject) => {
      server.stdout.once('data', (text) => resolve(Number(text)));
      server.stderr.once('data', (text) => reject(new Error(String(text))));
    });
    return `http://localhost:${this.#port}${BASE}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The name of a script of the build: what it is called, without its hash. */
  asset(name: string): string {
    const found = readdirSync(join(this.folder, 'assets')).find((file) => file.startsWith(`${name}-`));
    if (!found) throw new Error(`${name} is not in the build`);
    return found;
  }

  edit(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`nothing to change in ${file}`);
    writeFileSync(path, after);
  }

  /** What the next build would bring: another script and another page, by other names; `gone` is no longer in it. */
  deployNext(gone: string): void {
    const old = this.asset('index');
    renameSync(join(this.folder, 'assets', old), join(this.folder, 'assets/index-next.js'));
    rmSync(join(this.folder, 'assets', gone));
    this.edit('index.html', (html) => html.replace(old, 'index-next.js').replace('<title>Umbra</title>', '<title>Umbra, the next</title>'));
    this.edit('service-worker.js', (script) =>
      script
        .replaceAll(old, 'index-next.js')
        .replace(`"assets/${gone}",`, '')
        .replace(/"version":"\w+"/, '"version":"next"'),
    );
  }
}
