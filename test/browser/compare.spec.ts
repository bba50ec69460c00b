import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { barriersIn } from './barriers.ts';
import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

async function publish(window: Page, message: string): Promise<void> {
  await window.keyboard.press('Control+Shift+S');
  const dialog = window.getByRole('dialog', { name: /^Publish/ });
  await dialog.getByRole('textbox', { name: 'What is new in it' }).fill(message);
  await expect(dialog.getByRole('list', { name: 'Checks' })).toContainText('No errors');
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a field changed, the plan seen, a version published, and both versions compared on the same packet', async ({ window }) => {
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await openStarterFlow(window);
  await publish(window, 'First');

  // Nothing changed: the plan reuses every stage.
  await window.keyboard.press('Control+Alt+Enter');
  const plan = window.getByRole('table', { name: 'Plan of the run' });
  const notes = plan.getByRole('row', { name: /^Draft session notes/ });
  await expect(notes).toContainText('reused');
  await notes.getByRole('button', { name: 'Draft session notes' }).click();

  const focus = window.getByRole('textbox', { name: 'Focus' });
  await focus.fill('the open questions');
  await focus.press('Tab');
  await expect(notes).toContainText('will run');
  await expect(window.locator('#step-session_notes')).toContainText('will run');
  await expect(plan.getByRole('row', { name: /^Draft journal notes/ })).toContainText('reused');
  expect(await barriersIn(window, '[aria-label="Bottom panel"]')).toEqual([]);

  await publish(window, 'Looks for the open questions');
  await window.getByRole('button', { name: 'Versions', exact: true }).click();
  const second = window.getByRole('listitem', { name: 'Version 2' });
  await expect(second).toContainText('Looks for the open questions');
  expect(await barriersIn(window, 'section[aria-label="Versions"]')).toEqual([]);
  await second.getByRole('button', { name: 'Compare with version 1' }).click();
  const page = window.getByRole('article', { name: 'Comparison of two versions' });
  await expect(page.getByRole('region', { name: 'Differences in sentences' })).toContainText('“Draft session notes”: Focus');
  await expect(page.getByRole('application', { name: /^Version 2 of/ })).toContainText('changed');
  expect(await barriersIn(window, '[data-place="compare"]')).toEqual([]);

  await page.getByRole('combobox', { name: 'Compare what' }).click();
  await window.getByRole('option', { name: /Maya, week 6/ }).click();
  await expect(page.getByRole('region', { name: 'B: Version 2' })).toContainText('It has not run on this packet');
  await page.getByRole('button', { name: 'Run version 2' }).click();
  const divergence = page.getByRole('region', { name: 'First divergence' });
  await expect(divergence).toContainText('First divergence at “Draft session notes”');
  await expect(divergence).toContainText('Focus');
  await expect(page.getByRole('region', { name: 'Figures' }).getByRole('row', { name: /^Outcome/ })).toContainText('Waiting');
  const input = page.getByRole('region', { name: 'Input' });
  await expect(input).toContainText('Masked');
  await input.getByRole('button', { name: 'Show it' }).click();
  await expect(input.getByRole('insertion')).toHaveText('the open questions');
  await expect(page.getByText('Draft journal notes')).toBeHidden();
  expect(await barriersIn(window, '[data-place="compare"]')).toEqual([]);

  // By keyboard: the next difference, the sides swapped, and back again; the address outlives a reload.
  await page.getByRole('heading', { name: 'Steps' }).click();
  await expect(page.getByText(/^Difference 1 of/)).toBeVisible();
  await window.keyboard.press('n');
  await expect(page.getByText(/^Difference 2 of/)).toBeVisible();
  await window.keyboard.press('x');
  await expect(page.getByRole('combobox', { name: 'Version A' })).toHaveValue('Version 2');
  await window.goBack();
  await expect(page.getByRole('combobox', { name: 'Version A' })).toHaveValue('Version 1');
  await window.reload();
  await expect(divergence).toContainText('First divergence at “Draft session notes”');

  const [download] = await Promise.all([window.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  const file = test.info().outputPath('comparison.html');
  await download.saveAs(file);
  expect(readFileSync(file, 'utf8')).not.toContain('<script');
  await window.goto(`file://${file}`);
  await expect(window.getByText('First divergence', { exact: true })).toBeVisible();
  await expect(window.getByText('Masked: it repeats').first()).toBeVisible();
  expect(await barriersIn(window, 'body')).toEqual([]);
});
