import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A static folder that works from any sub-path. */
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // The first browsers with light-dark() and popovers.
  build: { target: 'es2023', cssTarget: ['chrome123', 'firefox125', 'safari17.5'], sourcemap: true },
  css: { modules: { generateScopedName: '[name]-[local]' } },
});
