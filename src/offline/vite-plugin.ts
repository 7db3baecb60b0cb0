/** Builds the service worker: the script, and in front of it the list of the files that it keeps. Node, at build time. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const SOURCE = join(import.meta.dirname, 'service-worker.ts');
const PUBLIC = join(import.meta.dirname, '../../public');

/** Of `public/`, what the page needs. Examples are data; the list of datasets is the host's, and changes without a build. */
const NEEDED = /^(icon\.svg|manifest\.webmanifest|icons\/.*\.png)$/;

/** Emits `service-worker.js` beside `index.html`. */
export const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('offline: there is no index.html');
      const html = String(page.source);
      const script = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(html)?.[1];
      if (!script) throw new Error('offline: index.html names no script');
      const assets = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !name.endsWith('.map'));
      const others = (readdirSync(PUBLIC, { recursive: true }) as string[])
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => NEEDED.test(name));
      const files = [...assets, ...others].sort();
      const hash = createHash('sha256').update(html).update(files.join('\n'));
      for (const name of others.sort()) hash.update(readFileSync(join(PUBLIC, name)));
      const build = { version: hash.digest('hex').slice(0, 16), script, files };
      const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE, { sourcemap: false });
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: `const BUILD = ${JSON.stringify(build)};\n${code}` });
    },
  },
};
