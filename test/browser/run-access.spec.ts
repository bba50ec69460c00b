import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

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
