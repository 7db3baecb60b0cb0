/**
 * Umbra as an installed app: the service worker that lets it start without a network (src/offline), and files that are opened from the
 * desktop. Page, no React. Not within a frame, and not where the page has no manifest: a host that removes the link to it has no app.
 */
import { fileOf } from '../app/file-handles.ts';
import { problemRecord } from '../app/recent-texts.ts';
import { askBeforeLoss } from '../state/additions/loss.ts';
import type { Viewer } from '../state/viewer.ts';

/** As the WICG's Launch Handler has it; browsers on Chromium, in an installed app. */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemHandle[] }) => void): void;
}

export function startInstalled(viewer: Viewer): void {
  if (window.top !== window) return;
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: [handle] }) => {
    if (handle?.kind === 'file') void openLaunched(viewer, handle as FileSystemFileHandle);
  });
  if (import.meta.env.PROD) void afterTheRest(viewer).then(keepForOffline);
}

/** As if it had been chosen: the user is asked before additions are lost, and the file is offered again. */
async function openLaunched(viewer: Viewer, handle: FileSystemFileHandle): Promise<void> {
  const file = await fileOf(handle);
  if (typeof file !== 'string') {
    askBeforeLoss(viewer, () => void viewer.open(file, { handle: Promise.resolve(handle) }).catch(() => {}));
    return;
  }
  viewer.file.setState({ error: { name: handle.name, record: problemRecord(handle, file), isUsers: true } });
}

/** The page and the file that its address names come first: what is kept is some megabytes. */
async function afterTheRest(viewer: Viewer): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  await viewer.idle();
  const whenIdle = window.requestIdleCallback as typeof window.requestIdleCallback | undefined;
  await new Promise<unknown>((resolve) => (whenIdle ? whenIdle(resolve, { timeout: 5000 }) : setTimeout(resolve, 1000)));
}

async function keepForOffline(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const scope = new URL('./', document.baseURI).href;
  try {
    if (document.querySelector('link[rel="manifest"]')) {
      await workers?.register(new URL('service-worker.js', scope), { scope, updateViaCache: 'none' });
      return;
    }
    const former = await workers?.getRegistration(scope);
    if (former?.scope === scope) await former.unregister();
  } catch {
    // Private windows, blocked storage, a file that did not come: the page works as it is, and tries again at the next visit.
  }
}
