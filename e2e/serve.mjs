/** Serves the built app under a sub-path, as a plain static host does, with byte ranges. `node e2e/serve.mjs PORT /PATH/` */
import { join } from 'node:path';
import { createUmbraServer, listen } from '../bin/server.mjs';

const [port = '4177', base = '/'] = process.argv.slice(2);
const server = await createUmbraServer({ dist: join(import.meta.dirname, '../dist'), base });
await listen(server, Number(port));
