import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './window.ts';

const GREETING = (prompt: string) => `---
name: greet
description: Greets somebody by what they wrote.
input:
  type: object
  required: [letter]
  properties: { letter: { type: string, title: Letter } }
output:
  type: object
  required: [questions]
  properties: { questions: { type: array, items: { type: string }, description: Questions. } }
---

${prompt}
`;

test('skills that a workspace brings are used once they are trusted, are tried, and follow their files', async ({ window, studio }) => {
  mkdirSync(join(studio.folder, 'skills', 'greet'), { recursive: true });
  writeFileSync(join(studio.folder, 'skills', 'greet', 'SKILL.md'), GREETING('Greet them.'));
  await studio.open(window);

  const question = window.getByRole('dialog', { name: /trust this workspace/ });
  await expect(question).toContainText('Greets somebody by what they wrote.');
  await question.getByRole('button', { name: 'Stay restricted' }).click();
  await window.getByRole('button', { name: 'Skills & products' }).click();
  await expect(window.getByRole('button', { name: /^Greet/ })).toBeHidden();
  await window.getByRole('contentinfo').getByRole('button', { name: 'Restricted' }).click();
  await question.getByRole('button', { name: 'Trust this workspace' }).click();
  await expect(window.getByRole('contentinfo').getByText('Restricted')).toBeHidden();

  await window.getByRole('button', { name: /^Greet/ }).click();
  await window.getByRole('textbox', { name: 'Letter' }).fill('We open on Monday. Who cleans the floor?');
  await window.getByRole('button', { name: 'Try it' }).click();
  await expect(window.getByRole('group', { name: 'Answer' })).toContainText('Who cleans the floor?');
  await expect(window.getByText('Questions from letter')).toBeVisible();

  await window.getByRole('textbox', { name: 'Prompt' }).focus();
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.insertText(' Read {{ input.lettre }}');
  await expect(window.getByRole('list', { name: 'Problems of the prompt' })).toContainText('Line 1: The prompt reads input.lettre');
  await expect(window.getByRole('button', { name: 'Save prompt' })).toBeDisabled();
  await window.getByRole('button', { name: 'Take back' }).click();

  writeFileSync(join(studio.folder, 'skills', 'greet', 'SKILL.md'), GREETING('Greet them from the disk.'));
  await expect(window.getByText('Greet them from the disk.')).toBeVisible();
});
