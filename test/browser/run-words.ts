import type { Page } from 'playwright/test';
import { expect } from './window.ts';

/** Opens the starter flow and waits for what its last run left. */
export async function openStarterFlow(window: Page): Promise<void> {
  const listed = window.getByRole('button', { name: /^Synthesize a session/ });
  await listed.first().click();
  await expect(window.getByRole('group', { name: 'Run' })).toBeVisible();
}

/** Presses Run and waits until the run asks for an answer. */
export async function runUntilAsked(window: Page): Promise<void> {
  await window.getByRole('group', { name: 'Run' }).getByRole('button', { name: 'Run', exact: true }).click();
  await expect(window.getByRole('region', { name: 'Your answer is needed' })).toBeVisible();
}

/** Gives an answer in the card and waits for the run's end. */
export async function answer(window: Page, outcome: string): Promise<void> {
  await window.getByRole('region', { name: 'Your answer is needed' }).getByRole('button', { name: outcome, exact: true }).click();
  await expect(window.getByRole('group', { name: 'Run' }).getByText('Succeeded')).toBeVisible();
}

/** How each step of the shown run stands, as the timeline says it: `Draft session notes: reused`. */
export async function timelineStory(window: Page): Promise<string[]> {
  const rows = window
    .getByRole('grid', { name: 'Steps of the run' })
    .getByRole('row')
    .filter({ has: window.getByRole('gridcell') });
  return rows.evaluateAll(elements =>
    elements
      .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map(
        row =>
          `${row.querySelector('[title]')?.textContent ?? ''}: ${[...row.querySelectorAll('.unseen')].map(each => each.textContent).find(text => text !== 'on the critical path') ?? ''}`,
      ),
  );
}

/** The AI stages of the starter flow, in the order in which they run. */
export const AI_STAGES = [
  'Draft session notes',
  'Draft journal notes',
  'Extract claims',
  'Terra grounds the claims',
  'Soqratic reviews',
  'Write the synthesis',
] as const;

/** The part of a story that tells of AI stages. */
export const stagesOf = (story: readonly string[]): string[] => story.filter(line => AI_STAGES.some(stage => line.startsWith(`${stage}:`)));
