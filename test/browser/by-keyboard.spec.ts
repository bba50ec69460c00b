import type { Locator, Page } from 'playwright/test';
import { expect, test } from './window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const press = async (window: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await window.keyboard.press(key);
};

/** Presses a key until a part of the window has the keyboard. */
async function pressUntil(window: Page, key: string, isThere: Locator): Promise<void> {
  for (let times = 0; times < 40; times++) {
    if (await isThere.evaluate(element => element === document.activeElement)) return;
    await press(window, key);
  }
  throw new Error(`${key} does not come to ${String(isThere)}.`);
}

/** The parts of the window that F6 comes to, one after another. */
async function partsAround(window: Page, count: number): Promise<(string | undefined)[]> {
  const parts: (string | undefined)[] = [];
  for (let times = 0; times < count; times++) {
    await press(window, 'F6');
    parts.push(
      await window.evaluate(() => {
        const around = document.querySelectorAll<HTMLElement>('header, nav, aside, [data-part], [data-place]');
        const part = [...around].find(one => one.contains(document.activeElement));
        return part?.dataset['part'] ?? part?.dataset['place'] ?? part?.localName;
      }),
    );
  }
  return parts;
}

/** Adds a step after the selected one, chosen by its name, and fills in one field of its form. */
async function addStep(window: Page, place: Locator, { add, called, field, text }: Record<'add' | 'called' | 'field' | 'text', string>) {
  await press(window, add);
  await expect(window.getByRole('dialog', { name: 'Add a step' }).getByRole('combobox')).toBeFocused();
  await window.keyboard.type(called);
  await press(window, 'Enter');
  await expect(place).toBeFocused();
  await fillField(window, place, field, text);
}

async function fillField(window: Page, place: Locator, field: string, text: string): Promise<void> {
  const inspector = window.getByRole('complementary', { name: 'Inspector' });
  await press(window, (await place.getAttribute('role')) === 'tree' ? 'e' : 'Enter');
  await expect(inspector.getByLabel('Title')).toBeFocused();
  const wished = inspector.getByRole('textbox', { name: field, exact: true });
  await pressUntil(window, 'Tab', wished);
  await press(window, 'Control+a');
  await window.keyboard.type(text);
  // Once the completion is closed, Tab keeps what was typed; Escape then goes back to the flow.
  await press(window, 'Tab');
  await pressUntil(window, 'F6', place);
}

/** Runs the draft as it is now, and waits until that run has succeeded. */
async function run(window: Page): Promise<void> {
  await press(window, 'Control+Enter');
  await expect(window.getByText('This run used an older drawing')).toHaveCount(0);
  await expect(window.getByRole('group', { name: 'Run' }).getByText('Succeeded')).toBeVisible();
}

for (const view of ['canvas', 'outline'] as const)
  test(`a flow is built, run, changed, run again and compared by keyboard alone, in the ${view}`, async ({ window }) => {
    const place =
      view === 'canvas'
        ? window.getByRole('application', { name: /^Canvas of By keys/ })
        : window.getByRole('tree', { name: /^Outline of By keys/ });
    await expect(window.getByRole('application', { name: /^Canvas of/ })).toBeVisible();
    await press(window, 'Alt+n');
    await expect(window.getByRole('dialog', { name: 'New flow' }).getByRole('textbox', { name: 'Name' })).toBeFocused();
    await window.keyboard.type('By keys');
    await press(window, 'Enter');
    await expect(window.getByLabel('Name of the flow')).toHaveValue('By keys');
    await expect(window.getByRole('dialog')).toHaveCount(0);
    if (view === 'outline') await press(window, 'Control+e');
    await expect(place).toBeVisible();
    await pressUntil(window, 'F6', place);
    expect(await partsAround(window, 6)).toEqual(['bottom', 'aside', 'header', 'nav', 'side', view]);

    await addStep(window, place, { add: 'n', called: 'screen organisation', field: 'Name', text: 'Harbour Kitchen' });
    await addStep(window, place, { add: 'a', called: 'withdraw', field: 'Proposal id', text: 'p-1' });
    await press(window, 'F2');
    await window.keyboard.type('Take it back');
    await press(window, 'Enter');
    await expect(place.getByText('Take it back', { exact: true })).toBeVisible();

    await run(window);
    await fillField(window, place, 'Proposal id', 'p-2');
    await expect(window.getByText('This run used an older drawing')).toBeVisible();
    await run(window);

    await press(window, 'Control+k');
    await window.keyboard.type('compare the last two runs');
    await press(window, 'Enter');
    const comparison = window.getByRole('article', { name: 'Comparison of two runs' });
    await expect(comparison.getByRole('region', { name: 'First divergence' })).toContainText('Take it back');
  });
