import { join } from 'node:path';
import type { Browser } from 'playwright';
import { build } from 'vite';
import { bringHands } from './seeing-page.ts';

/** What scrolling costs when nothing else is asked of a window: the floor under its frames. */
export interface BareFrames {
  readonly frames: readonly number[];
  /** Of the page's own thread, a frame. */
  readonly ownMs: number;
}

/** Scrolls a list of so many rows that shows five words and a bar in each, drawn with @tanstack/react-virtual and nothing else. */
export async function bareFrames(browser: Browser, rows: number, count: number): Promise<BareFrames> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await bringHands(page);
  await page.goto('about:blank');
  await page.setContent('<div id="root" style="height: 220px"></div>');
  await page.evaluate(total => Object.assign(window, { bareRows: total }), rows);
  await page.addScriptTag({ content: (bareCode ??= await bundled()), type: 'module' });
  await page.locator('[data-bare-row]').first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () =>
    1000 * ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  const before = await busyMs();
  const frames = await page.evaluate(frameCount => {
    const list = window.seeing.find('[data-bare-list]');
    return window.seeing.frames(frameCount, () => void (list.scrollTop += 120));
  }, count);
  const ownMs = ((await busyMs()) - before) / count;
  await page.close();
  return { frames, ownMs };
}

let bareCode: string | null = null;

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry: join(import.meta.dirname, 'bare-list-page.ts'), formats: ['es'] } },
  });
  const parts = (Array.isArray(built) ? built : [built]).flatMap(one => ('output' in one ? one.output : []));
  const chunk = parts.find(part => part.type === 'chunk');
  if (chunk === undefined) throw new Error('The bare list was not built.');
  return chunk.code;
}
