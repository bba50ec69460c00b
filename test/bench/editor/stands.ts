import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, CDPSession, Page } from 'playwright';
import { watch } from './hand.ts';
import { stepPrefix } from './wide-flow.ts';

export const WINDOW = { width: 1600, height: 1000 };

/** A page with drawings in it, and how its flows are opened. */
export interface Stand {
  readonly name: string;
  readonly page: Page;
  readonly session: CDPSession;
  readonly open: (steps: number) => Promise<void>;
  /** Leaves what is open, so that the next opening is one. */
  readonly empty: () => Promise<void>;
  readonly fit: () => Promise<void>;
  readonly actual: (steps: number) => Promise<void>;
}

/** The host in a process of its own, as the program has it. */
export async function startHost(workspaceFolder: string): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), workspaceFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout }))
    return {
      address: line,
      stop: () => {
        child.stdin.end();
        return ended;
      },
    };
  throw new Error('The host did not start.');
}

/** The window, with a flow of three steps open and no bottom panel. */
export async function openOurs(browser: Browser, address: string): Promise<Stand> {
  const context = await browser.newContext({ viewport: WINDOW });
  await context.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
  const page = await context.newPage();
  await watch(page);
  await page.goto(address);
  const flow = (steps: number) => page.getByRole('button', { name: new RegExp(`^Flow of ${String(steps)} steps`) }).first();
  await flow(3).click();
  await page.locator('.react-flow__node').first().waitFor();
  // The bottom panel would take half of the canvas.
  await page.locator('#bottom').waitFor();
  await page.keyboard.press('Control+J');
  const session = await openSession(page);
  return {
    name: 'Atelier',
    page,
    session,
    open: steps => flow(steps).click(),
    empty: async () => {
      await flow(3).click();
      await page.locator(`.react-flow__node[data-id="${stepPrefix(3)}0"]`).waitFor();
      await page.waitForTimeout(400);
    },
    fit: async () => {
      await page.locator('[data-place="canvas"]').focus();
      await page.keyboard.press('Control+1');
      await page.waitForTimeout(600);
      await tellStep(page);
    },
    actual: async steps => {
      await page.locator('[data-place="canvas"]').focus();
      await page.keyboard.press('Control+0');
      await page.waitForTimeout(500);
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(500);
      await page.locator(`.react-flow__node[data-id="${stepPrefix(steps)}0"]`).waitFor();
    },
  };
}

/** A point over a step of a picture of all steps, whose middle is the middle of the page's drawing: found by what the hand finds there. */
async function tellStep(page: Page): Promise<void> {
  const pane = await page.locator('.react-flow__pane').boundingBox();
  if (pane === null) throw new Error('There is no canvas.');
  for (let y = pane.y + pane.height / 2; y < pane.y + pane.height - 40; y += 3)
    for (let x = pane.x + pane.width / 2; x < pane.x + pane.width / 2 + 30; x += 5) {
      await page.mouse.move(x, y);
      const isStep = async () => (await page.locator('[data-far-hint]').filter({ hasText: /^Step/ }).count()) > 0;
      if (!(await isStep())) continue;
      // It may still tell of the point before.
      await page.waitForTimeout(200);
      if (!(await isStep())) continue;
      await page.evaluate(at => Object.assign(window, { stepAt: at }), { x, y });
      return;
    }
}

/** The floor. */
export async function openBare(browser: Browser, address: string): Promise<Stand> {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  await watch(page);
  await page.goto(address);
  const session = await openSession(page);
  const open = (steps: number) => page.getByRole('button', { name: `Flow of ${String(steps)} steps` }).click();
  return {
    name: 'bare',
    page,
    session,
    open,
    empty: async () => {
      await page.getByRole('button', { name: 'Nothing' }).click();
      await page.locator('.react-flow__node').first().waitFor({ state: 'detached' });
    },
    fit: async () => {
      await page.getByRole('button', { name: 'Fit' }).click();
      await page.waitForTimeout(800);
    },
    actual: () => Promise.resolve(),
  };
}

/** The page's inner figures, whose times are the processor's and not the clock's. */
export async function openSession(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}
