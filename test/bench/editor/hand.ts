import type { CDPSession, Page } from 'playwright';
import { quantile } from '../figures.ts';

/** Puts what measures into a page before its own code: drawings on a large canvas are counted, and how long workers take to answer. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { draws: 0, workers: [] as { address: string; ms: number }[], sampling: false, frames: [] as number[], updates: 0 };
    Object.assign(window, { seen });
    const LARGE = 400;
    const clear = Reflect.get(CanvasRenderingContext2D.prototype, 'clearRect');
    CanvasRenderingContext2D.prototype.clearRect = function (...sizes) {
      if (this.canvas.width > LARGE) seen.draws++;
      clear.apply(this, sizes);
    };
    const Plain = window.Worker;
    window.Worker = new Proxy(Plain, {
      construct(_plain, [address, options]: [string | URL, WorkerOptions | undefined]) {
        const worker = new Plain(address, options);
        let sentAt = 0;
        const post = worker.postMessage.bind(worker);
        worker.postMessage = (message: unknown, options?: StructuredSerializeOptions | Transferable[]) => {
          sentAt = performance.now();
          if (Array.isArray(options)) post(message, options);
          else post(message, options);
        };
        worker.addEventListener('message', () => seen.workers.push({ address: String(address), ms: performance.now() - sentAt }));
        return worker;
      },
    });
  });
}

export interface Strokes {
  /** Frames a second in which what is drawn had moved, while the hand moved. */
  readonly updates: number;
  readonly p95FrameMs: number;
  /** Work of the page's own thread for one of them, in its processor time. */
  readonly workMs: number;
  readonly moves: number;
}

export interface Stroke {
  readonly button: 'left' | 'middle';
  readonly from: { readonly x: number; readonly y: number };
  /** Where the hand is after so many milliseconds. */
  readonly at: (ms: number) => { readonly x: number; readonly y: number };
}

const STROKE_MS = 700;
const EVERY_MS = 8;

/**
 * Presses, moves and lets go, as often as there are strokes: real input, 125 moves a second. `what`: an element whose place is looked at in each
 * frame; null counts how often a large canvas was drawn.
 */
export async function strokes(page: Page, session: CDPSession, what: string | null, all: readonly Stroke[]): Promise<Strokes> {
  await page.evaluate(selector => {
    const { seen } = window as unknown as { seen: { draws: number; sampling: boolean; frames: number[]; updates: number } }; // true: `watch` put it there
    Object.assign(seen, { frames: [], updates: 0, sampling: true });
    const look = () => (selector === null ? String(seen.draws) : document.querySelector<HTMLElement>(selector)?.style.transform);
    let isMoving = false;
    addEventListener('pointerdown', () => (isMoving = true), { capture: true });
    addEventListener('pointerup', () => (isMoving = false), { capture: true });
    let last = performance.now();
    let before = look();
    let wasMoving = false;
    const frame = () => {
      if (!seen.sampling) return;
      const now = performance.now();
      const after = look();
      if (isMoving && wasMoving) {
        seen.frames.push(now - last);
        if (after !== before) seen.updates++;
      }
      [last, before, wasMoving] = [now, after, isMoving];
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, what);
  const workBefore = await workMs(session);
  let moves = 0;
  for (const { button, from, at } of all) {
    const buttons = button === 'left' ? 1 : 4;
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...from });
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, button, buttons, clickCount: 1 });
    const startMs = performance.now();
    const sent: Promise<unknown>[] = [];
    for (let ms = 0; ms < STROKE_MS; ms = performance.now() - startMs) {
      sent.push(session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at(ms), button, buttons }));
      moves++;
      await new Promise(resolve => setTimeout(resolve, EVERY_MS));
    }
    await Promise.all(sent);
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at(STROKE_MS), button, buttons: 0, clickCount: 1 });
  }
  const workAfter = await workMs(session);
  const { frames, updates } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { sampling: boolean; frames: number[]; updates: number } }; // true: as above
    seen.sampling = false;
    return { frames: seen.frames, updates: seen.updates };
  });
  const movedMs = frames.reduce((sum, ms) => sum + ms, 0);
  return {
    updates: (updates * 1000) / movedMs,
    p95FrameMs: quantile(frames, 0.95),
    workMs: (workAfter - workBefore) / Math.max(1, updates),
    moves,
  };
}

/** Processor time of the page's own thread so far. */
export async function workMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
}
