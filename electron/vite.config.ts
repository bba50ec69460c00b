import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';

const ROOT = join(import.meta.dirname, '..');
/** What a bundle leaves to be found at run time: the shell's own module, Node's, and the packages with machine code. */
const EXTERNAL = ['electron', 'better-sqlite3', '@napi-rs/keyring', ...builtinModules, ...builtinModules.map(name => `node:${name}`)];

/**
 * The two processes with the engine in them, as modules; or the preload, which the page's sandbox loads as CommonJS. Both go to `dist/electron`,
 * and `electron/build.ts` makes one after the other.
 */
export function bundleConfig(part: 'processes' | 'preload'): InlineConfig {
  const isPreload = part === 'preload';
  const inputs = isPreload
    ? { preload: 'preload.ts' }
    : {
        main: 'main.ts',
        'host-process': 'host-process.ts',
        'packet-thread': '../engine/recipes/packet-thread.ts',
        'sage-thread': '../engine/sage-thread/sage-thread.ts',
        'sql-thread': '../engine/stores/sqlite/sql-thread.ts',
        'write-thread': '../engine/stores/sqlite/write-thread.ts',
      };
  return {
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: 'dist/electron',
      emptyOutDir: !isPreload,
      minify: false,
      license: isPreload ? false : { fileName: 'licences.md' },
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(inputs).map(([name, file]) => [name, join(import.meta.dirname, file)])),
        external: EXTERNAL,
        output: {
          format: isPreload ? 'cjs' : 'es',
          entryFileNames: isPreload ? '[name].cjs' : '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  };
}
