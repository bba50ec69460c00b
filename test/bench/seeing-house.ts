import { chromium, type Browser, type Page } from 'playwright';
import { join } from 'node:path';
import { RunId } from '../../engine/base/ids.ts';
import { openHost } from '../../engine/host/host.ts';
import { serveLoopback } from '../../engine/host/loopback.ts';
import { addFlow } from '../../engine/host/open-flow.ts';
import { chromiumProgram } from '../chromium-program.ts';
import { openTestWorkspace } from '../test-workspace.ts';
import { bringHands } from './seeing-page.ts';
import { beginLongRun, LOOP_FLOW, writeLongRun, type WrittenRun } from './long-run.ts';

/** One run to be looked at. */
export interface SeenRun {
  readonly runId: RunId;
  /** Counted from the newest in the list of runs. */
  readonly place: number;
  readonly rows: number;
}

/** A real host on a real database with the runs that are measured, and a browser to look at them with. */
export interface SeeingHouse {
  /** Of 10,000, 40,000 and 100,000 rows. */
  readonly opened: SeenRun;
  readonly long: SeenRun;
  readonly longest: SeenRun;
  /** Two of 1,000 steps that differ in each of the last 700. */
  readonly a: SeenRun;
  readonly b: SeenRun;
  /** Its only step gave 20 MB. */
  readonly heavy: SeenRun;
  /** It goes on: further rows are written and announced as one asks. */
  readonly live: SeenRun & Pick<WrittenRun, 'visit'>;
  readonly address: string;
  readonly browser: Browser;
  /** The window with the flow open and its runs listed. */
  readonly openWindow: () => Promise<Page>;
  readonly close: () => Promise<void>;
}

const PAYLOAD_CHARS = 20_000_000;

/** Takes half a minute, most of it for the 150,000 rows. `windowFolder` holds the built window. */
export async function openSeeingHouse(folder: string, windowFolder: string): Promise<SeeingHouse> {
  const { workspace } = await openTestWorkspace({ folder });
  const { flowId } = await addFlow(workspace, LOOP_FLOW);
  const listeners = new Set<Parameters<typeof workspace.runner.onRows>[0]>();
  const at = (name: string, day: number) => ({
    ...{ store: workspace.runs, orgId: workspace.orgId, flowId },
    ...{ runId: RunId.parse(`run_${name}`), startUs: 1_760_000_000_000_000 - day * 86_400_000_000 },
  });
  const seen = async (name: string, place: number, rows: number, outputOf?: (visit: number) => string | { result: number }) => {
    const long = at(name, place);
    await writeLongRun(outputOf === undefined ? long : { ...long, outputOf }, rows);
    return { runId: long.runId, place, rows: (await workspace.runs.head(workspace.orgId, long.runId))?.lastSeq ?? 0 };
  };
  const live = at('live', 1);
  const heavy = await seen('heavy', 0, 5, () => 'the words of a long document. '.repeat(PAYLOAD_CHARS / 30));
  const goesOn = await beginLongRun(live);
  await goesOn.visit(700);
  const opened = await seen('opened', 2, 10_000);
  const long = await seen('long', 3, 40_000);
  const longest = await seen('longest', 4, 100_000);
  const a = await seen('a', 5, 3_000, () => ({ result: 1 }));
  const b = await seen('b', 6, 3_000, visit => ({ result: visit < 300 ? 1 : visit }));

  const host = openHost(
    {
      ...workspace,
      runner: {
        ...workspace.runner,
        onRows: listener => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
    },
    { log: line => process.stderr.write(`${line}\n`) },
  );
  const served = await serveLoopback(host, { windowFolder, port: 0 });
  if (!served.ok) throw new Error(served.error);
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const { address } = served.value;
  return {
    ...{ opened, long, longest, a, b, heavy, address, browser },
    live: {
      ...{ runId: live.runId, place: 1, rows: goesOn.lastSeq() },
      visit: async visits => {
        await goesOn.visit(visits);
        for (const listener of listeners) listener(live.runId, []);
      },
    },
    openWindow: async () => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript(() => location.protocol.startsWith('http') && localStorage.setItem('atelier.tour', 'seen'));
      await bringHands(page);
      await page.goto(address);
      await page
        .getByRole('button', { name: new RegExp(`^${LOOP_FLOW.name}`) })
        .first()
        .click();
      await page.getByRole('button', { name: 'Runs', exact: true }).click();
      await page.getByRole('list', { name: `Runs of ${LOOP_FLOW.name}` }).waitFor();
      return page;
    },
    close: async () => {
      await browser.close();
      await served.value.close();
      await host.close();
    },
  };
}

/** Where `npm run renderer:build` puts the window. */
export const BUILT_WINDOW = join(import.meta.dirname, '..', '..', 'dist', 'renderer');
