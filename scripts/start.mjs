/** `npm start`: installs what is missing, builds, serves on localhost and prints the address. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, ROOT, run } from './install.mjs';

installPackages();

const built = run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn']);
if (built !== 0) process.exit(built);

const { preview } = await import(pathToFileURL(join(ROOT, 'node_modules/vite/dist/node/index.js')).href);
const server = await preview({ root: ROOT, logLevel: 'warn', preview: { port: Number(process.env.PORT ?? 4173) } });
const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4173/';
console.log(`\n  Umbra is at ${address}\n  Drop an .h5ad or .h5mu file there. Ctrl+C stops it.\n`);

if (process.argv.includes('--open')) {
  const opener = { darwin: 'open', win32: 'start' }[process.platform] ?? 'xdg-open';
  spawn(opener, [address], { shell: process.platform === 'win32', stdio: 'ignore' }).on('error', () => {});
}
