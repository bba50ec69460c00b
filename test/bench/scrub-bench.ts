// `npm run bench:scrub`: time travel and the timeline in the real window, over a run of 40,000 rows and one of 100,000. `npm run renderer:build` first.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { serveStudio } from '../../electron/start/serve-studio.ts';
import { RunId } from '../../engine/base/ids.ts';
import { addFlow } from '../../engine/host/open-flow.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import { moreRows, NO_ROWS, runAt } from '../../engine/trace/run-moment.ts';
import { chromiumProgram } from '../chromium-program.ts';
import { openTestWorkspace } from '../test-workspace.ts';
import { median, quantile, target, thousands } from './figures.ts';
import { LOOP_FLOW, writeLongRun } from './long-run.ts';

const FRAME_MS = 16.7;
const STEP_MS = 16;
const MOST_ROWS_DRAWN = 80;

const folder = await mkdtemp(join(tmpdir(), 'atelier-scrub-'));
process.env['ATELIER_PERSON_FOLDER'] = join(folder, 'person');
try {
  for (const rows of [40_000, 100_000]) await measure(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(rows: number): Promise<void> {
  const workspaceFolder = join(folder, String(rows));
  await prepare(workspaceFolder, rows);
  const served = await serveStudio({
    workspaceFolder,
    windowFolder: join(import.meta.dirname, '..', '..', 'dist', 'renderer'),
    port: null,
    flowFiles: [],
    warn: line => process.stderr.write(`${line}\n`),
  });
  if (!served.ok) throw new Error(served.error);
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
    await page.goto(served.value.address);
    const listed = page.getByRole('button', { name: new RegExp(`^${LOOP_FLOW.name}`) }).first();
    await listed.waitFor();
    const startMs = performance.now();
    await listed.click();
    await page.getByRole('grid', { name: 'Steps of the run' }).getByRole('row').nth(3).waitFor();
    console.log(`${thousands(rows)} rows: the run is drawn ${(performance.now() - startMs).toFixed(0)} ms after its flow is pressed`);
    await inWindow(page, rows);
  } finally {
    await browser.close();
    await served.value.close();
  }
}

/** A workspace with the run, and what a step through its trace takes without a window. */
async function prepare(workspaceFolder: string, rows: number): Promise<void> {
  const { workspace } = await openTestWorkspace({ folder: workspaceFolder });
  const { flowId } = await addFlow(workspace, LOOP_FLOW);
  const { orgId } = workspace;
  const runId = RunId.parse('run_long');
  await writeLongRun(workspace.runs, { orgId, flowId, runId }, rows);
  const trace = moreRows(NO_ROWS, await workspace.trace.rowsOf(orgId, runId));
  const lastSeq = trace.run?.lastSeq ?? 0;
  const steps: number[] = [];
  const whole: number[] = [];
  for (let step = 1; step <= 500; step++) {
    const seq = Math.floor((lastSeq * step) / 501);
    const startMs = performance.now();
    runAt(trace, seq);
    steps.push(performance.now() - startMs);
    if (step % 50 !== 0) continue;
    const wholeMs = performance.now();
    foldRun(trace.rows.slice(0, seq));
    whole.push(performance.now() - wholeMs);
  }
  const floor = `; folding from the first row takes ${median(whole).toFixed(1)} ms`;
  const p95 = quantile(steps, 0.95);
  target(
    `${thousands(lastSeq)} rows: a moment is folded in ${median(steps).toFixed(2)} ms (p95 ${p95.toFixed(2)}, longest ${Math.max(...steps).toFixed(2)})${floor}`,
    `≤ ${String(STEP_MS)} ms`,
    p95 <= STEP_MS,
  );
  await workspace.close();
}

async function inWindow(page: Page, rows: number): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Steps of the run' });
  await grid.focus();
  const drawn = await grid.getByRole('row').count();
  target(`${thousands(rows)} rows: ${String(drawn)} rows are drawn`, `≤ ${String(MOST_ROWS_DRAWN)}`, drawn <= MOST_ROWS_DRAWN);
  await page.getByRole('slider', { name: 'Moment of the run' }).fill(String(Math.floor(rows / 2)));
  await grid.focus();
  // A press of a key, and everything that follows from it up to a window that is laid out anew.
  const steps = await grid.evaluate(async element => {
    const times: number[] = [];
    for (let step = 0; step < 200; step++) {
      const startMs = performance.now();
      element.dispatchEvent(new KeyboardEvent('keydown', { key: step % 3 === 0 ? '.' : ',', bubbles: true, cancelable: true }));
      // What the store tells is drawn in the microtasks that follow.
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      element.getBoundingClientRect();
      times.push(performance.now() - startMs);
    }
    return times;
  });
  const step95 = quantile(steps, 0.95);
  target(
    `${thousands(rows)} rows: a step of the scrubber takes the window ${median(steps).toFixed(1)} ms (p95 ${step95.toFixed(1)})`,
    `≤ ${String(STEP_MS)} ms`,
    step95 <= STEP_MS,
  );
  await page.keyboard.press('Escape');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  // Of the window's own thread: how long others kept the machine busy is no part of it.
  const busyMs = async () =>
    1000 * ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  for (const [name, wheel] of [
    ['scrolling', { deltaY: 120, ctrlKey: false }],
    ['zooming', { deltaY: -10, ctrlKey: true }],
  ] as const) {
    const busyBefore = await busyMs();
    const frames = await grid.evaluate(async (element, turn) => {
      const times: number[] = [];
      let last = performance.now();
      const box = element.getBoundingClientRect();
      for (let frame = 0; frame < 120; frame++) {
        const where = { clientX: box.left + box.width / 2, clientY: box.top + 60, bubbles: true, cancelable: true };
        element.dispatchEvent(new WheelEvent('wheel', { ...where, ...turn }));
        // A made-up wheel scrolls nothing by itself.
        if (!turn.ctrlKey) element.scrollTop += turn.deltaY;
        await new Promise(resolve => requestAnimationFrame(resolve));
        times.push(performance.now() - last);
        last = performance.now();
      }
      return times;
    }, wheel);
    const perFrame = (await busyMs()) - busyBefore;
    const frame95 = quantile(frames, 0.95);
    target(
      `${thousands(rows)} rows: ${name}, a frame takes ${median(frames).toFixed(1)} ms (p95 ${frame95.toFixed(1)}), ${(perFrame / frames.length).toFixed(1)} ms of it the window’s work`,
      `≤ ${String(FRAME_MS)} ms`,
      frame95 <= FRAME_MS + 0.5,
    );
  }
}
