import { defineConfig } from 'vitest/config';

const ROOT = new URL('..', import.meta.url).pathname;
// A hung test is a fault, not a slow one; real processes and servers start within this.
const TIMEOUTS = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    root: ROOT,
    // Files share nothing and mostly wait for disks, processes and sockets: as many at once as there are processors.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'behaviour',
          root: ROOT,
          include: [
            'test/behaviour/**/*.test.ts',
            'test/{scenes,simulate,crash}/*.test.ts',
            'test/fuzz/*.test.ts',
            'test/architecture.test.ts',
          ],
          ...TIMEOUTS,
        },
      },
      // Pure code keeps nothing from test to test, so its modules are loaded once for all files and not once for each: that took two thirds of the time.
      { test: { name: 'unit', root: ROOT, include: ['test/unit/**/*.test.ts'], isolate: false, ...TIMEOUTS } },
    ],
  },
});
