/** The Python side of comparisons: skipped, and said so, where Python or its packages are missing. Node. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const PYTHON = process.env['UMBRA_PYTHON'] ?? 'python3';

/** Answers the JSON that a script prints, or null if it cannot run here. */
export function python<T>(script: string, ...args: string[]): T | null {
  const { status, stdout } = spawnSync(PYTHON, [join(import.meta.dirname, 'python', script), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? (JSON.parse(stdout) as T) : null;
}
