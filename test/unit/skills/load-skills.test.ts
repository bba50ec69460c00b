import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { leapingMs } from '../../leaping-clock.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '../../../engine/base/result.ts';
import type { CodedSkill } from '../../../engine/skills/coded-skill.ts';
import { openSkills } from '../../../engine/skills/load-skills.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'skills-'))));
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const skillMd = (name: string, more = '', prompt = 'Do it.') => `---\nname: ${name}\ndescription: Does it.\n${more}---\n\n${prompt}\n`;

const counting: CodedSkill = {
  name: 'count',
  codeVersion: 'count-1',
  policyHash: null,
  modelFree: true,
  run: () => Promise.resolve(ok({ output: {}, citations: 0, claims: null, artefact: null })),
};

const open = () =>
  openSkills({
    shippedFolder: join(root, 'shipped'),
    workspaceFolder: join(root, 'own'),
    coded: [counting],
    nowMs: leapingMs(),
    writeWhole: async (path, text) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
  });

it('lists shipped and own skills by name, and joins code by name', () => {
  put('shipped/greet/SKILL.md', skillMd('greet', 'model: fast\n'));
  put('shipped/count/SKILL.md', skillMd('count', 'code: true\neffect: pure\n'));
  put('own/bake/SKILL.md', skillMd('bake'));

  const skills = open();

  expect(skills.problems()).toEqual([]);
  expect(skills.list().map(({ name, kind, modelFree, codeVersion }) => [name, kind, modelFree, codeVersion])).toEqual([
    ['bake', 'prompt', false, 'prompt-1'],
    ['count', 'coded', true, 'count-1'],
    ['greet', 'prompt', false, 'prompt-1'],
  ]);
  expect(skills.find('greet')).toMatchObject({ title: 'Greet', modelClass: 'fast', effect: 'llm', prompt: 'Do it.' });
  expect(skills.find('sing')).toBeUndefined();
});

it('puts the workspace’s prompt in place of the shipped one, changes only its hash, and takes the shipped one back', async () => {
  put('shipped/count/SKILL.md', skillMd('count', 'code: true\neffect: pure\n'));
  const skills = open();
  const shipped = skills.find('count');

  expect(await skills.savePrompt('count', 'Count to {{ input.end }}.')).toBe(true);

  const edited = skills.find('count');
  expect(skills.edited('count')).toBe(true);
  expect(edited?.prompt).toBe('Count to {{ input.end }}.');
  expect(edited?.promptHash).not.toBe(shipped?.promptHash);
  expect({ ...edited, prompt: '', promptHash: '', run: '' }).toEqual({ ...shipped, prompt: '', promptHash: '', run: '' });

  expect(await skills.savePrompt('count', null)).toBe(true);
  expect(skills.edited('count')).toBe(false);
  expect(skills.find('count')?.promptHash).toBe(shipped?.promptHash);
});

it('saves the prompt of the workspace’s own skill without touching its front matter, and never deletes it', async () => {
  put('own/bake/SKILL.md', skillMd('bake', 'version: 3.1.0\noutput:\n  type: object # kept\n'));
  const skills = open();

  expect(await skills.savePrompt('bake', 'Bake slowly.')).toBe(true);
  expect(await skills.savePrompt('bake', null)).toBe(true);

  expect(skills.find('bake')).toMatchObject({ prompt: 'Bake slowly.', version: '3.1.0' });
  expect(skills.edited('bake')).toBe(false);
  expect(readFileSync(join(root, 'own/bake/SKILL.md'), 'utf8')).toContain('# kept');
});

it('says that there is no such skill to save', async () => {
  expect(await open().savePrompt('sing', 'La.')).toBe(false);
});

it('reads a file again when it changed, appeared or went', () => {
  put('shipped/greet/SKILL.md', skillMd('greet'));
  const skills = open();
  expect(skills.find('greet')?.prompt).toBe('Do it.');

  put('shipped/greet/SKILL.md', skillMd('greet', '', 'Do it well.'));
  expect(skills.find('greet')?.prompt).toBe('Do it well.');

  put('own/bake/SKILL.md', skillMd('bake'));
  expect(skills.find('bake')?.kind).toBe('prompt');

  rmSync(join(root, 'own/bake'), { recursive: true });
  expect(skills.find('bake')).toBeUndefined();
});

it('leaves out what is wrong, says so, and keeps the shipped skill beneath', () => {
  put('shipped/greet/SKILL.md', skillMd('greet'));
  put('own/greet/SKILL.md', 'no front matter');
  put('own/sing/SKILL.md', skillMd('dance'));
  put('own/count/SKILL.md', skillMd('count', 'code: true\n'));

  const skills = open();

  expect(skills.list().map(skill => skill.name)).toEqual(['greet']);
  expect(skills.find('greet')?.prompt).toBe('Do it.');
  expect(skills.problems()).toHaveLength(3);
  expect(skills.problems().join('\n')).toMatch(/only skills that ship with the program are coded/);
});

it('lets a workspace change no schema, effect or code of a shipped skill', () => {
  put('shipped/count/SKILL.md', skillMd('count', 'code: true\neffect: pure\noutput:\n  type: object\n  required: [sum]\n'));
  put('own/count/SKILL.md', skillMd('count', 'code: false\neffect: llm\noutput:\n  type: string\nmodel: fast\n', 'Other.'));

  expect(open().find('count')).toMatchObject({
    kind: 'coded',
    effect: 'pure',
    modelClass: 'fast',
    output: { type: 'object', required: ['sum'] },
    prompt: 'Other.',
  });
});
