import { readdirSync, readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const canvas = (window: Page): Locator => window.getByRole('application', { name: /^Canvas of/ });
const inspector = (window: Page): Locator => window.getByRole('complementary', { name: 'Inspector' });
const state = (window: Page, word: string | RegExp): Locator => window.getByRole('banner').getByRole('status').filter({ hasText: word });

/** Goes to the first step of the starter flow by keyboard, and from there `far` links on. */
async function goTo(window: Page, far: number): Promise<void> {
  await canvas(window).focus();
  for (let step = 0; step <= far; step++) await window.keyboard.press('ArrowRight');
}

test('a step is edited in the form that its schemas make, and shows what its expressions give', async ({ window, studio }) => {
  await goTo(window, 0);
  await expect(inspector(window).getByText('= Session 6, Tuesday 10 November', { exact: false })).toBeVisible();

  await inspector(window).getByLabel('Title').fill('Notes of the session');
  await window.keyboard.press('Enter');
  await inspector(window).getByLabel('Time limit').fill('90000');
  await window.keyboard.press('Enter');

  await expect(canvas(window).getByTitle('Notes of the session')).toBeVisible();
  await expect(state(window, 'Saved')).toBeVisible();
  await studio.open(window);
  await goTo(window, 0);
  await expect(inspector(window).getByLabel('Title')).toHaveValue('Notes of the session');
  await expect(inspector(window).getByLabel('Time limit')).toHaveValue('90000');
});

test('what is typed wrong stays in its field and says why; Escape takes it back', async ({ window }) => {
  await goTo(window, 0);
  const limit = inspector(window).getByLabel('Time limit');

  await limit.fill('soon');
  await window.keyboard.press('Enter');
  await expect(inspector(window).getByText('“soon” is not a number. Write digits, for instance 1500.')).toBeVisible();
  await expect(limit).toHaveValue('soon');

  await limit.focus();
  await window.keyboard.press('Escape');
  await expect(limit).toHaveValue('120000');
  await expect(window.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('Enter goes from the canvas into the form and Escape back, and walking on leaves the keyboard on the canvas', async ({ window }) => {
  await goTo(window, 0);
  await window.keyboard.press('Enter');
  await expect(inspector(window).getByLabel('Title')).toBeFocused();

  await window.keyboard.press('Escape');
  await expect(canvas(window)).toBeFocused();
  await window.keyboard.press('ArrowRight');
  await expect(inspector(window).getByLabel('Title')).toHaveValue('Draft journal notes');
  await expect(canvas(window)).toBeFocused();
});

test('letters typed into a field run no command', async ({ window }) => {
  await goTo(window, 0);
  const before = await canvas(window).getAttribute('aria-label');

  await inspector(window).getByLabel('Title').fill('');
  await window.keyboard.type('Nacd1');
  await window.keyboard.press('Tab');

  await expect(inspector(window).getByLabel('Title')).toHaveValue('Nacd1');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(canvas(window)).toHaveAccessibleName(before ?? '');
});

test('an expression that does not parse is a problem on the card, in the list and beside its field', async ({ window }) => {
  await goTo(window, 5);
  await inspector(window).getByText('Text', { exact: true }).click();
  const expression = inspector(window).getByRole('textbox', { name: /^Expression/ });
  await expression.fill('context.score >');
  await window.keyboard.press('Enter');

  await expect(window.getByRole('tab', { name: /^Problems 1/ })).toBeVisible();
  await window.getByRole('tab', { name: /^Problems/ }).click();
  await canvas(window).focus();
  await window.keyboard.press('Escape');
  await window.getByRole('tabpanel', { name: 'Problems' }).getByRole('button').first().click();

  await expect(expression).toBeFocused();
  await expect(inspector(window).getByRole('alert')).toBeVisible();
});

test('the packet a flow asks for is changed in its own form', async ({ window }) => {
  await window.getByRole('button', { name: 'New flow' }).click();
  await window.getByRole('dialog', { name: 'New flow' }).getByRole('textbox', { name: 'Name', exact: true }).fill('Slices');
  await window.getByRole('button', { name: 'Make the flow' }).click();
  const slice = inspector(window).getByRole('textbox', { name: 'Slice', exact: true });

  await inspector(window).getByLabel('Name of a new slice').fill('my notes');
  await inspector(window).getByRole('button', { name: 'Add slice' }).click();
  await expect(inspector(window).getByText('A name has letters, digits and _', { exact: false })).toBeVisible();
  await inspector(window).getByLabel('Name of a new slice').fill('notes');
  await window.keyboard.press('Enter');
  await expect(slice).toHaveValue('notes');

  await slice.fill('journal');
  await window.keyboard.press('Enter');
  await inspector(window).getByRole('button', { name: 'Remove the slice journal' }).click();
  await expect(slice).toHaveCount(0);
  for (let deed = 0; deed < 2; deed++) await window.getByRole('button', { name: /^Undo/ }).click();
  await expect(slice).toHaveValue('notes');
});

test('the flow is edited as JSON in the same history; a broken text leaves the last good drawing', async ({ window }) => {
  await window.getByText('JSON', { exact: true }).click();
  const editor = window.locator('.monaco-editor').first();
  await expect(editor).toContainText('atelier-flow/1');
  await editor.click();
  await window.keyboard.press('Control+Home');
  await window.keyboard.type('x');
  await expect(window.getByText('The drawing shows the last text that was a flow.', { exact: false })).toBeVisible();
  await window.keyboard.press('Backspace');
  await expect(window.getByText('The drawing shows the last text that was a flow.', { exact: false })).toHaveCount(0);

  for (const _line of ['format', 'name']) await window.keyboard.press('ArrowDown');
  await window.keyboard.press('End');
  await window.keyboard.press('ArrowLeft');
  await window.keyboard.press('ArrowLeft');
  await window.keyboard.type(' twice');
  await expect(window.getByLabel('Name of the flow')).toHaveValue('Synthesize a session twice');

  await window.getByText('Canvas', { exact: true }).click();
  await window.getByRole('button', { name: 'Undo: edit as JSON' }).click();
  await expect(window.getByLabel('Name of the flow')).toHaveValue('Synthesize a session');
});

test('nothing is lost when the engine goes away: what was drawn meanwhile is offered when it is back', async ({ window, studio }) => {
  await goTo(window, 0);
  await studio.stop();
  await expect(window.getByText('The engine is not answering; trying again…', { exact: false }).first()).toBeVisible();

  await window.keyboard.press('F2');
  await window.keyboard.type('Drawn in the dark');
  await window.keyboard.press('Enter');
  await expect(state(window, 'Not saved')).toBeVisible();

  studio.complaints.length = 0;
  await studio.start();
  await studio.open(window);
  await window.getByRole('button', { name: 'Take them up' }).click();
  await expect(canvas(window).getByTitle('Drawn in the dark')).toBeVisible();
  await expect(state(window, 'Saved')).toBeVisible();
  studio.complaints.length = 0;
});

test('two windows do not overwrite each other: the later one is asked, and both drawings stay', async ({ window, studio, browser }) => {
  const later = await browser.newPage();
  await later.clock.install();
  await studio.open(later);
  await expect(canvas(later)).toBeVisible();
  const rename = async (page: Page, name: string) => {
    await page.getByLabel('Name of the flow').fill(name);
    await page.getByLabel('Name of the flow').blur();
  };

  // Its time stands still, so that its save waits until the other window has saved.
  await later.clock.pauseAt(Date.now() + 60_000);
  await rename(later, 'Mine');
  await expect(state(later, 'Saving…')).toBeVisible();
  await rename(window, 'Theirs');
  await expect(state(window, 'Saved')).toBeVisible();
  await later.clock.resume();

  await expect(later.getByRole('dialog', { name: 'This flow was saved elsewhere' })).toBeVisible();
  await later.getByRole('button', { name: 'Keep mine as a copy' }).click();
  await expect(later.getByLabel('Name of the flow')).toHaveValue('Theirs');
  await expect(later.getByRole('button', { name: /^Mine \(my copy\)/ })).toBeVisible();
  await later.close();
});

test('a flow file is taken in; one that is broken says why, and changes nothing', async ({ window, studio }) => {
  const files = window.getByLabel('Flow files to import');
  await files.setInputFiles({
    name: 'broken.flow.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{ "format": "atelier-flow/1", "steps": 7 }'),
  });
  await expect(window.getByRole('dialog', { name: 'broken.flow.json was not imported' })).toBeVisible();
  await window.getByRole('button', { name: 'Done', exact: true }).click();

  const shipped = readFileSync(new URL('../../resources/flows/onboarding.flow.json', import.meta.url), 'utf8').replace(
    '"Onboard a partner"',
    '"Onboard again"',
  );
  await files.setInputFiles({ name: 'again.flow.json', mimeType: 'application/json', buffer: Buffer.from(shipped) });
  await expect(canvas(window)).toHaveAccessibleName(/^Canvas of Onboard again: 11 steps/);
  expect(readdirSync(studio.folder)).not.toContain('broken.flow.json');
});

test('the finder goes to a step, and the sheet lists all keys', async ({ window }) => {
  await canvas(window).focus();
  await window.keyboard.press('Control+k');
  await window.keyboard.type('facilitator');
  await window.keyboard.press('Enter');
  await expect(inspector(window).getByLabel('Title')).toHaveValue('Facilitator decides');

  await canvas(window).focus();
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'All keys' })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog', { name: 'All keys' })).toHaveCount(0);
});

test('a window of an earlier start says that it is one', async ({ window, studio }) => {
  await expect(canvas(window)).toBeVisible();
  await studio.stop();
  await studio.start();

  await expect(window.getByText('Atelier was started anew', { exact: false })).toBeVisible();
  studio.complaints.length = 0;
  await studio.open(window);
  await expect(canvas(window)).toBeVisible();
  studio.complaints.length = 0;
});
