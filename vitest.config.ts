import { defineConfig } from 'vitest/config';

/** Unit tests, in Node: the core is the same there as in the browser. What needs a browser is in e2e/. */
export default defineConfig({
  test: { include: ['src/**/*.test.ts', 'bin/*.test.ts'], environment: 'node', testTimeout: 60_000 },
});
