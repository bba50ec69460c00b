import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barriersIn } from './barriers.ts';
import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

test('the tour leads by keyboard from drawing to a claim and its source, and comes up once', async ({ page, studio }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await studio.open(page);
  const step = (title: string) => page.getByRole('dialog', { name: title });

  await expect(step('Draw').getByRole('button', { name: 'Next' })).toBeFocused();
  for (const title of ['Draw', 'Try it', 'Read what happened']) {
    await expect(step(title)).toBeVisible();
    await page.keyboard.press('Enter');
  }
  await expect(step('Check a claim')).toBeVisible();
  await expect(page.getByRole('article')).toBeVisible();
  await page.getByRole('button', { name: 'Provenance' }).click();
  await expect(page.getByText(/quotes were compared with their slices, sign by sign/)).toBeVisible();
  expect(await barriersIn(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Word document' }).press('Enter');
  expect((await download).suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d-synthesize-a-session-[0-9a-f]{8}\.docx$/);
  await step('Check a claim').getByRole('button', { name: 'Next' }).press('ArrowRight');
  await step('Publish').getByRole('button', { name: 'Done' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await studio.open(page);
  await expect(page.getByRole('group', { name: 'Run' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a packet is built from a file, says what changed by hand, and asks before changes are left behind', async ({ window, studio }) => {
  mkdirSync(join(studio.folder, 'sources'), { recursive: true });
  writeFileSync(join(studio.folder, 'sources', 'brief.md'), '# Brief\n\nThe bakery opens at six.\n');
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Packets', exact: true }).click();
  await window.getByRole('button', { name: 'New packet', exact: true }).click();
  await window.getByRole('button', { name: 'Add a slice' }).click();
  await window.getByLabel('Name of the slice').fill('brief');
  await window.keyboard.press('Enter');
  await window.getByText('Sources', { exact: true }).click();
  await window.getByRole('button', { name: 'Build it from sources' }).click();
  await window.getByLabel('Built for the flow').click();
  await window.getByRole('option', { name: 'Capture an opportunity' }).click();
  await window.getByRole('tab', { name: /^brief/ }).click();
  await window.getByLabel('Where it comes from').click();
  await window.getByRole('option', { name: 'A file', exact: true }).click();
  await expect(window.getByText('Fill this in.')).toBeVisible();
  await window.getByLabel('File *').fill('sources/brief.md');
  await window.keyboard.press('Tab');
  await window.getByRole('button', { name: 'Try this source' }).click();
  await expect(window.getByText('The bakery opens at six.')).toBeVisible();
  expect(await barriersIn(window)).toEqual([]);

  await window.getByRole('button', { name: 'Build', exact: true }).click();
  await window.getByRole('button', { name: 'Replace and build' }).click();
  await expect(window.getByRole('region', { name: 'The build' })).toContainText('Nothing was kept');

  await window.getByText('Contents', { exact: true }).click();
  await window.getByRole('textbox', { name: 'Contents of brief' }).fill('By hand.');
  await window.getByRole('button', { name: 'Close New packet' }).click();
  await window.getByRole('button', { name: 'Go on writing' }).click();
  await expect(window.getByRole('textbox', { name: 'Contents of brief' })).toHaveValue('By hand.');
  await window.getByRole('button', { name: 'Close New packet' }).click();
  await window.getByRole('button', { name: 'Save and close' }).click();
  await window.getByRole('button', { name: /^New packet 1 slice/ }).click();
  await expect(window.getByRole('textbox', { name: 'Contents of brief' })).toHaveValue('By hand.');
});
