// `npm run bench:seeing`: runs, time travel, comparisons and large values as a person meets them: the built window in headless Chromium, over a real host
// and database. `npm run renderer:build` first, or name the folder of another build. Beside the frames stand those of a bare list of as many rows in the same browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { bareFrames, type BareFrames } from './bare-list.ts';
import { median, quantile, target, thousands } from './figures.ts';
import { BUILT_WINDOW, openSeeingHouse, type SeeingHouse, type SeenRun } from './seeing-house.ts';

const OPEN_MS = 400;
const FRAME_MS = 16.7;
/** A display's frames do not come to the microsecond. */
const JITTER_MS = 0.5;
const STEP_MS = 16;
const MOST_ROWS_DRAWN = 80;
const COMPARE_MS = 300;
const PAYLOAD_MS = 50;
const FRAMES = 240;
const STEPS = 100;
const LIVE_ROWS_A_SECOND = 200;
const LIVE_MS = 6_000;
const ROUNDS = 5;

const folder = await mkdtemp(join(tmpdir(), 'atelier-seeing-'));
process.env['ATELIER_PERSON_FOLDER'] = join(folder, 'person');
try {
  const house = await openSeeingHouse(join(folder, 'Studio'), process.argv[2] ?? BUILT_WINDOW);
  try {
    await opening(house);
    for (const run of [house.long, house.longest])
      await moving(house, run, await bareFrames(house.browser, Math.floor(run.rows / 3), FRAMES));
    await comparing(house);
    await payload(house);
    await living(house);
  } finally {
    await house.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Shows a run from the list of runs and waits for all its rows; gives the milliseconds until they are painted. */
async function show(page: Page, { place, rows }: SeenRun): Promise<number> {
  return page.evaluate(
    ([at, last]) =>
      window.seeing.untilPainted(
        () => window.seeing.find(`ol[aria-label^="Runs of"] li:nth-of-type(${String(at + 1)}) button[aria-current]`).click(),
        () =>
          document.querySelector<HTMLInputElement>('input[aria-label="Moment of the run"]')?.max === String(last) &&
          document.querySelectorAll('[aria-label="Steps of the run"] [role="row"]').length > 1,
      ),
    [place, rows] as const,
  );
}

async function opening(house: SeeingHouse): Promise<void> {
  const page = await house.openWindow();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await show(page, house.heavy);
    times.push(await show(page, house.opened));
  }
  const ms = median(times);
  target(
    `a run of ${thousands(house.opened.rows)} rows is there ${ms.toFixed(0)} ms after it is pressed`,
    `≤ ${String(OPEN_MS)} ms`,
    ms <= OPEN_MS,
  );
  await page.close();
}

async function moving(house: SeeingHouse, run: SeenRun, bare: BareFrames): Promise<void> {
  const page = await house.openWindow();
  const name = `${thousands(run.rows)} rows`;
  console.log(`${name}: there ${(await show(page, run)).toFixed(0)} ms after they are pressed`);
  const drawn = await page.getByRole('grid', { name: 'Steps of the run' }).getByRole('row').count();
  target(`${name}: ${String(drawn)} rows are drawn`, `≤ ${String(MOST_ROWS_DRAWN)}`, drawn <= MOST_ROWS_DRAWN);
  await scrubbing(page, run, name);
  await page.getByRole('grid', { name: 'Steps of the run' }).evaluate(grid => grid.scrollTo({ top: 0 }));
  const busyMs = await watchBusy(page);
  for (const way of ['scrolling', 'zooming'] as const) {
    const before = await busyMs();
    const frames = await page.evaluate(
      ([count, zooms]) => {
        const grid = window.seeing.find('[aria-label="Steps of the run"]');
        const box = grid.getBoundingClientRect();
        const where = { clientX: box.left + box.width / 2, clientY: box.top + 60, bubbles: true, cancelable: true };
        return window.seeing.frames(count, frame => {
          // There and back again: nearer for a while, then farther.
          const deltaY = zooms ? (frame % 120 < 60 ? -40 : 40) : 120;
          grid.dispatchEvent(new WheelEvent('wheel', { ...where, deltaY, ctrlKey: zooms }));
          // A made-up wheel scrolls nothing by itself.
          if (!zooms) grid.scrollTop += deltaY;
        });
      },
      [FRAMES, way === 'zooming'] as const,
    );
    const ownMs = ((await busyMs()) - before) / frames.length;
    const p95 = quantile(frames, 0.95);
    target(
      `${name}: ${way}, a frame takes ${median(frames).toFixed(1)} ms (p95 ${p95.toFixed(1)}), ${ownMs.toFixed(1)} ms of it the window’s work; ` +
        `a bare list scrolls in ${median(bare.frames).toFixed(1)} (p95 ${quantile(bare.frames, 0.95).toFixed(1)}), ${bare.ownMs.toFixed(1)} of it work`,
      `≤ ${String(FRAME_MS)} ms`,
      // On a machine that is busy otherwise nothing comes in time, not even the bare list.
      p95 <= Math.max(FRAME_MS, quantile(bare.frames, 0.95)) + JITTER_MS,
    );
  }
  await page.close();
}

async function scrubbing(page: Page, run: SeenRun, name: string): Promise<void> {
  await page.getByRole('slider', { name: 'Moment of the run' }).fill(String(Math.floor(run.rows / 2)));
  await page.getByRole('grid', { name: 'Steps of the run' }).focus();
  const busyMs = await watchBusy(page);
  // From the press to the painted window, in time of the window's own thread: what others on this machine do to a clock is no part of a step.
  const measured = async (step: (turn: number) => Promise<number>) => {
    const [clock, busy]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < STEPS; turn++) {
      const before = await busyMs();
      clock.push(await step(turn));
      busy.push((await busyMs()) - before);
    }
    return { clock, busy };
  };
  const idle = await measured(() => page.evaluate(() => window.seeing.step(() => undefined)));
  const report = async (how: string, step: (turn: number) => Promise<number>) => {
    const { clock, busy } = await measured(step);
    const p95 = quantile(busy, 0.95);
    target(
      `${name}: a step of the scrubber ${how} takes the window ${median(busy).toFixed(1)} ms of work (p95 ${p95.toFixed(1)}), ${median(clock).toFixed(1)} by the clock; ` +
        `one that does nothing ${median(idle.busy).toFixed(1)} (p95 ${quantile(idle.busy, 0.95).toFixed(1)}), ${median(idle.clock).toFixed(1)} by the clock`,
      `≤ ${String(STEP_MS)} ms`,
      p95 <= STEP_MS,
    );
  };
  await report('by key', turn =>
    page.evaluate(
      key => {
        const grid = window.seeing.find('[aria-label="Steps of the run"]');
        return window.seeing.step(() => void grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
      },
      turn % 3 === 0 ? '.' : ',',
    ),
  );
  await report('by hand, to any moment,', turn =>
    page.evaluate(
      seq => {
        const input = window.seeing.find('input[aria-label="Moment of the run"]') as HTMLInputElement; // true: it is the slider
        // As a hand does it: React hears only what its own setter did not write.
        const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
        return window.seeing.step(() => {
          own?.set?.call(input, String(seq));
          input.dispatchEvent(new Event('input', { bubbles: true }));
        });
      },
      1 + ((turn * 7_919) % (run.rows - 1)),
    ),
  );
  await page.keyboard.press('Escape');
}

async function comparing(house: SeeingHouse): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await house.openWindow();
    await page.evaluate(
      places => {
        for (const place of places)
          window.seeing.find(`ol[aria-label^="Runs of"] li:nth-of-type(${String(place + 1)}) input[type="checkbox"]`).click();
      },
      [house.a.place, house.b.place],
    );
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    times.push(
      await page.evaluate(() =>
        window.seeing.untilPainted(
          () => [...document.querySelectorAll('button')].find(button => button.textContent === 'Compare')?.click(),
          () =>
            document.querySelector('[aria-label="First divergence"]') !== null &&
            document.querySelector('[aria-label="Steps side by side"] li') !== null,
        ),
      ),
    );
    await page.close();
  }
  const ms = median(times);
  target(
    `two runs of ${thousands(Math.floor(house.a.rows / 3))} steps are compared ${ms.toFixed(0)} ms after it is asked for`,
    `≤ ${String(COMPARE_MS)} ms`,
    ms <= COMPARE_MS,
  );
}

