import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { leapingMs } from '../../leaping-clock.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok, refused } from '../../../engine/base/result.ts';
import type { CodedSkill } from '../../../engine/skills/coded-skill.ts';
import type { Stage } from '../../../engine/skills/skill.ts';
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

/** Whether there was a folder to decide on. */
let folderWasThere = false;
let decision: 'trusted' | 'restricted' | 'undecided' = 'trusted';
beforeEach(() => (decision = 'trusted'));

const open = () =>
  openSkills({
    shippedFolder: join(root, 'shipped'),
    workspaceFolder: join(root, 'own'),
    coded: [counting],
    runOwnCode: ({ skill, mayAskModel }, input) =>
      Promise.resolve(ok({ output: { ran: skill, mayAskModel, input }, citations: 0, claims: null, artefact: null })),
    trust: {
      decision: () => decision,
      give: () => {
        folderWasThere = existsSync(join(root, 'own'));
        return Promise.resolve(void (decision = 'trusted'));
      },
    },
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

  expect(await skills.savePrompt('count', 'Count to {{ input.end }}.')).toEqual(ok(null));

  const edited = skills.find('count');
  expect(skills.edited('count')).toBe(true);
  expect(edited?.prompt).toBe('Count to {{ input.end }}.');
  expect(edited?.promptHash).not.toBe(shipped?.promptHash);
  expect({ ...edited, prompt: '', promptHash: '', run: '' }).toEqual({ ...shipped, prompt: '', promptHash: '', run: '' });

  expect(await skills.savePrompt('count', null)).toEqual(ok(null));
  expect(skills.edited('count')).toBe(false);
  expect(skills.find('count')?.promptHash).toBe(shipped?.promptHash);
});

it('saves the prompt of the workspace’s own skill without touching its front matter, and never deletes it', async () => {
  put('own/bake/SKILL.md', skillMd('bake', 'version: 3.1.0\noutput:\n  type: object # kept\n'));
  const skills = open();

  expect(await skills.savePrompt('bake', 'Bake slowly.')).toEqual(ok(null));
  expect(await skills.savePrompt('bake', null)).toEqual(ok(null));

  expect(skills.find('bake')).toMatchObject({ prompt: 'Bake slowly.', version: '3.1.0' });
  expect(skills.edited('bake')).toBe(false);
  expect(readFileSync(join(root, 'own/bake/SKILL.md'), 'utf8')).toContain('# kept');
});

