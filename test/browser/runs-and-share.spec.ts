import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { openStarterFlow } from './run-words.ts';
import { expect, test } from './window.ts';

const at = (window: Page, fragment: string) =>
  window.evaluate(hash => {
    location.hash = hash;
  }, fragment);

/** Saves from the dialog that is open, and gives the file. */
async function saved(window: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([window.waitForEvent('download'), window.getByRole('button', { name: button }).click()]);
  return readFileSync(await download.path());
}

test('a run is found and opened by its address, and its drawing leaves as a picture that opens anywhere', async ({ window, context }) => {
  // Pictures of 14 steps are drawn, and every colour of two pages is looked at.
  test.slow();
  await window.emulateMedia({ reducedMotion: 'reduce' });
  await openStarterFlow(window);
  await at(window, '#/all-runs/state/succeeded/flow/synthesize-session');
  await window
    .getByRole('list', { name: 'Runs', exact: true })
    .getByRole('button', { name: /^Succeeded/ })
    .click();
  const run = window.getByRole('article', { name: 'Run of Synthesize a session' });
  await expect(run.getByText(/^All steps done/)).toBeVisible();
  const address = await window.evaluate(() => location.hash);
  expect(address).toMatch(/^#\/run\/run_/);

  await window
    .getByRole('button', { name: /^Review a quarter/ })
    .first()
    .click();
  await expect(window.getByText('Draft the quarter’s notes').first()).toBeVisible();
  await at(window, address);
  await expect(run.getByText('Draft session notes')).toBeVisible();
  await expect(window.getByRole('grid', { name: 'Steps of the run' }).getByText('Draft session notes')).toBeVisible();

  const { png, svg } = await pictures(window);
  const file = await context.newPage();
  await file.setContent(svg.toString());
  await expect(file.getByText('Write the synthesis', { exact: true })).toBeVisible();
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(1500);

  for (const page of ['#/all-runs/', '#/bus/bus']) {
    await at(window, page);
    await expect(window.locator('main article')).toBeVisible();
    const { violations } = await new AxeBuilder({ page: window })
      .include('main article')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect([page, ...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)]).toEqual([page]);
  }
});

/** The drawing in both formats. */
async function pictures(window: Page): Promise<{ readonly svg: Buffer; readonly png: Buffer }> {
  await window.keyboard.press('Control+p');
  const png = await saved(window, 'Save the drawing');
  await window.keyboard.press('Control+p');
  await window.getByText('SVG drawing').click();
  return { png, svg: await saved(window, 'Save the drawing') };
}
