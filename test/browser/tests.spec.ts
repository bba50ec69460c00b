import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function faults(window: Page, part: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: window }).withTags(WCAG).include(part).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

test('an answer pinned, the flow run on every packet of its set, one not as expected, and its cell opened', async ({ window }) => {
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await openStarterFlow(window);
  const card = window.locator('#step-decide');
  await card.click();
  await window.keyboard.press('Shift+P');
  const pin = window.getByRole('dialog', { name: 'Pin the output of “Facilitator decides”' });
  await expect(pin.getByRole('textbox')).toHaveValue(/"outcome": "approve"/);
  expect(await faults(window, '.mantine-Modal-content')).toEqual([]);
  await pin.getByRole('button', { name: 'Pin it' }).click();
  await expect(card).toContainText('pinned');
  await expect(window.getByRole('button', { name: '1 pinned' })).toBeVisible();
  await expect(window.getByRole('note').filter({ hasText: 'Pinned.' })).toContainText('nobody is asked');

  await window.getByRole('button', { name: '1 pinned' }).click();
  const grid = window.getByRole('table', { name: 'Test set, packet by step' });
  const maya = grid.getByRole('row', { name: /^Maya, week 6/ });
  await maya.getByRole('button', { name: /^Say what is expected/ }).click();
  const expected = window.getByRole('dialog', { name: 'Expected on “Maya, week 6”' });
  await expected.getByRole('combobox', { name: 'How the run ends' }).click();
  await window.getByRole('option', { name: 'It halts' }).click();
  await expected.getByRole('textbox', { name: 'What holds then' }).fill('context.decision ==');
  await expect(expected.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expected.getByRole('textbox', { name: 'What holds then' }).fill("context.decision == 'approve'");
  await expected.getByRole('button', { name: 'Save' }).click();
  await expect(maya).toContainText('halts, 1 thing holds');

  await window.getByRole('button', { name: 'Run on 2 packets' }).click();
  await expect(maya).toContainText('no: It was to halt, and it succeeded.');
  await expect(grid.getByRole('row', { name: /^Tomas, week 3/ })).toContainText('Succeeded');
  await expect(window.getByRole('status').filter({ hasText: '2 packets, 1 not as expected' })).toBeVisible();
  expect(await faults(window, '[aria-label="Bottom panel"]')).toEqual([]);
  expect(await faults(window, 'header')).toEqual([]);

  await maya.getByRole('button', { name: /^Facilitator decides on Maya, week 6: .*pinned/ }).click();
  await expect(card).toContainText('pinned');
  await expect(window.getByRole('complementary', { name: 'Inspector' })).toContainText('stood in for the step’s own');
});

test('by keyboard: to a step, one step on, to a wait, again from a step; and live only with a word', async ({ window }) => {
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await openStarterFlow(window);
  await window.locator('#step-session_notes').click();
  await window.keyboard.press('Shift+Enter');
  const timeline = window.getByRole('tabpanel', { name: 'Timeline' });
  await expect(timeline).toContainText('Stopped after “Draft session notes”');
  await window.keyboard.press('F10');
  await expect(timeline).toContainText('Stopped after “Draft journal notes”');
  await window.keyboard.press('F8');
  await expect(window.getByRole('button', { name: 'Answer needed' })).toBeVisible();

  await window.locator('#step-journal_notes').click();
  await window.keyboard.press('Control+Shift+Enter');
  const from = window.getByRole('dialog', { name: 'Run again from “Draft journal notes”?' });
  await expect(from.getByRole('listitem')).toHaveText(['Draft session notes']);
  await window.keyboard.press('Escape');
  await expect(from).toBeHidden();

  await window.getByRole('button', { name: 'Mode: Draft' }).click();
  await expect(window.getByRole('menuitem', { name: /^Live/ })).toBeDisabled();
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+Shift+S');
  await window
    .getByRole('dialog', { name: /^Publish/ })
    .getByRole('button', { name: 'Publish', exact: true })
    .click();
  await window.getByRole('button', { name: 'Mode: Draft' }).click();
  await window.getByRole('menuitem', { name: /^Live, version 1/ }).click();
  await window.keyboard.press('Control+Enter');
  const live = window.getByRole('dialog', { name: /live\?$/ });
  await expect(live).toContainText('Asks role:facilitator.');
  expect(await faults(window, '.mantine-Modal-content')).toEqual([]);
  await live.getByRole('button', { name: 'Run live' }).click();
  await expect(live).toBeHidden();
  await window.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect(
    window
      .getByRole('list', { name: /^Runs of/ })
      .getByRole('listitem')
      .first(),
  ).toContainText('Version 1');
});
