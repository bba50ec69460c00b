import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { openStarterFlow, runUntilAsked } from './run-words.ts';
import { expect, test } from './window.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** 1440 × 900 at 200 %. */
const ZOOMED = { width: 720, height: 450 };

/** What axe finds wrong in a part of the window, a line each. The themes differ in colours alone: for the dark one contrast is looked at. */
async function barriers(window: Page, part: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await expect(window.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toHaveCount(1);
    // There are no frames; without them axe needs no second page to gather what it found.
    const axe = new AxeBuilder({ page: window }).include(part).setLegacyMode();
    const { violations } = await (colorScheme === 'light' ? axe.withTags(WCAG) : axe.withRules(['color-contrast'])).analyze();
    for (const { id, nodes } of violations)
      found.push(...nodes.map(node => `${colorScheme} ${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
  }
  return found;
}

/** Goes where an address leads, without opening the window anew. */
async function goTo(window: Page, address: string): Promise<void> {
  await window.evaluate(fragment => {
    location.hash = fragment;
  }, address);
  await expect(window.locator('main').getByRole('status', { name: 'Reading' })).toHaveCount(0);
}

/** What can be pressed or written but lies where nobody can come: outside the window, or cut off by a part that does not scroll. */
const outOfReach = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const hidden = (element: Element): boolean => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      if (right - left === 0 || bottom - top === 0) return false;
      for (let at = element.parentElement; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip' || at === document.body;
        if (cuts(style.overflowX) && (left >= box.right - 4 || right <= box.left + 4)) return true;
        if (cuts(style.overflowY) && (top >= box.bottom - 4 || bottom <= box.top + 4)) return true;
        // What scrolls brings its contents to where it stands itself.
        if (/auto|scroll/.test(style.overflowX)) [left, right] = [box.left, box.right];
        if (/auto|scroll/.test(style.overflowY)) [top, bottom] = [box.top, box.bottom];
        if (style.position === 'fixed') return false;
      }
      return false;
    };
    const all = [...document.querySelectorAll('button, input, select, textarea, a[href], [role="tab"], [role="tree"]')].filter(
      element => element.closest('.react-flow, .monaco-editor, .unseen, [aria-hidden="true"]') === null && element.checkVisibility(),
    );
    return all.filter(hidden).map(element => element.getAttribute('aria-label') ?? element.textContent);
  });

const FLOW = '#/flow/synthesize-session';
const PAGES = [
  '#/models/settings',
  '#/observatory-page/charts',
  '#/observatory-page/ledger',
  '#/observatory-page/trace',
  '#/observatory-page/question%20new',
  '#/packet/session-maya-week-6',
  '#/skill/synthesis.compose',
  '#/product/janice',
  '#/all-runs/',
  '#/nothing/there',
];

test('no screen has a barrier that can be found by machine, in light and in dark, and at 200 % everything can be reached', async ({
  window,
}) => {
  test.setTimeout(600_000);
  const faults: string[] = [];
  const look = async (screen: string, part: string) => {
    faults.push(...(await barriers(window, part)).map(line => `${screen}: ${line}`));
  };
  const canvas = window.locator('[data-place="canvas"]');
  const dialog = async (key: string, name: RegExp) => {
    await canvas.focus();
    await window.keyboard.press(key);
    await expect(window.getByRole('dialog', { name })).toBeVisible();
    await look(key, '[role="dialog"]');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog', { name })).toHaveCount(0);
  };
  // An artefact with its source; then a run that asks, whose stages were reused.
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Artefact', exact: true }).click();
  await window.getByRole('button', { name: /^Citation 1 from / }).click();
  await expect(window.locator('mark')).toBeVisible();
  await look('artefact', 'main');
  const artefact = await window.evaluate(() => location.hash);
  await goTo(window, FLOW);
  await runUntilAsked(window);
  await look('canvas and a question', 'body');
  await dialog('n', /^Add a step/);
  await dialog('?', /^All keys/);
  await dialog('Control+k', /^Find a command/);
  await dialog('Control+Shift+S', /^Publish/);

  // The outline with a problem in it and a step that is being connected by name; then the same flow as JSON.
  await window.keyboard.press('Control+e');
  await window.getByRole('tree', { name: /^Outline of/ }).focus();
  for (const key of ['a', '5']) await window.keyboard.press(key);
  await expect(window.getByRole('tab', { name: /^Problems \d/ })).toBeVisible();
  await window.keyboard.press('c');
  await look('outline', 'main');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+e');
  await expect(window.getByRole('list', { name: 'Problems in the text' })).toBeVisible();
  await look('JSON', 'main');
  await window.keyboard.press('Control+Shift+E');

  for (const region of ['Bottom panel', 'Inspector']) {
    const tabs = window.getByRole('tablist', { name: region }).getByRole('tab');
    for (let at = 0; at < (await tabs.count()); at++) {
      await tabs.nth(at).click();
      await expect(tabs.nth(at)).toHaveAttribute('aria-selected', 'true');
      await look(`${region} ${at}`, `[aria-label="${region}"]`);
    }
  }
  const rail = window.getByRole('navigation', { name: 'Side panels' }).getByRole('button');
  for (let at = 1; at < (await rail.count()) - 1; at++) {
    await rail.nth(at).click();
    await window.mouse.move(700, 400);
    await look(`side panel ${at}`, 'nav + div section[aria-label]');
  }
  for (const address of PAGES) {
    await goTo(window, address);
    await look(address, 'main');
  }

  await window.keyboard.press('Control+k');
  await window.keyboard.type('compare the last two runs');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('article', { name: 'Comparison of two runs' }).getByRole('region', { name: 'Figures' })).toBeVisible();
  await look('comparison', 'main');

  await window.setViewportSize(ZOOMED);
  for (const address of [artefact, ...PAGES, FLOW]) {
    await goTo(window, address);
    faults.push(...(await outOfReach(window)).map(words => `${address} at 200 %: ${words}`));
  }
  for (const view of ['outline', 'json', 'canvas']) {
    await window.keyboard.press('Control+e');
    faults.push(...(await outOfReach(window)).map(words => `${view} at 200 %: ${words}`));
  }
  expect(faults).toEqual([]);
});
