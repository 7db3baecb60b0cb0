/**
 * The server behind `umbra serve` and `npm start`: the built app, and the files it was given, under a path that holds a token.
 * Node, without packages. It only reads; a file outside of what it was given is not found.
 */
import { timingSafeEqual } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { indexOf, isGiven } from './datasets.mjs';
import { inside, namesOf } from './inside.mjs';
import { sendFile } from './send-file.mjs';

const ASK_FOR_TOKEN = 'Not found. The address of Umbra has a token in it: open the one that was printed in the terminal.\n';

/** Names with a hash of what is in them. */
const IS_HASHED = /^assets\//;

/** The token is in the address, which is told to nobody; no other page may use what is served. */
const PRIVATE = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * @param options.dist the folder of the built app
 * @param options.base what every path begins with: slashes at both ends
 * @param options.roots what is served beside it, by `rootOf`; if there are any, the start page lists what is in them, and others get nothing
 */
export async function createUmbraServer({ dist, base = '/', roots = [] }) {
  const app = await realpath(dist);
  const isPrivate = roots.length > 0;

  const send = (request, response, path) => {
    if (path === '' || path === 'index.html') return sendPage(request, response, app, isPrivate);
    if (isPrivate && path === 'index.json') return sendIndex(request, response, roots);
    if (isPrivate && path.startsWith('files/')) return sendGiven(request, response, roots, path.slice('files/'.length));
    return sendApp(request, response, app, path);
  };

  const answer = async (request, response) => {
    for (const [name, value] of Object.entries(isPrivate ? PRIVATE : {})) response.setHeader(name, value);
    const path = (request.url ?? '/').replace(/[?#].*$/, '');
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    else if (!startsWith(path, base)) notFound(response, isPrivate ? ASK_FOR_TOKEN : 'Not found.\n');
    else if (!(await send(request, response, path.slice(base.length)))) notFound(response, 'Not found.\n');
  };

  return createServer((request, response) => {
    answer(request, response).catch((error) => {
      process.stderr.write(`${request.method} ${request.url}: ${error.message}\n`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end('This file cannot be read.\n');
    });
  });
}

/**
 * Resolves with the port that it listens on.
 * @param options.orAnother that a free port is taken if this one is not
 */
export async function listen(server, port, host, { orAnother = false } = {}) {
  try {
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve(server.off('error', reject)));
    });
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || !orAnother) throw error;
    return listen(server, 0, host);
  }
  return server.address().port;
}

/** Takes the same time wherever the token is wrong. */
function startsWith(path, base) {
  const given = Buffer.from(path.slice(0, base.length).padEnd(base.length));
  const wanted = Buffer.from(base);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function notFound(response, text) {
  response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

/** What comes and goes with a terminal is not installed as an app: without this link the page does not (src/page/install.ts). */
async function sendPage(request, response, app, isPrivate) {
  if (!isPrivate) return sendFile(request, response, join(app, 'index.html'), { 'Cache-Control': 'no-cache' }, { gzip: true });
  const html = (await readFile(join(app, 'index.html'), 'utf8')).replace(/\s*<link rel="manifest"[^>]*>/, '');
  return sendText(request, response, html, 'text/html; charset=utf-8');
}

async function sendIndex(request, response, roots) {
  return sendText(request, response, JSON.stringify(await indexOf(roots)), 'application/json; charset=utf-8');
}

function sendText(request, response, text, type) {
  const bytes = Buffer.from(text);
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-cache' });
  response.end(request.method === 'HEAD' ? undefined : bytes);
  return true;
}

async function sendGiven(request, response, roots, path) {
  const names = namesOf(path);
  const root = names && roots.find(({ name }) => name === names[0]);
  if (!root) return false;
  const below = names.slice(1);
  if (root.kind === 'file' ? below.length > 0 : below.length === 0 || !(root.kind === 'store' || isGiven(below))) return false;
  const file = await inside(root.path, below);
  return file !== null && sendFile(request, response, file, { 'Cache-Control': 'no-cache' });
}

async function sendApp(request, response, app, path) {
  const names = namesOf(path);
  const file = names && (await inside(app, names));
  if (!file) return false;
  const control = IS_HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
  return sendFile(request, response, file, { 'Cache-Control': control }, { gzip: !path.startsWith('examples/') });
}
