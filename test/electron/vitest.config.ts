import { defineConfig } from 'vitest/config';
import { findElectron } from '../../electron/start/find-electron.ts';

const root = new URL('../..', import.meta.url).pathname;
const real = findElectron(`${root}node_modules/electron`, process.env);
process.stdout.write(
  real === null
    ? 'Electron is not installed here: the shell runs against a stand-in for its module, in Chromium.\n'
    : `The shell runs in the real Electron: ${real}\n`,
);

export default defineConfig({
  // The shell is tested as it is shipped: bundled, with `electron` left to be found at run time.
  resolve: { alias: { electron: `${root}test/electron/stand-in/electron.ts` } },
  test: {
    root,
    include: ['test/electron/**/*.test.ts'],
    globalSetup: ['test/electron/build-shell.ts'],
    env: { ATELIER_REAL_ELECTRON: real ?? '' },
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