/** A step whose output is 20 MB of text, from the press until the first 64 KB of it are painted. Each time in a window that has not read it. */
async function payload(house: SeeingHouse): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await house.openWindow();
    await show(page, house.heavy);
    times.push(
      await page.evaluate(() =>
        window.seeing.untilPainted(
          () => window.seeing.find('[aria-label="Steps of the run"] [aria-rowindex="2"]').click(),
          () => (document.querySelector('details[open] pre')?.textContent.length ?? 0) >= 64_000,
        ),
      ),
    );
    await page.close();
  }
  const ms = median(times);
  target(`the first 64 KB of 20 MB are there ${ms.toFixed(0)} ms after they are asked for`, `≤ ${String(PAYLOAD_MS)} ms`, ms <= PAYLOAD_MS);
}

/** Somebody types and moves the pointer while a run gets 200 rows a second: what of it the window heard, and how long it kept them waiting. */
async function living({ live, openWindow }: SeeingHouse): Promise<void> {
  const page = await openWindow();
  await show(page, live);
  const find = page.getByRole('searchbox', { name: 'Find steps of the run' });
  await find.focus();
  await page.evaluate(() => {
    const heard = { moves: 0, longestMs: 0, words: '' };
    Object.assign(window, { heard });
    window.addEventListener('pointermove', () => void heard.moves++);
    // From the moment the key or the hand moved until the window has handled it.
    for (const kind of ['keydown', 'pointermove'])
      window.addEventListener(kind, event => {
        heard.longestMs = Math.max(heard.longestMs, performance.now() - event.timeStamp);
      });
  });
  const words = 'the quick brown fox jumps over the lazy dog ';
  const startMs = performance.now();
  let [visits, typed, moves] = [0, '', 0];
  while (performance.now() - startMs < LIVE_MS) {
    const due = Math.floor(((performance.now() - startMs) / 1000) * (LIVE_ROWS_A_SECOND / 3)) - visits;
    if (due > 0) await live.visit(due);
    visits += due;
    const key = words.charAt(typed.length % words.length);
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    typed += key;
    await page.mouse.move(300 + (moves++ % 400), 300);
  }
  const seen = await page.evaluate(() => (window as unknown as { heard: { moves: number; longestMs: number } }).heard); // true: it was put there above
  const arrived = await find.inputValue();
  const rows = Number(await page.getByRole('slider', { name: 'Moment of the run' }).getAttribute('max'));
  const isWhole = arrived === typed && seen.moves === moves;
  target(
    `while ${String(Math.round((visits * 3000) / LIVE_MS))} rows a second come, ${String(arrived.length)} of ${String(typed.length)} keys and ${String(seen.moves)} of ${String(moves)} ` +
      `moves of the pointer are heard, the last after ${seen.longestMs.toFixed(0)} ms at most; ${thousands(rows)} rows are shown`,
    'all',
    isWhole,
  );
  await page.close();
}

/** Milliseconds for which the window's own thread was busy so far: how long others kept the machine busy is no part of it. */
async function watchBusy(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}
