import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [
      'test/unit/**/*.test.ts',
      'test/behaviour/**/*.test.ts',
      'test/{scenes,simulate,crash}/*.test.ts',
      'test/fuzz/*.test.ts',
      'test/architecture.test.ts',
    ],
    // Files share nothing and mostly wait for disks, processes and sockets: as many at once as there are processors.
    maxWorkers: '100%',
    // A hung test is a fault, not a slow one; real processes and servers start within this.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
