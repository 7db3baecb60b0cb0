import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The built app in a real browser; `npm test` builds it and names the browser in CHROMIUM. */
const executablePath = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** Another one for a second checkout on the same machine. */
const port = process.env['E2E_PORT'] ?? '4177';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // WebGL without a GPU takes both cores of a small machine.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}/some/sub/path/`,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    actionTimeout: 10_000,
    // Each page would fetch the whole app to keep it; e2e/offline.spec.ts allows it.
    serviceWorkers: 'block',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // WebGL 2 in software, with or without a GPU: pictures are the same everywhere.
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        // WebGL only: pages drawn by the same software GL took more than half of the time of files.spec.ts.
        '--disable-gpu-compositing',
      ],
    },
  },
  webServer: {
    command: `node e2e/serve.mjs ${port} /some/sub/path/`,
    url: `http://localhost:${port}/some/sub/path/`,
    reuseExistingServer: false,
  },
});
