/**
 * Starts a module worker from the address of its script. Runs on the page, and in a worker that starts others.
 * A browser starts workers only from the page's own origin. Where Umbra's script came from another one, the worker begins as a line of
 * its own, a Blob of the page's origin, that imports the real script: for that, its host has to allow CORS, as for the module that the
 * page loaded. What is imported statically has run before the first message is delivered, so none is lost.
 */

const starters = new Map<string, string>();

/** @param script address of a module, as `?worker&url` gives it */
export function startWorker(script: string): Worker {
  const { href, origin } = new URL(script, location.href);
  return new Worker(origin === location.origin ? href : starterOf(href), { type: 'module' });
}

/** Kept: workers come and go, and there are three scripts. */
function starterOf(script: string): string {
  const known = starters.get(script);
  if (known !== undefined) return known;
  const starter = URL.createObjectURL(new Blob([`import ${JSON.stringify(script)};`], { type: 'text/javascript' }));
  starters.set(script, starter);
  return starter;
}
