import type { Locator, Page } from 'playwright/test';
import { barriersIn } from './barriers.ts';
import { expect, test } from './window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const canvas = (window: Page): Locator => window.getByRole('application', { name: /^Canvas of/ });
const inspector = (window: Page): Locator => window.getByRole('complementary', { name: 'Inspector' });

/** Goes to the first step of the starter flow by keyboard, and from there `far` links on. */
async function goTo(window: Page, far: number): Promise<void> {
  await window.getByText('Succeeded').first().waitFor();
  await canvas(window).focus();
  for (let step = 0; step <= far; step++) await window.keyboard.press('ArrowRight');
}

test('a condition is built in rows by keyboard, tried on the packets, and is the same as text', async ({ window }) => {
  const form = inspector(window);
  await goTo(window, 5);
  await expect(form.getByRole('button', { name: /^True for 1 of 1 packet/ })).toBeVisible();

  await form.getByRole('button', { name: 'Condition', exact: true }).focus();
  await window.keyboard.press('Enter');
  await form.getByRole('textbox', { name: 'Field of condition 3' }).focus();
  await window.keyboard.type('context.contes');
  await expect(form.getByRole('option', { name: /^contested/ })).toBeVisible();
  await window.keyboard.press('Enter');
  await window.keyboard.press('Tab');
  await form.getByRole('textbox', { name: 'Value of condition 3' }).fill('99');
  await window.keyboard.press('Enter');
  await expect(form.getByText('Now 3: false')).toBeVisible();
  await expect(form.getByRole('button', { name: /^True for 0 of 1 packet/ })).toBeVisible();
  expect(await barriersIn(window)).toEqual([]);

  await form.getByText('Text', { exact: true }).click();
  const text = form.getByRole('textbox', { name: /^Expression/ });
  await expect(text).toHaveValue(/ && context\.contested == 99$/);
  await text.fill('packet.program.participant.contains("M") ? true : context.nothing');
  await expect(form.getByText('At character 59: ', { exact: false })).toBeVisible();
  await window.keyboard.press('Control+Enter');
  await expect(form.getByText('Stays text: a choice with', { exact: false })).toBeVisible();

  await form
    .getByRole('button', { name: /packet/ })
    .first()
    .click();
  await form.getByRole('button', { name: /Maya, week 6/ }).click();
  for (let deed = 0; deed < 2; deed++) await window.getByRole('button', { name: /^Undo/ }).click();
  await expect(text).toHaveValue(/ && context\.grounded_share >= 0\.6$/);
  await form.getByText('Rows', { exact: true }).click();
  await expect(form.getByRole('textbox', { name: 'Field of condition 2' })).toHaveValue('context.grounded_share');
});

test('a variable is dragged into a text or written there by keyboard, and a form for people is made of fields', async ({ window }) => {
  const form = inspector(window);
  await goTo(window, 6);
  const ask = form.getByLabel('What to do');
  await ask.fill('Dear ');
  await form.getByRole('button', { name: 'Variables' }).click();

  await form.getByRole('treeitem', { name: /^grounded_share/ }).dragTo(ask);
  await expect(ask).toHaveValue(/\{\{ context\.grounded_share \}\}/);
  await form.getByRole('textbox', { name: 'Find a variable' }).fill('partici');
  await window.keyboard.press('ArrowDown');
  for (let row = 0; row < 2; row++) await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(ask).toHaveValue(/\{\{ packet\.program\.participant \}\}/);
  expect(await barriersIn(window)).toEqual([]);
  await form.getByRole('button', { name: 'Variables' }).click();

  const asked = form.getByLabel('What a new field asks');
  await asked.fill('Call back on');
  await window.keyboard.press('Enter');
  await form.getByLabel('What Call back on asks for').click();
  await window.getByRole('option', { name: 'Date', exact: true }).click();
  await form.getByRole('button', { name: 'Move Call back on up' }).click();
  await expect(form.getByRole('listitem').first()).toHaveAccessibleName('Call back on');
  expect(await barriersIn(window)).toEqual([]);

  await canvas(window).focus();
  await window.keyboard.press('Shift+ArrowRight');
  await expect(form.getByText(/^\d+ steps selected$/)).toBeVisible();
  expect(await barriersIn(window)).toEqual([]);
});
