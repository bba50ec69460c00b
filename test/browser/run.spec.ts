import { AI_STAGES, answer, openStarterFlow, runUntilAsked, stagesOf, timelineStory } from './run-words.ts';
import { expect, test } from './window.ts';

test('a new workspace shows a finished run at once, and its artefact with the evidence of each claim', async ({ window }) => {
  await openStarterFlow(window);
  await expect(window.getByRole('group', { name: 'Run' }).getByText('Succeeded')).toBeVisible();

  await window.getByRole('button', { name: 'Artefact', exact: true }).click();
  const document = window.getByRole('article', { name: /^Synthesis/ });
  await expect(document.getByRole('heading', { level: 1 })).toBeVisible();
  const citation = document.getByRole('button', { name: /^Citation 2 from / });
  const quote = await citation.getAttribute('title');
  await citation.click();

  const source = window.getByRole('complementary', { name: 'Source of citation 2' });
  await expect(source.locator('mark')).toHaveText(quote ?? 'a quote');
  await expect(source.locator('mark')).toBeInViewport();
});

test('a contested claim says so with a word and a shape', async ({ window }) => {
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Artefact', exact: true }).click();

  const contested = window.getByRole('article', { name: /^Synthesis/ }).getByText('Contested', { exact: true });
  await expect(contested.first()).toBeVisible();
  await expect(contested.first().locator('svg')).toBeVisible();
});

test('a human step asks in the window and the run goes on with the answer', async ({ window }) => {
  await openStarterFlow(window);
  await runUntilAsked(window);
  await expect(window.getByRole('button', { name: 'Inbox (1)' })).toBeVisible();

  await window.getByLabel('Comment').fill('Read and agreed.');
  await answer(window, 'Write the synthesis');

  await expect(window.getByText(/answered “Write the synthesis” after .*: “Read and agreed\.”/)).toBeVisible();
  await expect(window.getByRole('button', { name: 'Inbox', exact: true })).toBeVisible();
});

test('a second run reuses every AI stage and leads to the run each answer came from', async ({ window }) => {
  await openStarterFlow(window);
  await runUntilAsked(window);
  await answer(window, 'Write the synthesis');

  expect(stagesOf(await timelineStory(window))).toEqual(AI_STAGES.map(stage => `${stage}: reused`));

  await window.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = window.getByRole('list', { name: /^Runs of/ }).getByRole('button');
  await expect(runs).toHaveCount(2);
  await expect(runs.first()).toHaveAttribute('aria-current', 'true');
  await window
    .getByRole('grid', { name: 'Steps of the run' })
    .getByRole('button', { name: /reused|the run of/ })
    .first()
    .click();
  await expect(runs.last()).toHaveAttribute('aria-current', 'true');
});

test('a change of one slice runs what read it, and nothing that did not', async ({ window }) => {
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Open this packet' }).click();
  await window.getByRole('tab', { name: /^journal/ }).click();
  await expect(window.getByText('“journal” is marked sensitive')).toBeVisible();
  await window.getByRole('button', { name: 'Show it' }).click();
  const journal = window.getByRole('textbox', { name: 'Contents of journal' });
  await journal.fill(`${await journal.inputValue()}\n\nSunday. I called Kofler's again and they will join the test for two evenings.`);
  await window.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();

  await runUntilAsked(window);
  await answer(window, 'Write the synthesis');

  const story = stagesOf(await timelineStory(window));
  expect(story[0]).toBe('Draft session notes: reused');
  expect(story[1]).toBe('Draft journal notes: done');
  expect(story.at(-1)).toBe('Write the synthesis: done');
});

test('a run uses what was typed into its packet, saved or not', async ({ window }) => {
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Open this packet' }).click();
  await window.getByRole('tab', { name: /^journal/ }).click();
  await window.getByRole('button', { name: 'Show it' }).click();
  const journal = window.getByRole('textbox', { name: 'Contents of journal' });
  await journal.fill(`${await journal.inputValue()}\n\nSunday. I rested.`);

  await runUntilAsked(window);

  expect(await timelineStory(window)).toContain('Draft journal notes: done');
  await expect(window.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
});

test('a change of the synthesis prompt runs the synthesis alone', async ({ window }) => {
  await openStarterFlow(window);
  await window.getByRole('button', { name: 'Skills & products' }).click();
  await window.getByRole('button', { name: /^Synthesis · compose/ }).click();
  await window.getByRole('textbox', { name: 'Prompt' }).focus();
  await window.keyboard.press('ControlOrMeta+A');
  await window.keyboard.insertText('## In short\nWhat was agreed. At most 3.');
  await window.getByRole('button', { name: 'Save as this workspace’s own' }).click();
  await expect(window.getByText('Edited in this workspace')).toBeVisible();

  await runUntilAsked(window);
  await answer(window, 'Write the synthesis');

  expect(stagesOf(await timelineStory(window))).toEqual(
    AI_STAGES.map(stage => `${stage}: ${stage === 'Write the synthesis' ? 'done' : 'reused'}`),
  );

  await window.getByRole('button', { name: 'Take the shipped prompt back' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Take the shipped prompt back' }).click();
  await expect(window.getByText('Edited in this workspace')).toBeHidden();
});

test('a run that waits survives a restart of the host, and is answered afterwards', async ({ window, studio }) => {
  await openStarterFlow(window);
  await runUntilAsked(window);

  await studio.stop();
  await studio.start();
  await studio.open(window);
  studio.complaints.length = 0; // the page said that its wire was cut, as it should

  await window.getByRole('button', { name: 'Inbox (1)' }).click();
  await window.getByRole('button', { name: /^Read the verdicts/ }).click();
  await answer(window, 'Write the synthesis');
});

test('a run of an older drawing says so until the drawing is as it was', async ({ window }) => {
  await openStarterFlow(window);
  await expect(window.getByText('This run used an older drawing')).toBeHidden();

  await window.getByLabel('What it is for').first().fill('Something else altogether.');
  await window.getByLabel('What it is for').first().blur();

  await expect(window.getByText('This run used an older drawing')).toBeVisible();
  await window.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(window.getByText('This run used an older drawing')).toBeHidden();
});
