/** A process that answers lines, watched: one that takes too long or too much memory is killed, and another takes its place. Node only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export type Answer =
  | { readonly line: string; readonly peak: number }
  | { readonly died: 'hang' | 'memory' | 'crash'; readonly said: string };

export interface Limits {
  readonly milliseconds: number;
  /** Of resident memory. */
  readonly bytes: number;
}

const LOOK_EVERY = 50;

export class Watched {
  readonly #command: readonly string[];
  readonly #limits: Limits;
  #process: ChildProcess | null = null;
  #lines: AsyncIterator<string> | null = null;
  #said = '';

  constructor(command: readonly string[], limits: Limits) {
    this.#command = command;
    this.#limits = limits;
  }

  async ask(line: string): Promise<Answer> {
    const child = this.#start();
    let died: 'hang' | 'memory' | null = null;
    let peak = 0;
    const began = performance.now();
    const watch = setInterval(() => {
      const memory = residentBytes(child.pid);
      peak = Math.max(peak, memory);
      if (performance.now() - began > this.#limits.milliseconds) died ??= 'hang';
      else if (memory > this.#limits.bytes) died ??= 'memory';
      if (died) child.kill('SIGKILL');
    }, LOOK_EVERY);
    child.stdin?.write(`${line}\n`);
    const answer = await this.#lines?.next();
    clearInterval(watch);
    if (answer && !answer.done) {
      // The heap of wasm never shrinks: the next file is not to be blamed for this one.
      if (peak > this.#limits.bytes / 4) this.stop();
      return { line: answer.value, peak };
    }
    this.#process = null;
    return { died: died ?? 'crash', said: this.#said.slice(-2000) };
  }

  stop(): void {
    this.#process?.kill('SIGKILL');
    this.#process = null;
  }

  #start(): ChildProcess {
    if (this.#process) return this.#process;
    const [command = '', ...rest] = this.#command;
    const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#said = '';
    child.stderr?.on('data', (chunk) => {
      this.#said = (this.#said + String(chunk)).slice(-4000);
    });
    child.stdin?.on('error', () => {});
    this.#lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })[Symbol.asyncIterator]();
    this.#process = child;
    return child;
  }
}

/** Linux only; 0 elsewhere, where memory is not watched. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
