import type { Page } from 'playwright/test';
import { barriersIn } from './barriers.ts';
import { openStarterFlow, runUntilAsked } from './run-words.ts';
import { expect, test } from './window.ts';

const REGIONS = [
  '[aria-label="Bottom panel"]',
  '[aria-label="Inspector"]',
  'nav + div section[aria-label]',
  '[aria-label="Run"]',
  'main article',
  'main section',
  'main aside',
];

/** What axe finds wrong in the panels as they stand, a line each. */
async function faults(window: Page): Promise<string[]> {
  const shown: string[] = [];
  for (const region of REGIONS) if ((await window.locator(region).count()) > 0) shown.push(region);
  return barriersIn(window, ...shown);
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the screens of a run, ${theme}`, async ({ window, studio }) => {
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await studio.open(window);
    await openStarterFlow(window);
    await runUntilAsked(window);
    await expect(window.getByRole('grid', { name: 'Steps of the run' }).getByText('reused').first()).toBeVisible();
    expect(await faults(window)).toEqual([]);

    for (const panel of ['Inbox (1)', 'Runs', 'Packets', 'Skills & products']) {
      await window.getByRole('button', { name: panel, exact: true }).click();
      await window.mouse.move(700, 400);
      expect([panel, ...(await faults(window))]).toEqual([panel]);
    }
    await window.getByRole('button', { name: /^Synthesis · compose/ }).click();
    await expect(window.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
    expect(await faults(window)).toEqual([]);
    await window.getByRole('button', { name: 'Open this packet' }).click();
    await expect(window.getByRole('textbox', { name: /^Contents of/ })).toBeVisible();
    expect(await faults(window)).toEqual([]);
  });

  test(`axe finds nothing on an artefact with its source, ${theme}`, async ({ window, studio }) => {
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await studio.open(window);
    await openStarterFlow(window);
    await window.getByRole('button', { name: 'Artefact', exact: true }).click();
    await window.getByRole('button', { name: /^Citation 1 from / }).click();
    await expect(window.locator('mark')).toBeVisible();
    expect(await faults(window)).toEqual([]);
  });
}

test('the timeline is walked by keyboard, and Enter opens a step', async ({ window }) => {
  await openStarterFlow(window);
  const grid = window.getByRole('grid', { name: 'Steps of the run' });
  await grid.focus();
  await window.keyboard.press('Home');
  await window.keyboard.press('ArrowDown');
  await expect(grid.getByRole('row', { selected: true })).toContainText('Draft journal notes');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('tabpanel', { name: 'Last run' }).getByRole('heading', { name: 'Draft journal notes' })).toBeVisible();
});
