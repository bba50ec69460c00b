import { expect, test } from './window.ts';

test('a flow begins from a template, is found by its tag, and lies open as before after a restart', async ({ window: page, studio }) => {
  const flows = page.getByRole('region', { name: 'Flows' });
  const tabs = page.getByRole('group', { name: 'Open', exact: true });
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Synthesize a session');
  await page.keyboard.press('Alt+n');
  await page.getByRole('radio', { name: 'Deliver a milestone' }).check();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Deliver the ferry');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Deliver the ferry');

  await flows.getByRole('button', { name: 'More for Deliver the ferry' }).click();
  await page.getByRole('menuitem', { name: 'Tags…' }).click();
  await page.keyboard.type('ferry');
  await page.getByRole('button', { name: 'Keep the tags' }).click();
  await flows.getByRole('button', { name: 'ferry, 1' }).click();
  await expect(flows.locator('[data-flow-row]')).toHaveCount(1);

  await page.keyboard.press('Alt+w');
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Synthesize a session');
  await page.keyboard.press('Control+Shift+t');
  await page.keyboard.press('Alt+Shift+PageUp');
  await expect(tabs.getByRole('button', { name: /^Deliver the ferry|^Synthesize/ })).toHaveText([
    'Deliver the ferry',
    'Synthesize a session',
  ]);

  await page.goto('about:blank');
  await studio.stop();
  await studio.start();
  await studio.open(page);
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Deliver the ferry');
  await expect(tabs.getByRole('button', { name: /^Deliver the ferry|^Synthesize/ })).toHaveText([
    'Deliver the ferry',
    'Synthesize a session',
  ]);
});

test('a key is recorded, taken from the command that had it, and works; one of the browser is refused', async ({ window: page }) => {
  await expect(page.getByLabel('Name of the flow')).toBeVisible();
  await page.keyboard.press('Control+Shift+P');
  await page.keyboard.type('change keys');
  await page.keyboard.press('Enter');
  await page.getByLabel('Find a command or a key').fill('bottom panel');
  const record = page.getByRole('button', { name: 'Record a key for “Bottom panel”' });

  await record.click();
  await page.keyboard.press('Control+w');
  await expect(page.getByText(/^Ctrl\+W closes the tab or the window/)).toBeVisible();
  await page.keyboard.press('Control+b');
  await expect(page.getByText('Ctrl+B is the key of “Side panel”.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('yours')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.reload();
  const bottom = page.getByRole('tab', { name: 'Timeline' });
  await expect(bottom).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+b');
  await expect(bottom).toHaveAttribute('aria-selected', 'false');
  await expect(page.getByRole('region', { name: 'Flows' })).toBeVisible();
});
