import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

const runBar = (window: Page) => window.getByRole('group', { name: 'Run' });

test('a packet that does not fit is refused with the slice and the place, and nothing is started', async ({ window }) => {
  await openStarterFlow(window);
  await runBar(window)
    .getByRole('combobox', { name: 'Packet to run on' })
    .or(runBar(window).getByLabel('Packet to run on'))
    .first()
    .click();
  await window.getByRole('option', { name: 'Harbour Kitchen', exact: true }).click();

  await runBar(window).getByRole('button', { name: 'Run', exact: true }).click();

  const dialog = window.getByRole('dialog', { name: 'The packet does not fit this flow' });
  await expect(dialog).toContainText('transcript');
  await dialog.getByRole('button', { name: 'Open the packet' }).click();
  await expect(window.getByRole('heading', { name: 'Harbour Kitchen' })).toBeVisible();
  await expect(window.getByText(/Does not fit “Synthesize a session”/)).toBeVisible();
});

test('a JSON slice that is not JSON says where, keeps what was typed and is not saved', async ({ window }) => {
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Open this packet' }).click();
  await window.getByRole('tab', { name: /^program/ }).click();
  await window.getByText('JSON', { exact: true }).last().click();
  const program = window.getByRole('textbox', { name: 'Contents of program' });

  await program.fill('{\n  "participant": Maya\n}');

  await expect(window.getByText('This is not JSON: look at line 2, column 18.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await window.getByRole('button', { name: 'Undo typing in program' }).click();
  await window.getByText('JSON', { exact: true }).last().click();
  await expect(program).toHaveValue(/"participant": "/);
});

test('a packet of 20 MB is shown in parts and does not hold up the window', async ({ window, studio }) => {
  const folder = join(studio.folder, 'packets');
  const line = 'Ana: this sentence stands here many times, to make a long transcript.\n';
  const slices = { transcript: line.repeat(Math.ceil((20 * 1024 * 1024) / line.length)), prior_sessions: 'None.', journal: 'Nothing.' };
  writeFileSync(join(folder, 'long.packet.json'), JSON.stringify({ format: 'atelier-packet/1', title: 'A long one', slices }));
  await studio.open(window);
  await openStarterFlow(window);

  await window.getByRole('button', { name: 'Packets', exact: true }).click();
  await window.getByRole('button', { name: /^A long one/ }).click();
  await expect(window.getByText(/^20,\d\d\d,\d\d\d characters: too long/)).toBeVisible();
  const text = window.getByRole('group', { name: 'Contents of transcript' });
  await text.evaluate(element => element.scrollTo(0, element.scrollHeight / 2));
  await expect(text.locator('pre').nth(1)).toContainText('this sentence stands here');

  // The window answers at once while the large packet lies open.
  await window.getByRole('button', { name: 'Inbox', exact: true }).click({ timeout: 1000 });
  await expect(window.getByRole('heading', { name: 'Inbox' })).toBeVisible({ timeout: 1000 });
});

test('a file that is no packet is refused with a sentence, and a good one is opened', async ({ window, studio }) => {
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Packets', exact: true }).click();
  const file = window.getByLabel('Packet file', { exact: true });

  await file.setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"notes": 1}') });
  await expect(window.getByText(/notes\.json was not imported:/)).toBeVisible();

  const good = readFileSync(join(studio.folder, 'packets', 'session-tomas-week-3.packet.json'));
  await file.setInputFiles({ name: 'again.packet.json', mimeType: 'application/json', buffer: good });
  await expect(window.getByRole('heading', { level: 1, name: 'Tomas, week 3' })).toBeVisible();
});

test('an event that a run waits for is sent as a sample and the run goes on', async ({ window }) => {
  await window
    .getByRole('button', { name: /^Onboard a partner/ })
    .first()
    .click();
  await runBar(window).getByRole('button', { name: 'Run', exact: true }).click();
  await window.getByRole('region', { name: 'Your answer is needed' }).getByRole('button', { name: 'Approve' }).click();

  const card = window.getByRole('region', { name: 'Waiting for catalyst.purchase.confirmed' });
  await card.getByRole('button', { name: 'Write it as JSON' }).click();
  const payload = card.getByLabel('Payload of the sample, as JSON');
  const give = card.getByRole('button', { name: 'Give this draft the sample' });
  await payload.fill('[1]');
  await give.click();
  await expect(card.getByText('The payload must be a JSON object')).toBeVisible();
  await payload.fill('{ "opportunity_id": "opp_3107", "purchase_id": "pur_1", "amount_eur": 1 }');
  await give.click();

  await expect(runBar(window).getByText('Succeeded')).toBeVisible();
});

test('a run is stopped by a person and says so', async ({ window }) => {
  await openStarterFlow(window);
  await runBar(window).getByRole('button', { name: 'Run', exact: true }).click();
  await expect(window.getByRole('region', { name: 'Your answer is needed' })).toBeVisible();

  await window.keyboard.press('Control+.');

  await expect(runBar(window).getByText('Halted')).toBeVisible();
  await expect(window.getByText(/^Stopped by /)).toBeVisible();
});
