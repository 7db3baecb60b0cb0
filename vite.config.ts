import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A static folder that works from any sub-path. */
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: true },
  css: { modules: { generateScopedName: '[name]-[local]' } },
});
