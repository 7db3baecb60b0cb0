/**
 * Serves the built app under a sub-path, as a plain static host does, with byte ranges, and prints its port.
 * `node e2e/serve.mjs PORT /PATH/ [FOLDER]`; 0 is a free port.
 */
import { join } from 'node:path';
import { createUmbraServer, listen } from '../bin/server.mjs';

const [port = '4177', base = '/', dist = join(import.meta.dirname, '../dist')] = process.argv.slice(2);
const server = await createUmbraServer({ dist, base });
process.stdout.write(`${await listen(server, Number(port))}\n`);
