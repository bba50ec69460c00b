import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Browser } from './find-browser.ts';

export interface AppWindow {
  /** Resolves when the browser's process has ended; `handedOver` when another, still running, took the address from it. */
  readonly ended: Promise<'closed' | 'handed-over' | 'failed'>;
  close(): void;
}

/** A browser that ends sooner than this without a fault gave its window to one that runs already. */
const HANDED_OVER_WITHIN_MS = 1_500;

/** Shows an address as a window without tabs, in a profile of its own; the browser calls no one. */
export function openAppWindow(browser: Browser, address: string, profileFolder: string): AppWindow {
  mkdirSync(profileFolder, { recursive: true });
  const startedMs = performance.now();
  const child = spawn(browser.executable, appWindowFlags(address, profileFolder, process.getuid?.() === 0), { stdio: 'ignore' });
  return { ended: endOf(child, startedMs), close: () => void child.kill() };
}

/** Sources: Chromium's list of switches. As root it runs only without its sandbox; `--test-type` hides the bar that says so. */
export function appWindowFlags(address: string, profileFolder: string, isRoot: boolean): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profileFolder}`,
    '--window-size=1440,900',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-sync',
    '--disable-features=Translate,OptimizationHints,MediaRouter',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

function endOf(child: ChildProcess, startedMs: number): AppWindow['ended'] {
  return new Promise(resolve => {
    child.once('error', () => resolve('failed'));
    child.once('exit', code => {
      const isEarly = performance.now() - startedMs < HANDED_OVER_WITHIN_MS;
      if (isEarly) resolve(code === 0 ? 'handed-over' : 'failed');
      else resolve('closed');
    });
  });
}
