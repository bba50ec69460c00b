import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

test('the timeline is zoomed by wheel, marked by dragging, unfolded, searched and read as a table', async ({ window }) => {
  await openStarterFlow(window);
  const grid = window.getByRole('grid', { name: 'Steps of the run' });
  const tools = window.getByRole('group', { name: 'Time travel and view' });
  const ruler = window.getByRole('columnheader', { name: 'Time since the run began' });
  const box = await ruler.boundingBox();
  if (box === null) throw new Error('The ruler is drawn.');

  await window.mouse.move(box.x + 60, box.y + 10);
  await window.mouse.down();
  await window.mouse.move(box.x + 160, box.y + 10, { steps: 3 });
  await window.mouse.up();
  await expect(window.locator('[data-timeline-range]').first()).toBeVisible();
  await ruler.dblclick({ position: { x: 100, y: 10 } });
  await expect(tools.getByRole('button', { name: 'The whole run' })).toBeVisible();

  await grid.focus();
  await window.keyboard.press('0');
  await expect(tools.getByRole('button', { name: 'The whole run' })).toBeHidden();
  await window.mouse.move(box.x + 60, box.y + 60);
  await window.keyboard.down('Control');
  await window.mouse.wheel(0, -300);
  await window.keyboard.up('Control');
  await expect(window.locator('[data-in-view]')).toBeVisible();

  await window.keyboard.press('Home');
  await window.keyboard.press('ArrowRight');
  await expect(grid.getByRole('row', { name: /^draft_session_notes/ })).toBeVisible();
  await window.keyboard.press('/');
  await window.keyboard.type('facilitator decides');
  await window.keyboard.press('Enter');
  await expect(grid.getByRole('row').filter({ has: window.getByRole('gridcell') })).toHaveCount(1);
  await window.keyboard.press('Escape');
  await window.keyboard.press('t');
  await expect(
    window.getByRole('region', { name: 'Steps of the run, as a table' }).getByRole('row', { name: /^Extract claims done/ }),
  ).toBeVisible();
});

test('time travels to the gate by key and by scrubber, and the window shows what it saw', async ({ window }) => {
  await openStarterFlow(window);
  const grid = window.getByRole('grid', { name: 'Steps of the run' });
  const bar = window.getByRole('status').filter({ hasText: 'As it was at row' });
  await grid.getByRole('row', { name: /Enough grounded/ }).click();
  await grid.focus();
  for (let row = 0; row < 60 && !(await bar.getByText('Enough grounded?: The gate decided').isVisible()); row++)
    await window.keyboard.press(',');

  await expect(bar).toContainText(/As it was at row \d+ of \d+, \d\d:\d\d:\d\d/);
  const details = window.getByRole('tabpanel', { name: 'Last run' });
  await expect(details.getByText('What the gate read')).toBeVisible();
  await expect(window.getByRole('group', { name: /^Facilitator decides/ }).getByText('done')).toBeHidden();

  await window.getByRole('slider', { name: 'Moment of the run' }).fill('1');
  await expect(bar).toContainText('As it was at row 1 of');
  await expect(details.getByText('The run has not come to “Enough grounded?” yet.')).toBeVisible();
  await bar.getByRole('button', { name: 'Back to now' }).click();
  await expect(bar).toBeHidden();
  await details.getByText('Trace', { exact: true }).click();
  await expect(details.getByText('The chain holds', { exact: false })).toBeVisible();
});
