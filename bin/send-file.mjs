/**
 * Answers a request with a file as RFC 9110 has it: one range, validators, HEAD. Node, without packages.
 * Several ranges in one request are answered with the whole file, which the RFC allows.
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** All others are bytes: HDF5, Zarr, HDF5's filters. */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** What is said when the reader has gone away. */
const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

const COMPRESSIBLE = /^(text|image\/svg|application\/(json|manifest))/;

/**
 * @param request a GET or HEAD
 * @param path of the file, or of what is no file: false then, and nothing is sent
 * @param headers beside those of the file
 * @param options.gzip that text is compressed where the browser takes it. Never for files that are read by ranges: a range of what was
 *   compressed is no range of the file.
 */
export async function sendFile(request, response, path, headers = {}, { gzip = false } = {}) {
  // Not blocking: to open a pipe would wait for its writer.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (!file) return false;
  try {
    const stat = await file.stat({ bigint: true });
    if (!stat.isFile()) return false;
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    const isCompressed = gzip && COMPRESSIBLE.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const etag = `"${stat.size.toString(16)}-${stat.mtimeNs.toString(16)}${isCompressed ? '-gzip' : ''}"`;
    const modified = new Date(Number(stat.mtimeMs)).toUTCString();
    const all = { 'Content-Type': type, ETag: etag, 'Last-Modified': modified, ...headers };
    if (isKnown(request.headers, etag, modified)) {
      response.writeHead(304, all).end();
      return true;
    }
    if (isCompressed) {
      response.writeHead(200, { ...all, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' });
      if (request.method === 'HEAD') response.end();
      else await pipeline(file.createReadStream({ autoClose: false }), createGzip(), response);
      return true;
    }
    await sendBytes(request, response, file, Number(stat.size), all);
    return true;
  } catch (error) {
    // The reader went away, or the disk did: all that can be done is not to look like a whole answer.
    response.destroy();
    if (!GONE.has(error.code)) throw error;
    return true;
  } finally {
    await file.close();
  }
}

async function sendBytes(request, response, file, size, headers) {
  const { range: wanted, 'if-range': ifRange } = request.headers;
  const isSame = ifRange === undefined || ifRange === headers.ETag || ifRange === headers['Last-Modified'];
  // Of a HEAD there are no ranges (RFC 9110, 14.2).
  const range = wanted !== undefined && isSame && request.method === 'GET' ? readRange(wanted, size) : null;
  if (range === 'outside') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const length = end - start + 1;
  const bytes = { ...headers, 'Accept-Ranges': 'bytes', 'Content-Length': length };
  response.writeHead(range ? 206 : 200, range ? { ...bytes, 'Content-Range': `bytes ${start}-${end}/${size}` } : bytes);
  if (request.method === 'HEAD' || length === 0) {
    response.end();
    return;
  }
  const stream = file.createReadStream({ start, end, autoClose: false });
  await pipeline(stream, response, { end: false });
  // Cut short meanwhile: an answer without its last bytes has to look like one.
  if (stream.bytesRead < length) response.destroy();
  else response.end();
}

/**
 * One range of bytes, the end included. Null for what is not one: then the whole file is meant (RFC 9110, 14.2).
 * @param text as in `Range: bytes=0-99`, `bytes=100-`, `bytes=-8`
 */
function readRange(text, size) {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(text.trim());
  if (!parts || (parts[1] === '' && parts[2] === '')) return null;
  const first = parts[1] === '' ? Math.max(0, size - Number(parts[2])) : Number(parts[1]);
  const last = parts[1] === '' || parts[2] === '' ? size - 1 : Math.min(size - 1, Number(parts[2]));
  if (parts[1] !== '' && parts[2] !== '' && Number(parts[2]) < first) return null;
  return first >= size || last < first ? 'outside' : { start: first, end: last };
}

function isKnown(headers, etag, modified) {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return since >= Date.parse(modified);
}
