import type { Locator, Page } from 'playwright/test';
import { expect, test } from './window.ts';

// Views that glide would move under the hand; that they do is a matter of taste, where they end is not.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const KINDS = ['Sage skill', 'Human task', 'Product action', 'Event wait', 'Gate'] as const;

const canvas = (window: Page): Locator => window.getByRole('application', { name: /^Canvas of/ });
const cards = (window: Page): Locator => window.locator('.react-flow__node');
const card = (window: Page, title: string): Locator => cards(window).filter({ hasText: title });
const edges = (window: Page): Locator => window.locator('.react-flow__edge');
/** Counted by the canvas's name: what is out of view is not drawn. */
const holds = (window: Page, steps: string, links: string) =>
  expect(canvas(window)).toHaveAccessibleName(new RegExp(`: ${steps}, ${links}$`));
const saved = (window: Page) => expect(window.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();

/** An empty flow of its own, in front. */
async function newFlow(window: Page, name: string): Promise<void> {
  await window.getByRole('button', { name: 'New flow' }).click();
  await window.getByRole('dialog', { name: 'New flow' }).getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await window.getByRole('button', { name: 'Make the flow' }).click();
  await expect(canvas(window)).toHaveAccessibleName(`Canvas of ${name}: 0 steps, 0 links`);
}

/** Two steps, standing apart and not linked. */
async function twoSteps(window: Page, name: string): Promise<void> {
  await newFlow(window, name);
  const box = await boxOf(canvas(window));
  for (const [kind, x] of [
    ['Add sage skill', 140],
    ['Add gate', 520],
  ] as const)
    await window.getByRole('button', { name: kind }).dragTo(canvas(window), { targetPosition: { x, y: box.height / 2 } });
  await holds(window, '2 steps', '\\d+ links?');
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on screen.');
  return box;
}

async function drag(window: Page, from: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const box = await boxOf(from);
  await window.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await window.mouse.down();
  await window.mouse.move(to.x - 20, to.y - 5, { steps: 4 });
  await window.mouse.move(to.x, to.y, { steps: 4 });
  await window.mouse.up();
}

/** The only link, in its middle; a level line has no height of its own. */
async function clickLink(window: Page): Promise<void> {
  const box = await boxOf(edges(window).locator('.react-flow__edge-path'));
  await window.mouse.click(box.x + box.width / 2 + 24, box.y + box.height / 2);
}

test('an empty flow says what to do, and does it', async ({ window }) => {
  await newFlow(window, 'Welcome a client');

  await window.getByRole('button', { name: 'Add the first step' }).click();
  await window.getByRole('option', { name: /^Human task/ }).click();

  await expect(card(window, 'Human task')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Add the first step' })).toHaveCount(0);
});

test('each kind of step is added by mouse, from the toolbox', async ({ window }) => {
  await newFlow(window, 'By mouse');

  for (const kind of KINDS) await window.getByRole('button', { name: `Add ${kind.toLowerCase()}` }).click();

  await holds(window, '5 steps', '\\d+ links?');
  await saved(window);
});

test('each kind of step is added by keyboard, each after the one before', async ({ window }) => {
  await newFlow(window, 'By keyboard');
  await canvas(window).focus();

  for (const digit of ['1', '2', '3', '4', '5']) {
    await window.keyboard.press('a');
    await window.keyboard.press(digit);
    await holds(window, digit === '1' ? '1 step' : `${digit} steps`, digit === '2' ? '1 link' : `${Number(digit) - 1} links`);
  }

  await window.keyboard.press('Control+1');
  for (const kind of KINDS) await expect(card(window, kind)).toHaveCount(1);
});

test('the palette finds a skill by typing, and opens where one double-clicks', async ({ window }) => {
  await newFlow(window, 'By name');
  const box = await boxOf(canvas(window));

  await window.mouse.dblclick(box.x + 400, box.y + 130);
  await window.keyboard.type('extract cl');
  await window.keyboard.press('Enter');

  await expect(card(window, 'extract_claims')).toBeVisible();
  const placed = await boxOf(cards(window).first());
  expect(Math.abs(placed.x + placed.width / 2 - box.x - 400)).toBeLessThan(10);
});

test('a step is dragged, and stays where it was left after the window is opened again', async ({ window, studio }) => {
  await twoSteps(window, 'Dragging');
  const before = await boxOf(card(window, 'Sage skill'));

  await drag(window, card(window, 'Sage skill'), { x: before.x + before.width / 2 + 80, y: before.y + before.height / 2 + 64 });
  await saved(window);
  const after = await boxOf(card(window, 'Sage skill'));
  expect([Math.round(after.x - before.x), Math.round(after.y - before.y)]).toEqual([80, 64]);

  await studio.open(window);
  await holds(window, '2 steps', '\\d+ links?');
  const [a, b] = [await boxOf(card(window, 'Sage skill')), await boxOf(card(window, 'Gate'))];
  const left = b.x - a.x;
  expect(Math.abs(left - (520 - 140 - 80) * (a.width / 240))).toBeLessThan(9);
});

test('steps are linked by hand, to a handle or to the body of a step, and unlinked with Delete', async ({ window }) => {
  await twoSteps(window, 'Linking');
  const gate = await boxOf(card(window, 'Gate'));
  const source = card(window, 'Sage skill').locator('.react-flow__handle.source');

  await drag(window, source, { x: gate.x + 3, y: gate.y + gate.height / 2 });
  await holds(window, '\\d+ steps?', '1 link');

  await clickLink(window);
  await window.keyboard.press('Delete');
  await holds(window, '\\d+ steps?', '0 links');

  await drag(window, source, { x: gate.x + gate.width / 2, y: gate.y + 20 });
  await holds(window, '\\d+ steps?', '1 link');
});

test('a link dropped on the empty canvas asks for the step that follows; both are one undo', async ({ window }) => {
  await twoSteps(window, 'Dropping');
  const gate = await boxOf(card(window, 'Gate'));

  await drag(window, card(window, 'Gate').locator('.react-flow__handle.source').first(), { x: gate.x + 100, y: gate.y - 110 });
  await expect(window.getByRole('dialog', { name: 'Add a step' })).toBeVisible();
  await window.keyboard.press('2');
  await holds(window, '3 steps', '1 link');

  await window.keyboard.press('Control+z');
  await holds(window, '2 steps', '0 links');
});

test('a step dropped on a link goes in between', async ({ window }) => {
  await twoSteps(window, 'Inserting');
  const gate = await boxOf(card(window, 'Gate'));
  await drag(window, card(window, 'Sage skill').locator('.react-flow__handle.source'), { x: gate.x + 3, y: gate.y + gate.height / 2 });
  const line = await boxOf(edges(window).locator('.react-flow__edge-path'));
  const surface = await boxOf(canvas(window));

  await window.getByRole('button', { name: 'Add human task' }).dragTo(canvas(window), {
    targetPosition: { x: line.x + line.width / 2 - surface.x, y: line.y - surface.y },
  });

  await holds(window, '3 steps', '2 links');
});

test('a link end is dragged to another step, and then off into nothing', async ({ window }) => {
  await twoSteps(window, 'Reconnecting');
  const gate = await boxOf(card(window, 'Gate'));
  await drag(window, card(window, 'Sage skill').locator('.react-flow__handle.source'), { x: gate.x + 3, y: gate.y + gate.height / 2 });
  await window.getByRole('button', { name: 'Add human task' }).dragTo(canvas(window), { targetPosition: { x: 380, y: 130 } });
  const human = await boxOf(card(window, 'Human task'));
  const nextStep = window.getByRole('combobox', { name: 'Next step' });

  await clickLink(window);
  await drag(window, edges(window).locator('.react-flow__edgeupdater-target'), { x: human.x + 3, y: human.y + human.height / 2 });
  await card(window, 'Sage skill').click();
  await expect(nextStep).toHaveValue('Human task');

  await drag(window, edges(window).locator('.react-flow__edgeupdater-target'), { x: human.x - 60, y: human.y + 290 });
  await expect(nextStep).toHaveValue('');
  await holds(window, '3 steps', '0 links');
});

test('several steps are taken with a frame, duplicated and deleted together', async ({ window }) => {
  await twoSteps(window, 'Several');
  const surface = await boxOf(canvas(window));
  await window.mouse.move(surface.x + 60, surface.y + 90);
  await window.mouse.down();
  await window.mouse.move(surface.x + surface.width - 60, surface.y + surface.height - 90, { steps: 6 });
  await window.mouse.up();
  await expect(window.getByRole('heading', { name: '2 steps selected' })).toBeVisible();

  await window.keyboard.press('Control+d');
  await holds(window, '4 steps', '\\d+ links?');
  await window.keyboard.press('Delete');
  await holds(window, '2 steps', '\\d+ links?');
});

test('everything that was done is undone and done again', async ({ window }) => {
  await newFlow(window, 'Undoing');
  await canvas(window).focus();
  for (const digit of ['1', '2', '5']) {
    await window.keyboard.press('a');
    await window.keyboard.press(digit);
    await expect(card(window, digit === '1' ? 'Sage skill' : digit === '2' ? 'Human task' : 'Gate')).toBeVisible();
  }
  await window.keyboard.press('F2');
  await window.keyboard.type('Good enough?');
  await window.keyboard.press('Enter');
  await window.keyboard.press('ArrowLeft');
  await window.keyboard.press('Control+Delete');
  await holds(window, '2 steps', '1 link');

  for (let deed = 0; deed < 5; deed++) await window.keyboard.press('Control+z');
  await holds(window, '0 steps', '\\d+ links?');
  await expect(window.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();

  for (let deed = 0; deed < 5; deed++) await window.keyboard.press('Control+Shift+z');
  await holds(window, '2 steps', '\\d+ links?');
  await expect(card(window, 'Good enough?')).toBeVisible();
  await saved(window);
});
