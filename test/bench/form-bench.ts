// `npm run bench:form`: what one key costs in a form of 200 fields in the built window, beside a bare text field in the same browser in the same
// run. `npm run renderer:build` first.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright';
import { serveStudio } from '../../electron/start/serve-studio.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { addFlow } from '../../engine/host/open-flow.ts';
import { chromiumProgram } from '../chromium-program.ts';
import { openTestWorkspace } from '../test-workspace.ts';
import { median, quantile, target } from './figures.ts';

const FIELDS = 200;
const KEYS = 60;
const WARM_KEYS = 20;
/** Long enough for what follows a key, too short for anything that watches the clock to come in between often. */
const SETTLED_MS = 60;
/** One frame at 60 a second. */
const MOST_MS = 16;

const folder = await mkdtemp(join(tmpdir(), 'atelier-form-'));
process.env['ATELIER_PERSON_FOLDER'] = join(folder, 'person');
const workspaceFolder = join(folder, 'Studio');
await mkdir(join(workspaceFolder, 'products'), { recursive: true });
await writeFile(join(workspaceFolder, 'products', 'wide.product.json'), JSON.stringify(wideProduct()));
const { workspace } = await openTestWorkspace({ folder: workspaceFolder });
await addFlow(workspace, wideFlow());
await workspace.close();

const load = loadavg().map(one => one.toFixed(1));
console.log(`Load before: ${load.join(', ')} on ${String(cpus().length)} processors`);
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
  const bare = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await bare.setContent('<textarea aria-label="Bare" rows="1"></textarea>');
  const floor = await costOfKeys(bare, bare.getByLabel('Bare'), 'plain words ');

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
  await page.goto(served.value.address);
  await page.getByText('Wide form', { exact: true }).first().click();
  await page.locator('.react-flow__node', { hasText: 'Fill in' }).click();
  await page.getByLabel('Text 1', { exact: true }).waitFor();
  const fields = await page.locator('aside [data-field]').count();
  console.log(`Fields in the form: ${String(fields)}`);
  for (const [what, label, letters] of [
    ['a text', 'Text 101', 'plain words '],
    ['a number', 'Number 102', '12345'],
    ['an expression, with completion and check', 'Text 105', '{{ context.score + size(packet.notes) }} '],
  ] as const)
    tell(what, await costOfKeys(page, page.getByLabel(label, { exact: true }), letters), floor);
  tell('the field that finds flows, beside the form', await costOfKeys(page, page.getByPlaceholder('Find a flow'), 'plain words '), floor);
} finally {
  await browser.close();
  await served.value.close();
  await rm(folder, { recursive: true, force: true });
}

/** What one key costs the page's thread, in milliseconds. */
interface KeyCost {
  /** Scripts, styles and layout: what grows with a form. */
  readonly workMs: number;
  /** With painting, which a machine without a graphics card does in software for the whole window. */
  readonly wholeMs: number;
}

/**
 * The cost of each key, all told: what it does at once and what follows a moment later. Counted in the thread's own time, so that whatever else
 * runs on the machine is no part of it, but for the caches that it takes.
 */
async function costOfKeys(page: Page, field: Locator, letters: string): Promise<readonly KeyCost[]> {
  await field.click();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<KeyCost> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const ms = (name: string): number => (metrics.find(metric => metric.name === name)?.value ?? Number.NaN) * 1000;
    return { workMs: ms('ScriptDuration') + ms('LayoutDuration') + ms('RecalcStyleDuration'), wholeMs: ms('TaskDuration') };
  };
  const costs: KeyCost[] = [];
  for (let key = -WARM_KEYS; key < KEYS; key++) {
    const before = await spent();
    await page.keyboard.type(letters[(key + WARM_KEYS) % letters.length] ?? ' ');
    await page.waitForTimeout(SETTLED_MS);
    const after = await spent();
    if (key >= 0) costs.push({ workMs: after.workMs - before.workMs, wholeMs: after.wholeMs - before.wholeMs });
  }
  await session.detach();
  return costs;
}

function tell(what: string, costs: readonly KeyCost[], floor: readonly KeyCost[]): void {
  const work = costs.map(({ workMs }) => workMs);
  const middle = (of: readonly KeyCost[]): string => median(of.map(({ wholeMs }) => wholeMs)).toFixed(1);
  target(
    `A key in ${what}: ${median(work).toFixed(1)} ms in the middle, ${quantile(work, 0.95).toFixed(1)} ms at 95 of 100; a bare field ${median(floor.map(({ workMs }) => workMs)).toFixed(1)} ms; with painting ${middle(costs)} and ${middle(floor)} ms`,
    `${String(MOST_MS)} ms at 95 of 100`,
    quantile(work, 0.95) <= MOST_MS,
  );
}

function wideProduct(): object {
  const one = (number: number): [string, object][] => {
    switch (number % 5) {
      case 2:
        return [[`number_${String(number)}`, { type: 'number', title: `Number ${String(number)}` }]];
      case 3:
        return [[`choice_${String(number)}`, { enum: ['one', 'two', 'three'], title: `Choice ${String(number)}` }]];
      case 4:
        return [[`yes_${String(number)}`, { type: 'boolean', title: `Yes ${String(number)}` }]];
      default:
        return [[`text_${String(number)}`, { type: 'string', title: `Text ${String(number)}` }]];
    }
  };
  const properties = Object.fromEntries(Array.from({ length: FIELDS }, (_, index) => one(index + 1)).flat());
  const action = {
    title: 'Fill in',
    description: 'Many fields.',
    effect: 'idempotent',
    payload: { type: 'object', properties },
    response: { type: 'object' },
  };
  return {
    format: 'atelier-product/1',
    product: 'wide',
    title: 'Wide',
    description: 'A product with a wide form.',
    actions: { fill_in: { ...action, examples: [{ response: {} }] } },
    events: {},
  };
}

function wideFlow(): Flow {
  return Flow.parse({
    format: 'atelier-flow/1',
    name: 'Wide form',
    trigger: { on: 'manual' },
    packet: { slices: { notes: { schema: { type: 'string' } } } },
    start: 'fill',
    steps: [{ id: 'fill', kind: 'product_action', title: 'Fill in', config: { product: 'wide', action: 'fill_in', payload: {} } }],
  });
}
