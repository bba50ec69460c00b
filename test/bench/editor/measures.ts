import { strokes, type Strokes } from './hand.ts';
import type { Stand } from './stands.ts';
import { stepPrefix } from './wide-flow.ts';
import type { CDPSession, Page } from 'playwright';

/** Milliseconds from the press on a flow to the frame that shows one of its steps selected by a press. */
export async function opened({ page, session, open, empty }: Stand, steps: number): Promise<number> {
  await empty();
  await page.evaluate(() => {
    addEventListener('pointerdown', event => Object.assign(window, { pressedAt: event.timeStamp }), { capture: true, once: true });
  });
  await open(steps);
  const id = `${stepPrefix(steps)}0`;
  await pressUntilSelected(page, session, id);
  return page.evaluate(() => {
    const { selectedAt, pressedAt } = window as unknown as { selectedAt: number; pressedAt: number }; // true: put there here and above
    return selectedAt - pressedAt;
  });
}

/** Presses a step until the frame that shows it selected; that frame's time is then `selectedAt` of the page. */
export async function pressUntilSelected(page: Page, session: CDPSession, id: string): Promise<void> {
  const isSelected = page
    .evaluate(async stepId => {
      while (document.querySelector(`.react-flow__node[data-id="${stepId}"].selected`) === null)
        await new Promise(resolve => requestAnimationFrame(resolve));
      Object.assign(window, { selectedAt: performance.now() });
    }, id)
    .then(() => true);
  // A press that comes while the drawing still moves to its place misses the step; a person presses again.
  for (;;) {
    const at = await page.evaluate(async stepId => {
      for (;;) {
        const node = document.querySelector(`.react-flow__node[data-id="${stepId}"]`)?.getBoundingClientRect();
        if (node !== undefined) return { x: node.left + node.width / 2, y: node.top + node.height * 0.8 };
        await new Promise(resolve => requestAnimationFrame(resolve));
      }
    }, id);
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at, button: 'left', buttons: 1, clickCount: 1 });
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at, button: 'left', buttons: 0, clickCount: 1 });
    if (await Promise.race([isSelected, page.waitForTimeout(50).then(() => false)])) return;
  }
}

/** Pans, or drags a step, as it lies there. */
export async function gestures({ page, session, fit }: Stand, steps: number, gesture: 'pan' | 'drag'): Promise<Strokes> {
  const isFar = (await page.locator('.react-flow__node').count()) === 0;
  const pane = await page.locator('.react-flow__pane').boundingBox();
  if (pane === null) throw new Error('There is no canvas.');
  const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 };
  if (gesture === 'pan') {
    const stroke = (sign: 1 | -1) => ({
      button: 'middle' as const,
      from: { x: middle.x + sign * 300, y: middle.y },
      at: (ms: number) => ({ x: middle.x + sign * (300 - ms * 0.8), y: middle.y + Math.sin(ms / 90) * 20 }),
    });
    return strokes(page, session, isFar ? null : '.react-flow__viewport', [stroke(1), stroke(1), stroke(-1), stroke(-1)]);
  }
  // Panning has left a picture a little beside where it was.
  if (isFar) await fit();
  // In the drawing, or, when it is drawn as a picture, where it shows a step.
  const node = isFar ? null : await stepNear(page, steps, middle);
  const from = node?.at ?? (await page.evaluate(() => (window as unknown as { stepAt: { x: number; y: number } }).stepAt)); // true: `fit` put it there
  // Selected before: what the inspector then shows is no part of dragging.
  await page.mouse.click(from.x, from.y);
  await page.waitForTimeout(800);
  const stroke = {
    button: 'left' as const,
    from,
    at: (ms: number) => ({ x: from.x + Math.sin(ms / 110) * 120, y: from.y + (1 - Math.cos(ms / 110)) * 60 }),
  };
  return strokes(page, session, node === null ? null : `.react-flow__node[data-id="${node.id}"]`, [stroke]);
}

/** The step drawn nearest to a point, and a place on it that is no title. */
export async function stepNear(page: Page, steps: number, point: { readonly x: number; readonly y: number }) {
  return page.evaluate(
    ([prefix, { x, y }]) => {
      const all = [...document.querySelectorAll<HTMLElement>(`.react-flow__node[data-id^="${prefix}"]`)].map(node => {
        const box = node.getBoundingClientRect();
        const at = { x: box.left + box.width / 2, y: box.top + box.height * 0.8 };
        return { id: node.dataset['id'] ?? '', at, far: Math.hypot(at.x - x, at.y - y) };
      });
      return all.toSorted((a, b) => a.far - b.far)[0] ?? null;
    },
    [stepPrefix(steps), point] as const,
  );
}

/** What the page holds once it was tidied, in MB of 2²⁰ bytes. */
export async function heapMb({ session }: Stand): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024;
}
