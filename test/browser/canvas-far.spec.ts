import type { Page } from 'playwright/test';
import { expect, test } from './window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** A point over a step of the picture, found as the hand finds it: by what is said of what lies under it. */
async function stepUnder(window: Page): Promise<{ x: number; y: number }> {
  const pane = await window.locator('.react-flow__pane').boundingBox();
  if (pane === null) throw new Error('There is no canvas.');
  const hint = window.getByRole('tooltip').filter({ hasText: 'Sage skill' });
  for (let y = pane.y + pane.height * 0.3; y < pane.y + pane.height * 0.7; y += 5)
    for (let x = pane.x + pane.width * 0.3; x < pane.x + pane.width * 0.7; x += 20) {
      await window.mouse.move(x, y);
      if ((await hint.count()) > 0) return { x, y };
    }
  throw new Error('No step was found.');
}

test('from far a flow is a picture that is pressed, carried and written on, and has its menu by hand and by key', async ({ window }) => {
  const canvas = window.getByRole('application', { name: /^Canvas of/ });
  await canvas.focus();
  await window.keyboard.press('Control+1');
  for (let farther = 0; farther < 6; farther++) await window.keyboard.press('Control+-');
  await expect(window.locator('.react-flow__node')).toHaveCount(0);
  const title = window.getByLabel('Title', { exact: true });

  const at = await stepUnder(window);
  await window.mouse.down();
  await window.mouse.move(at.x + 30, at.y + 60, { steps: 3 });
  await window.mouse.up();
  await expect(title).toBeVisible();
  await expect(window.getByRole('button', { name: /^Undo: move / })).toBeVisible();

  await window.keyboard.press('Shift+F10');
  const menu = window.getByRole('menu', { name: 'Step' });
  await expect(menu.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(canvas).toBeFocused();

  await window.mouse.click(at.x + 30, at.y + 60, { button: 'right' });
  await menu.getByRole('menuitem', { name: 'Rename the step' }).click();
  await window.keyboard.type('Seen from far');
  await window.keyboard.press('Enter');
  await expect(window.locator('.react-flow__node').filter({ hasText: 'Seen from far' })).toBeVisible();
});
