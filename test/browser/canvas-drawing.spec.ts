import type { Locator, Page } from 'playwright/test';
import { expect, test } from './window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const canvas = (window: Page): Locator => window.getByRole('application', { name: /^Canvas of/ });
const holds = (window: Page, steps: number, links: number) =>
  expect(canvas(window)).toHaveAccessibleName(new RegExp(`: ${steps} steps, ${links} links?$`));
const undone = async (window: Page, label: string): Promise<void> => {
  await window.getByRole('button', { name: `Undo: ${label}`, exact: true }).click();
};

test('steps are copied, cut and put back with their links, and taken to another flow, all by keyboard', async ({ window }) => {
  await canvas(window).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Control+x']) await window.keyboard.press(key);
  await holds(window, 13, 14);
  await window.keyboard.press('Control+Shift+V');
  await holds(window, 14, 16);
  await window.keyboard.press('Control+c');
  await window.keyboard.press('Control+v');
  await holds(window, 15, 16);
  await undone(window, 'paste 1 step');
  await holds(window, 14, 16);

  await window.getByRole('button', { name: 'New flow' }).click();
  await window.getByRole('dialog', { name: 'New flow' }).getByRole('textbox', { name: 'Name', exact: true }).fill('Elsewhere');
  await window.getByRole('button', { name: 'Make the flow' }).click();
  await expect(canvas(window)).toHaveAccessibleName('Canvas of Elsewhere: 0 steps, 0 links');
  await canvas(window).focus();
  await window.keyboard.press('Control+v');
  await expect(canvas(window)).toHaveAccessibleName('Canvas of Elsewhere: 1 step, 0 links');
  await expect(window.getByText('nowhere in this flow', { exact: false }).first()).toBeVisible();
});

test('the drawing is tidied, grouped, noted and searched, each as one deed', async ({ window }) => {
  await canvas(window).focus();
  await window.keyboard.press('Alt+Shift+T');
  await undone(window, 'tidy the drawing');

  await canvas(window).focus();
  await window.keyboard.press('ArrowRight');
  await window.keyboard.press('Control+g');
  await window.getByLabel('Title of the group').fill('Beginning');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('group', { name: 'Group Beginning' })).toBeVisible();

  await window.keyboard.press('Shift+N');
  await window.getByLabel('Text of the note, in Markdown').fill('**Why** <b>not</b>');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('note').filter({ hasText: 'Why <b>not</b>' }).locator('strong')).toHaveText('Why');

  await window.keyboard.press('Control+f');
  await window.keyboard.type('facilitator');
  await expect(window.getByRole('list', { name: 'Where it was found' }).getByRole('listitem')).not.toHaveCount(0);
  await window.getByLabel('Replace with').fill('moderator');
  await window.getByRole('button', { name: 'Replace all' }).click();
  await expect(window.getByText('Not found')).toBeVisible();
  await undone(window, 'replace “facilitator”');
  await expect(window.getByText('Not found')).toHaveCount(0);
});
