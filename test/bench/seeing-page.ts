import type { Page } from 'playwright';

/** What the bench does within the window: put there before anything else runs. */
export interface SeeingHands {
  /** Does `act` and counts the milliseconds until `isThere` and the frame that shows it is painted. */
  untilPainted(act: () => void, isThere: () => boolean): Promise<number>;
  /** Does `act` in each of so many frames; gives the milliseconds from frame to frame. */
  frames(count: number, act: (frame: number) => void): Promise<number[]>;
  /** Does `act` and counts the milliseconds until the frame that shows what it did is painted. */
  step(act: () => void): Promise<number>;
  /** The element that a selector finds. */
  find(selector: string): HTMLElement;
}

declare global {
  interface Window {
    readonly seeing: SeeingHands;
  }
}

export async function bringHands(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const seeing: SeeingHands = {
      async untilPainted(act, isThere) {
        const startMs = performance.now();
        act();
        do {
          if (performance.now() - startMs > 20_000) throw new Error(`Not there after 20 s: ${String(isThere)}`);
          await nextFrame();
        } while (!isThere());
        // The frame is laid out and painted before the next task.
        await new Promise(resolve => setTimeout(resolve, 0));
        return performance.now() - startMs;
      },
      async frames(count, act) {
        const times: number[] = [];
        await nextFrame();
        let last = performance.now();
        for (let frame = 0; frame < count; frame++) {
          act(frame);
          await nextFrame();
          times.push(performance.now() - last);
          last = performance.now();
        }
        return times;
      },
      async step(act) {
        const startMs = performance.now();
        act();
        await nextFrame();
        await new Promise(resolve => setTimeout(resolve, 0));
        return performance.now() - startMs;
      },
      find(selector) {
        const found = document.querySelector<HTMLElement>(selector);
        if (found === null) throw new Error(`There is no ${selector}.`);
        return found;
      },
    };
    Object.assign(window, { seeing });
  });
}
