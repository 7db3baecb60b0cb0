/** `npm start`: installs what is missing, builds, serves on localhost and prints the address. */
import { join } from 'node:path';
import { openBrowser } from '../bin/open-browser.mjs';
import { createUmbraServer, listen } from '../bin/server.mjs';
import { installPackages, ROOT, run } from './install.mjs';

installPackages();

const built = run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn']);
if (built !== 0) process.exit(built);

const server = await createUmbraServer({ dist: join(ROOT, 'dist') });
const port = await listen(server, Number(process.env.PORT ?? 4173), 'localhost', { orAnother: true });
const address = `http://localhost:${port}/`;
console.log(`\n  Umbra is at ${address}\n  Drop an .h5ad or .h5mu file there. Ctrl+C stops it.\n`);

if (process.argv.includes('--open')) openBrowser(address);
