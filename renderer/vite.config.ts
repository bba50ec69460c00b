import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the same files serve under http://127.0.0.1, app:// and file listings.
  base: './',
  plugins: [react()],
  // `#sha256` has a variant without Node.
  resolve: { conditions: ['browser', 'module', 'import', 'default'] },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    // The CSP allows no data: scripts or fonts; every asset is a file of its own.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4500,
    modulePreload: { polyfill: false },
    // What the packages in the window are licensed under, with their texts; some ask for nothing else.
    license: { fileName: 'licences.md' },
  },
  worker: { format: 'es' },
});
