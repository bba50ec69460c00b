import type { Page } from 'playwright/test';
import { barriersIn } from './barriers.ts';
import { expect, test } from './window.ts';

const press = async (window: Page, ...keys: string[]): Promise<void> => {
  await window.locator('[data-place="canvas"]').focus();
  for (const key of keys) await window.keyboard.press(key);
};

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`In the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('drawing has no barrier that can be found by machine', async ({ window }) => {
      await expect(window.getByRole('application', { name: /^Canvas of/ })).toBeVisible();
      expect(await barriersIn(window)).toEqual([]);

      await press(window, 'ArrowRight');
      await expect(window.getByLabel('Time limit')).toBeVisible();
      expect(await barriersIn(window)).toEqual([]);

      await press(window, 'n');
      await expect(window.getByRole('dialog', { name: 'Add a step' })).toBeVisible();
      expect(await barriersIn(window)).toEqual([]);
      await window.keyboard.press('Escape');

      await press(window, '?');
      await expect(window.getByRole('dialog', { name: 'All keys' })).toBeVisible();
      expect(await barriersIn(window)).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);

      await press(window, 'Control+k');
      await expect(window.getByRole('dialog', { name: 'Find a command' })).toBeVisible();
      expect(await barriersIn(window)).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    });

    test('a flow with problems, and its JSON, have none either', async ({ window }) => {
      await press(window, 'n', '5');
      await window.getByRole('tab', { name: /^Problems/ }).click();
      await expect(window.getByRole('tabpanel', { name: 'Problems' }).getByRole('listitem').first()).toBeVisible();
      expect(await barriersIn(window)).toEqual([]);

      await window.getByText('JSON', { exact: true }).click();
      await expect(window.locator('.monaco-editor').first()).toContainText('atelier-flow/1');
      expect(await barriersIn(window)).toEqual([]);
    });
  });