it('says that there is no such skill to save', async () => {
  expect(await open().savePrompt('sing', 'La.')).toEqual(refused({ kind: 'no-such-skill' }));
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
  expect(
    skills.problems().map(({ skill, sentence }) => [skill, /front matter|folder must be named|no skill\.mjs/.exec(sentence)?.[0]]),
  ).toEqual([
    ['count', 'no skill.mjs'],
    ['greet', 'front matter'],
    ['sing', 'folder must be named'],
  ]);
  expect(skills.whyMissing?.('sing')).toContain('folder must be named');
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

it('takes nothing of a workspace that is not trusted, tells what it brings, and changes its mind at once', async () => {
  put('shipped/greet/SKILL.md', skillMd('greet'));
  put('own/greet/SKILL.md', skillMd('greet', '', 'Insult them.'));
  put('own/bake/SKILL.md', skillMd('bake', 'metadata:\n  author: "A\\e[2Kna\\u202e"\n'));
  decision = 'undecided';
  const skills = open();

  expect(skills.trust()).toBe('undecided');
  expect(skills.list().map(({ name, prompt }) => [name, prompt])).toEqual([['greet', 'Do it.']]);
  expect(skills.own()).toMatchObject([
    { name: 'bake', kind: 'prompt', replaces: false, author: 'A [2Kna' },
    { name: 'greet', replaces: true },
  ]);
  expect(skills.whyMissing?.('bake')).toContain('trust');
  expect(await skills.savePrompt('greet', 'Sing.')).toEqual(refused({ kind: 'not-trusted' }));

  decision = 'trusted';
  expect(skills.find('greet')?.prompt).toBe('Insult them.');
  decision = 'restricted';
  expect(skills.find('bake')).toBeUndefined();
  expect(await skills.create('sing', 'prompt')).toMatchObject({ ok: false });
});

it('takes the first skill that a person makes for trust in the workspace', async () => {
  decision = 'undecided';
  const skills = open();
  expect(skills.trust()).toBe('nothing');

  const made = await skills.create('summarise-text', 'prompt');

  expect(made).toMatchObject({ ok: true });
  expect(decision).toBe('trusted');
  expect(folderWasThere).toBe(true);
  expect(skills.problems()).toEqual([]);
  expect(skills.find('summarise-text')).toMatchObject({ title: 'Summarise-text'.replace('-', ' '), kind: 'prompt' });
});

it('runs the code beside a workspace’s skill, whose version is what it says', async () => {
  const skills = open();
  await skills.create('count_sentences', 'coded');
  const before = skills.find('count_sentences');
  const stage = { sources: [], prompt: '', model: () => Promise.reject(new Error('nobody')) };

  expect(await before?.run({ text: 'x' }, stage as unknown as Stage)).toMatchObject({
    value: { output: { ran: 'count_sentences', mayAskModel: false } },
  });
  put('own/count_sentences/more.js', 'export const more = 1;');

  expect(before).toMatchObject({ kind: 'coded', modelFree: true });
  expect(skills.find('count_sentences')?.codeVersion).not.toBe(before?.codeVersion);
});

it.each([
  [
    'a prompt that names an unknown input',
    'input:\n  type: object\n  properties: { letter: { type: string } }\n',
    'Say {{ input.lettre }}.',
    'in line 1 of the prompt: The prompt reads input.lettre',
  ],
  ['a prompt that does not parse', '', 'One.\n\nSay {{ input. }}.', 'in line 3 of the prompt'],
  ['a prompt that reads what a skill is never given', '', 'Say {{ packet.letter }}.', 'packet'],
  ['a schema that is none', 'output:\n  type: text\n', 'Say it.', '“output”: The schema has the type "text"'],
])('leaves out %s and goes on with the others', (_what, more, prompt, says) => {
  put('own/bad/SKILL.md', skillMd('bad', more, prompt));
  put('own/good/SKILL.md', skillMd('good'));
  const skills = open();

  expect(skills.list().map(({ name }) => name)).toEqual(['good']);
  expect(skills.problems()[0]?.sentence).toContain(says);
});

it('reads a huge file only as far as to see that it is one, and says of another encoding that it is one', () => {
  put('own/huge/SKILL.md', skillMd('huge', '', 'é'.repeat(900_000)));
  mkdirSync(join(root, 'own/wide'), { recursive: true });
  writeFileSync(join(root, 'own/wide/SKILL.md'), Buffer.from(`\uFEFF${skillMd('wide')}`, 'utf16le'));

  expect(
    open()
      .problems()
      .map(({ sentence }) => /longer than|not text in UTF-8/.exec(sentence)?.[0]),
  ).toEqual(['longer than', 'not text in UTF-8']);
});

it('refuses to save a prompt that would not work, or over one that somebody else changed', async () => {
  put('own/bake/SKILL.md', skillMd('bake', 'input:\n  type: object\n  properties: { cake: { type: string } }\n', 'Bake {{ input.cake }}.'));
  const skills = open();
  const was = skills.find('bake')?.promptHash;

  expect(await skills.savePrompt('bake', 'Bake {{ input.bread }}.')).toMatchObject({ error: { kind: 'faulty' } });
  put('own/bake/SKILL.md', skillMd('bake', '', 'Bake it on disk.'));
  expect(await skills.savePrompt('bake', 'Bake it here.', was)).toEqual(refused({ kind: 'moved' }));
  expect(skills.find('bake')?.prompt).toBe('Bake it on disk.');
});

it('keeps the prompts that were replaced, the shipped one too', async () => {
  put('shipped/greet/SKILL.md', skillMd('greet'));
  const skills = open();

  await skills.savePrompt('greet', 'First.');
  await skills.savePrompt('greet', 'Second.');
  await skills.savePrompt('greet', null);

  expect(skills.find('greet')?.prompt).toBe('Do it.');
  expect(
    skills
      .earlierPrompts('greet')
      .map(({ prompt }) => prompt)
      .toSorted(),
  ).toEqual(['Do it.', 'First.', 'Second.']);
});

it('warns of what a stand-in for a shipped skill says in vain', () => {
  put('shipped/greet/SKILL.md', skillMd('greet'));
  put('own/greet/SKILL.md', skillMd('greet', 'effect: pure\noutput:\n  type: object\n', 'Hello.'));
  const skills = open();

  expect(skills.find('greet')?.prompt).toBe('Hello.');
  expect(skills.problems()).toMatchObject([
    { skill: 'greet', severity: 'warning', sentence: expect.stringContaining('output, effect stay as they are') as string },
  ]);
});
