import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { offline } from './src/offline/vite-plugin.ts';

/** The styles are in the script, for the shadow root (src/embed/styles.ts): the page itself needs no style sheet. */
const withoutStyleSheet: Plugin = {
  name: 'without-style-sheet',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const name of Object.keys(bundle)) if (name.endsWith('.css')) delete bundle[name];
  },
  transformIndexHtml: { order: 'post', handler: (html) => html.replace(/\s*<link rel="stylesheet"[^>]*>/, '') },
};

/** The script that defines the element on other pages. */
const ELEMENT = 'umbra-viewer';

/** A static folder that works from any sub-path. */
export default defineConfig({
  base: './',
  plugins: [react(), withoutStyleSheet, offline],
  worker: { format: 'es' },
  // deck.gl is one chunk, fetched when a file is about to be opened; e2e/open.spec.ts has the budget of what comes before.
  // The first browsers with light-dark() and popovers.
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    sourcemap: true,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      input: { index: 'index.html', [ELEMENT]: 'src/embed/define.ts' },
      // The one script has a name that stays: other pages load it.
      output: { entryFileNames: ({ name }) => (name === ELEMENT ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
  css: { modules: { generateScopedName: '[name]-[local]' } },
});
