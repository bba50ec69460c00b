import { availableParallelism } from 'node:os';
import { defineConfig } from 'playwright/test';
import { chromiumProgram } from './chromium-program.ts';

const reportFile = process.env.PLAYWRIGHT_JSON_FILE;

export default defineConfig({
  testDir: './browser',
  outputDir: '../test-results/browser',
  // A test that passes the second time has found something; it is not run again until it hides it.
  retries: 0,
  // Each test has a host, a workspace and a port of its own, so two go side by side where there are two cores.
  workers: Math.min(2, availableParallelism()),
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(reportFile === undefined ? [] : [['json', { outputFile: reportFile }] as const])],
  use: {
    headless: true,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // Recording every step costs a third of the time; add `--trace retain-on-failure` to look into a failure.
    trace: 'off',
    launchOptions: { executablePath: chromiumProgram(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] },
  },
  projects: [{ name: 'light desktop' }],
});
