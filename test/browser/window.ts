import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from 'playwright/test';
import { serveStudio, type ServedStudio } from '../../electron/start/serve-studio.ts';

const WINDOW_FOLDER = join(import.meta.dirname, '..', '..', 'dist', 'renderer');

/** A real host on a workspace of its own, and how to stop and start it under an open window. */
export interface Studio {
  /** The workspace. */
  readonly folder: string;
  /** What the host and the page complained about; a test that expects a complaint takes it out. */
  readonly complaints: string[];
  /** Where the window stands; with the token, so that it is never printed. */
  address(): string;
  stop(): Promise<void>;
  /** On the same workspace and port, with a new token. */
  start(): Promise<void>;
  /** Opens the window anew, as after a restart of the program. */
  open(page: Page): Promise<void>;
}

/**
 * `studio`: a workspace in a temporary folder, as the first start makes it, served by a real host.
 * `window`: a page with the window open on it. Faults in the page and warnings of the host fail the test.
 */
export const test = base.extend<{ studio: Studio; window: Page }>({
  studio: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'atelier-window-'));
    // What is trusted here stands in no settings of whoever runs the tests.
    process.env['ATELIER_PERSON_FOLDER'] = join(folder, 'person');
    const studio = await openStudio(join(folder, 'Studio'));
    await use(studio);
    await studio.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(studio.complaints).toEqual([]);
  },
  window: async ({ studio, page }, use) => {
    page.on('pageerror', error => studio.complaints.push(`page: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error') studio.complaints.push(`console: ${message.text()}`);
    });
    // The tour comes up at a person's first start; tests begin as somebody who has seen it.
    await page.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
    await studio.open(page);
    await use(page);
  },
});

export { expect } from 'playwright/test';

async function openStudio(folder: string): Promise<Studio> {
  const complaints: string[] = [];
  let served: ServedStudio | null = null;
  const current = (): ServedStudio => {
    if (served === null) throw new Error('The host is stopped.');
    return served;
  };
  const studio: Studio = {
    folder,
    complaints,
    address: () => current().address,
    async stop() {
      await served?.close();
      served = null;
    },
    async start() {
      const started = await serveStudio({
        workspaceFolder: folder,
        windowFolder: WINDOW_FOLDER,
        port: null,
        flowFiles: [],
        warn: line => complaints.push(`host: ${line}`),
      });
      if (!started.ok) throw new Error(started.error);
      served = started.value;
    },
    async open(page) {
      // Elsewhere first: only the fragment may differ from where the page stands, and that alone loads nothing.
      await page.goto('about:blank');
      await page.goto(current().address);
    },
  };
  await studio.start();
  return studio;
}
