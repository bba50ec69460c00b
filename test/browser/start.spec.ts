import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from 'playwright/test';
import { chromiumProgram } from '../chromium-program.ts';
import { openScreen, type Screen } from './screen.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** How soon a start has said what it chose, once the window is built. */
const SAYS_WITHIN_MS = 50_000;

interface Start {
  /** The first line that matches, as soon as it is printed. */
  line(pattern: RegExp): Promise<string>;
  stop(signal: NodeJS.Signals): void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

let folder: string;
let screen: Screen | null;
const running = new Set<ChildProcess>();

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-start-'));
  screen = null;
});

test.afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  screen?.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(words: readonly string[], env: Record<string, string> = {}): Start {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...without } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'electron', 'start.ts'), '--workspace', join(folder, 'Studio'), ...words], {
    env: { ...without, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return {
    async line(pattern) {
      const found = (): string | undefined => printed.split('\n').find(line => pattern.test(line));
      await expect.poll(found, { timeout: SAYS_WITHIN_MS, message: printed }).toBeDefined();
      return found() ?? '';
    },
    stop: signal => void child.kill(signal),
    ended: new Promise(resolve =>
      child.once('exit', code => {
        running.delete(child);
        resolve(code);
      }),
    ),
  };
}

test('with a display it opens a window of its own on the starter flow, and ends when the window is closed', async () => {
  screen = await openScreen();
  const browser = join(folder, 'browser');
  // The browser as it is, but for a door through which this test can look at its window.
  writeFileSync(browser, `#!/bin/sh\nexec ${chromiumProgram()} --remote-debugging-port=0 "$@"\n`);
  chmodSync(browser, 0o755);

  const studio = start([], { DISPLAY: screen.display, ATELIER_BROWSER: browser });
  const line = await studio.line(/^Atelier Studio opens as a window of /);
  expect(line).toContain('Electron');
  expect(line).not.toContain('token=');

  const seen = await chromium.connectOverCDP(await screen.debuggingAddress(join(folder, 'Studio', 'cache', 'window')));
  const [page] = seen.contexts().flatMap(context => context.pages());
  if (page === undefined) throw new Error('The browser shows no page.');
  await expect(page.getByText('Synthesize a session').first()).toBeVisible();
  await expect(page.getByText('Draft session notes').first()).toBeVisible();
  expect(page.url()).not.toContain('token=');
  // A title bar at most, no tabs and no address above the page.
  expect(await page.evaluate(() => window.outerHeight - window.innerHeight)).toBeLessThan(60);
  await page.screenshot({ path: join(ROOT, 'test-results', 'start-window.png') });

  await page.close();
  expect(await studio.ended).toBe(0);
});

test('without a display it serves, prints the address, and ends at Ctrl+C with a window open', async ({ page }) => {
  const studio = start([]);
  const line = await studio.line(/^Atelier Studio is served at /);
  expect(line).toContain('there is no display');
  const address = /http:\S+/.exec(line)?.[0] ?? '';

  await page.goto(address);
  await expect(page.getByText('Synthesize a session').first()).toBeVisible();

  studio.stop('SIGINT');
  expect(await studio.ended).toBe(0);
});

test('a workspace that another start holds is refused in one sentence, and the first goes on', async ({ page }) => {
  const first = start(['--no-window']);
  const address = /http:\S+/.exec(await first.line(/served at/))?.[0] ?? '';

  const second = start(['--no-window']);
  expect(await second.ended).toBe(2);
  expect(await second.line(/Studio/)).toMatch(/open|use|lock/i);

  await page.goto(address);
  await expect(page.getByText('Synthesize a session').first()).toBeVisible();
  first.stop('SIGTERM');
  expect(await first.ended).toBe(0);
});

test('words that it does not know are refused with how it is used', async () => {
  const studio = start(['--prot', '4000']);

  expect(await studio.ended).toBe(2);
  expect(await studio.line(/--prot/)).toContain('--prot');
  await studio.line(/^npm start -- /);
});
