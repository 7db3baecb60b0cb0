/**
 * The service worker of Umbra's own page: keeps the files of one build, so that the page starts without a network. Service worker, built
 * by vite-plugin.ts into one script without imports. Never keeps, and never looks at, what the page reads: data of a URL go past it.
 *
 * The page itself comes from the network where there is one: so an old build never hides a new one, and nothing has to be reloaded.
 */
declare const self: ServiceWorkerGlobalScope;

/** Put in front of this script by the build. */
declare const BUILD: {
  /** Of the contents of all files. */
  readonly version: string;
  /** Relative to the scope, without the page. */
  readonly files: readonly string[];
  /** The script that the page of this build names. */
  readonly script: string;
};

/** Milliseconds after which a network that does not answer counts as none. */
const PATIENCE = 4000;

const SCOPE = self.registration.scope;
/** An origin may have several Umbras, each under its path. */
const OURS = `umbra-app ${SCOPE} `;
const CACHE = OURS + BUILD.version;
const FILES = new Set(BUILD.files.map((file) => new URL(file, SCOPE).href));
/** Their names have a hash of what is in them: of whichever build they are, they are right. */
const ASSETS = new URL('assets/', SCOPE).href;
/** The host's list of datasets, which changes without a build. */
const LIST = new URL('index.json', SCOPE).href;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = request.url.replace(/[?#].*$/, '');
  if (request.method !== 'GET' || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    if (url === SCOPE || url === `${SCOPE}index.html`) event.respondWith(page(event));
  } else if (url === LIST) event.respondWith(list(request));
  else if (FILES.has(url) || url.startsWith(ASSETS)) event.respondWith(file(request, url));
});

/** Where it fails the browser tries again at the next visit. */
async function install(): Promise<void> {
  try {
    await keepAll(await caches.open(CACHE));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await self.skipWaiting();
}

/** One by one: the page may be reading a file over the same line. */
async function keepAll(cache: Cache): Promise<void> {
  for (const url of FILES) {
    if (await cache.match(url)) continue;
    await cache.put(url, (url.startsWith(ASSETS) && (await kept(url))) || (await fetched(url)));
  }
  const html = await fetched(SCOPE);
  // A host may still have the page of another build, which names other files.
  if (!(await html.clone().text()).includes(BUILD.script)) throw new Error('the page is of another build');
  await cache.put(SCOPE, html);
}

/** What an open page of the build before may still ask for is kept; what is older goes. */
async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** From the network, not from the browser's cache, unless the name has a hash. @throws where it is not the file, as a page to log in */
async function fetched(url: string): Promise<Response> {
  const response = await fetch(url, { cache: url.startsWith(ASSETS) ? 'default' : 'no-cache', priority: 'low' });
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!response.ok || response.redirected || isPage !== (url === SCOPE)) throw new Error(`${url} cannot be kept`);
  return response;
}

/** The file of this build, else of the one before. */
async function kept(url: string): Promise<Response | undefined> {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  for (const name of [CACHE, ...names.reverse()]) {
    const found = await (await caches.open(name)).match(url, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

async function file(request: Request, url: string): Promise<Response> {
  return (await kept(url)) ?? fetch(request);
}

/** As it was last, where there is no network. */
async function list(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(CACHE)).put(LIST, response.clone());
    return response;
  } catch {
    return (await kept(LIST)) ?? Response.json({ datasets: [] });
  }
}

/** Without navigation preload: in Firefox 153 one that fails is the end of the navigation, whatever the worker answers. */
async function page(event: FetchEvent): Promise<Response> {
  const answer = fetch(event.request);
  // Also where it comes too late.
  event.waitUntil(answer.catch(() => {}));
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const response = await Promise.race([answer, late]).catch(() => null);
  if (response && response.status < 500) return response;
  return (await (await caches.open(CACHE)).match(SCOPE, { ignoreVary: true })) ?? answer;
}
