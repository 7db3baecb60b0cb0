#!/usr/bin/env node
/** `umbra serve FILE_OR_DIR…`: serves files of this computer, and Umbra with them, to its own browser or through a port forward. Node. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rootOf } from './datasets.mjs';
import { hasScreen, openBrowser } from './open-browser.mjs';
import { createUmbraServer, listen } from './server.mjs';

const USAGE = `umbra serve FILE_OR_DIR…   serves .h5ad, .h5mu, .loom, .h5 and .zarr files and opens them in Umbra

  --port N       the port; without it 4180, or another one if that is taken
  --host NAME    the address to listen on; without it 127.0.0.1, which only this computer reaches
  --no-open      does not open a browser
  --help         this text

The address holds a random token, since all who work on this computer reach its ports. UMBRA_TOKEN=… chooses it.
`;

const DEFAULT_PORT = 4180;
const DIST = join(import.meta.dirname, '../dist');

/** Ends with what was wrong, without a stack. */
function fail(text) {
  process.stderr.write(`umbra: ${text}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return fail(`${error.message.split('\n')[0]}\n\n${USAGE}`);
  }
}

const { values, positionals } = readArguments();
const [command, ...paths] = positionals;
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
if (command !== 'serve' || paths.length === 0) fail(`what shall be served?\n\n${USAGE}`);
if (!existsSync(join(DIST, 'index.html'))) fail('Umbra is not built yet: npm run build');
if (values.port !== undefined && !(/^\d+$/.test(values.port) && Number(values.port) <= 65535)) fail(`${values.port} is no port`);

const token = process.env.UMBRA_TOKEN ?? randomBytes(18).toString('base64url');
if (!/^[\w-]{8,}$/.test(token)) fail('UMBRA_TOKEN needs at least 8 letters, digits, - or _');

const roots = [];
for (const path of paths) {
  const root = await rootOf(path, new Set(roots.map(({ name }) => name)));
  if (!root) fail(`${path} is not there, or may not be read`);
  roots.push(root);
}

const server = await createUmbraServer({ dist: DIST, base: `/${token}/`, roots });
const wanted = Number(values.port ?? DEFAULT_PORT);
const port = await listen(server, wanted, values.host, { orAnother: values.port === undefined }).catch((error) =>
  fail(error.code === 'EADDRINUSE' ? `port ${wanted} is taken` : error.message),
);

const isEverywhere = values.host === '0.0.0.0' || values.host === '::';
const host = isEverywhere ? 'localhost' : values.host.includes(':') ? `[${values.host}]` : values.host;
const [only] = roots.length === 1 && roots[0].kind !== 'folder' ? roots : [];
const link = only ? `?url=files/${encodeURIComponent(only.name)}${only.kind === 'store' ? '/' : ''}` : '';
const address = `http://${host}:${port}/${token}/${link}`;

const lines = ['', `  Umbra serves ${roots.map(({ title }) => title).join(', ')}`, '', `  ${address}`, ''];
if (!hasScreen()) {
  lines.push('  To open it on another computer, run there, with its own way of reaching this one:', '');
  lines.push(`  ssh -N -L ${port}:${host}:${port} ${userInfo().username}@${hostname()}`, '');
}
process.stdout.write(`${lines.join('\n')}\n  Ctrl+C ends it.\n`);

if (!values['no-open'] && hasScreen()) openBrowser(address);
