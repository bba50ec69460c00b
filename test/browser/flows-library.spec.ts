import { expect, test } from './window.ts';

const BROKEN = JSON.stringify({
  format: 'atelier-flow/1',
  name: 'Broken',
  start: 'a',
  steps: [{ id: 'a', kind: 'human_task', title: 'Look', config: { assignee: 'role:partner', description: 'Decide.' }, next: 'gone' }],
});

test('a flow is found, copied, renamed and archived by keyboard alone', async ({ window: page }) => {
  const flows = page.getByRole('region', { name: 'Flows' });
  await flows.getByLabel('Find a flow').fill('nurture');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Nurture a relationship (copy)');

  await flows.getByRole('button', { name: /^Nurture a relationship \(copy\)/ }).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('Nurture otherwise');
  await page.keyboard.press('Enter');
  const copy = flows.getByRole('button', { name: /^Nurture otherwise/ });
  await copy.focus();
  await page.keyboard.press('Delete');
  await expect(copy).toHaveCount(0);

  await page.getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(copy).toBeVisible();
});

test('a problem is put right by one press, and that is undone after a restart of everything', async ({ window: page, studio }) => {
  await page.getByLabel('Flow files to import').setInputFiles([
    { name: 'broken.flow.json', mimeType: 'application/json', buffer: Buffer.from(BROKEN) },
    { name: 'newer.flow.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"atelier-flow/9","name":"x"}') },
  ]);
  await expect(page.getByText('newer.flow.json was not imported')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.getByRole('button', { name: 'Create the step gone' }).first().click();
  await expect(page.getByText(/leads to the step/)).toHaveCount(0);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await page.goto('about:blank');
  await studio.stop();
  await studio.start();
  await studio.open(page);
  await page.getByRole('button', { name: 'Undo: create the step gone' }).click();

  await expect(page.getByText(/leads to the step/).first()).toBeVisible();
});
