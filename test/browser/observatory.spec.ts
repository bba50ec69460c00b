import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { FlowId } from '../../engine/base/ids.ts';
import { Flow } from '../../engine/flow/flow.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { packetOf } from '../test-workspace.ts';
import { barriersIn } from './barriers.ts';
import { expect, test, type Studio } from './window.ts';

const INTAKE = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Client intake',
  packet: { slices: { call: { schema: { type: 'string' } } } },
  start: 'listen',
  steps: [
    {
      id: 'listen',
      kind: 'sage_skill',
      title: 'What they want',
      config: {
        skill: 'extract_claims',
        input: { drafts: { note: '{{ packet.call }}' } },
        memory: { write: ['subject:Maya Chen'], topic: 'Tone of letters', remember: 'packet.call' },
      },
    },
  ],
});

/** Has a run remember something while no window is open. */
async function remember(studio: Studio, window: Page): Promise<void> {
  await window.goto('about:blank');
  await studio.stop();
  const opened = await openWorkspace({ folder: studio.folder, environment: {} });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  const packet = packetOf(workspace, INTAKE, { call: 'She wants short letters.' });
  const flowId = FlowId.parse('client-intake');
  const started = await workspace.runner.start({
    flowId,
    flow: INTAKE,
    versionNo: null,
    packet,
    mode: 'draft',
    by: workspace.me,
    startKey: null,
  });
  if (started.ok) await workspace.runner.settled(started.value);
  await workspace.close();
  await studio.start();
}

test('a person finds a memory, corrects it, retires it, and its history says who and why', async ({ window, studio }) => {
  await remember(studio, window);
  await window.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await studio.open(window);
  await window.getByRole('button', { name: 'Memory', exact: true }).click();
  await window.getByRole('textbox', { name: 'Search what is remembered' }).fill('short lett');
  await window.getByRole('region', { name: 'Maya Chen' }).getByRole('button').click();
  const page = window.getByRole('article', { name: 'Tone of letters' });
  await expect(page.getByText('Sage remembered this in “Client intake”')).toBeVisible();

  await page.getByRole('button', { name: 'Correct' }).click();
  await window.getByRole('textbox', { name: 'What is right' }).fill('She wants one page at most.');
  await window.getByRole('textbox', { name: 'Why' }).fill('She said so on the phone.');
  await window.keyboard.press('Enter');
  await expect(page.getByText('corrected it, just now')).toBeVisible();
  await expect(page.getByText('“She said so on the phone.”')).toBeVisible();
  await window.mouse.move(700, 700);
  expect(await barriersIn(window, 'main [data-place]', 'nav + div section[aria-label]')).toEqual([]);

  await page.getByRole('button', { name: 'Retire' }).click();
  await window.getByRole('textbox', { name: 'Why' }).fill('She left.');
  await window.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await expect(page.getByText('Retired: no step reads it any more.')).toBeVisible();
  await window.getByRole('textbox', { name: 'Search what is remembered' }).fill('');
  await expect(window.getByText('What Sage is to remember across flows stands here.')).toBeVisible();
});

test('the Observatory draws, searches, asks, marks what is wrong, saves a question and a table', async ({ window, studio }) => {
  await studio.open(window);
  await window.getByRole('button', { name: 'Observatory', exact: true }).click();
  await window.getByRole('button', { name: /^Charts/ }).click();
  await expect(window.getByRole('region', { name: 'Tokens' }).getByRole('table')).toContainText(/1,\d{3}|\d{3}/);
  expect(await barriersIn(window, 'main [data-place]', 'nav + div section[aria-label]')).toEqual([]);

  await window.getByRole('button', { name: /^Trace/ }).click();
  await window.getByRole('textbox', { name: 'Words to find in the trace' }).fill('run.succ');
  const rows = window.getByRole('region', { name: 'Rows of the trace' });
  await expect(rows.getByRole('row')).toHaveCount(2);
  await expect(rows).toContainText('Synthesize a session');

  await window.getByRole('button', { name: 'New question' }).click();
  const editor = window.getByRole('textbox', { name: /^SQL of the question/ });
  await editor.focus();
  await window.keyboard.press('Control+a');
  await window.keyboard.insertText('SELECT kin FROM atelier_traces');
  await expect(window.getByText('SQLite does not understand the question: no such column: kin.')).toBeVisible();
  await expect(window.locator('.squiggly-error')).toBeVisible();
  await window.keyboard.press('Control+a');
  await window.keyboard.insertText(
    `SELECT kind, count(*) AS times FROM atelier_traces WHERE org_id = :org AND kind = 'run.succeeded' GROUP BY kind`,
  );
  await window.keyboard.press('Control+Enter');
  await expect(window.getByRole('region', { name: 'Answer' })).toContainText('run.succeeded');
  expect(await barriersIn(window, 'main [data-place]', 'nav + div section[aria-label]')).toEqual([]);

  const download = window.waitForEvent('download');
  await window.getByRole('button', { name: 'Save as CSV' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toBe('\uFEFFkind,times\r\nrun.succeeded,1\r\n');

  await window.getByRole('button', { name: 'Save…' }).click();
  await window.getByRole('textbox', { name: 'Title' }).fill('Runs that ended well');
  await window.getByRole('textbox', { name: 'What it answers' }).fill('How many runs succeeded.');
  await window.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(window.getByRole('region', { name: 'Your questions' })).toContainText('Runs that ended well');
  // The key that runs a flow elsewhere has asked a question here, and nothing more.
  await window.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(window.getByRole('region', { name: 'Answer' }).getByRole('cell', { name: '1', exact: true })).toBeVisible();
});
