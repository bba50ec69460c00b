import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { openStarterFlow, runUntilAsked } from './run-words.ts';
import { expect, test } from './window.ts';

/** What axe finds wrong in what the centre shows, a line each. */
async function faults(window: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page: window }).include('main article').withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

test('a task that is answered in a second window says so in the first, by whom and what was not sent', async ({
  window,
  studio,
  context,
}) => {
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await openStarterFlow(window);
  await runUntilAsked(window);
  await window.keyboard.press('Control+Alt+i');
  await window.getByRole('list', { name: 'Tasks' }).getByRole('button').focus();
  await window.keyboard.press('Enter');
  const task = window.getByRole('article', { name: 'Facilitator decides' });
  await task.getByLabel('Comment').fill('I would ask first.');
  await window.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(await faults(window)).toEqual([]);

  const second = await context.newPage();
  await studio.open(second);
  await second.getByRole('article').getByLabel('Comment').fill('Go on.');
  await second.getByRole('article').getByRole('button', { name: 'Write the synthesis' }).click();
  await expect(second.getByText(/answered “Write the synthesis”/)).toBeVisible();

  await expect(task.getByText(/answered “Write the synthesis”/)).toBeVisible();
  await expect(task.getByText('Go on.')).toBeVisible();
  await expect(task.getByText('What you wrote was not sent.')).toBeVisible();
  await expect(task.getByText('I would ask first.')).toBeVisible();
  expect(await faults(window)).toEqual([]);
});
