import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds wrong in parts of the window (CSS selectors; without any the whole of it) as it stands, a line each. Only what is wrong is put
 * together, and without a selector for each element, which halves the time: the element stands in the line itself. There are no frames.
 */
export async function barriersIn(window: Page, ...parts: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], selectors: false, runOnly: { type: 'tag', values: WCAG } });
  for (const part of parts) axe.include(part);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}
