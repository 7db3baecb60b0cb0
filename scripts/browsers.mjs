/** Finds the browsers that the tests run in, and installs them where that is possible. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, run } from './install.mjs';

/** A program on the PATH, or undefined. */
function onPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

const isRoot = process.getuid?.() === 0;

function aptInstall(name) {
  if (!isRoot || !onPath('apt-get')) return;
  console.log(`Installing Debian's ${name}…`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  if (run('apt-get', ['update', '-qq'], options) === 0) run('apt-get', ['install', '-y', '-qq', name], options);
}

/** Playwright's own Chromium; where that cannot be downloaded the system's, from Debian's package if we are root. Undefined if there is none. */
export async function findChromium() {
  const { chromium } = (await import(pathToFileURL(join(ROOT, 'node_modules/@playwright/test/index.js')).href)).default;
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  console.log("Downloading Playwright's Chromium…");
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
  if (run(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore' }) === 0 && existsSync(own)) return own;
  const system = () => onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (!system()) aptInstall('chromium');
  return system();
}

/** The system's Firefox, from Debian's package if we are root. Undefined if there is none: its smoke test is then skipped. */
export function findFirefox() {
  const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
  const system = () => onPath('firefox', 'firefox-esr') ?? (existsSync(mac) ? mac : undefined);
  if (!system()) aptInstall('firefox-esr');
  return system();
}
