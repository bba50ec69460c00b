import { expect, it } from 'vitest';
import { FrontMatter, readSkillMd } from '../../../engine/skills/read-skill-md.ts';

const read = (text: string) => readSkillMd(text, FrontMatter, 'skills/greet/SKILL.md');

it('reads front matter and prompt, with what is left out filled in', () => {
  const skill = read('---\nname: greet\ndescription: Greets somebody.\nversion: 1.2\n---\n\nGreet {{ input.name }}.\n\n---\nNicely.\n');

  expect(skill).toEqual({
    ok: true,
    value: {
      matter: {
        name: 'greet',
        description: 'Greets somebody.',
        version: '1.2',
        model: 'drafting',
        input: { type: 'object' },
        output: { type: 'object' },
        effect: 'llm',
        code: false,
      },
      prompt: 'Greet {{ input.name }}.\n\n---\nNicely.',
    },
  });
});

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const bomb = NAMES.map((name, at) => `${name}: &${name} [${(at === 0 ? 'x, ' : `*${NAMES[at - 1] ?? ''}, `).repeat(9)}]`).join('\n');

it.each([
  ['no front matter', 'Greet.', 'does not begin with front matter'],
  ['YAML that does not parse', '---\nname: [greet\n---\nx', 'is not YAML'],
  ['a key twice', '---\nname: greet\nname: other\ndescription: x\n---\nx', 'is not YAML'],
  ['aliases that unfold without end', `---\nname: greet\ndescription: x\n${bomb}\n---\nx`, 'is not YAML'],
  ['no description', '---\nname: greet\n---\nx', '“description”'],
  ['a name that leads out of the folder', '---\nname: ../greet\ndescription: x\n---\nx', '“name”'],
  ['an unknown model class', '---\nname: greet\ndescription: x\nmodel: giant\n---\nx', '“model”'],
  ['a schema that is no object', '---\nname: greet\ndescription: x\ninput: text\n---\nx', '“input”'],
  ['front matter that is a list', '---\n- greet\n---\nx', 'The front matter'],
  ['a text beyond all measure', `---\nname: greet\ndescription: x\n---\n${'x'.repeat(200_000)}`, 'longer than'],
])('refuses %s in a sentence that names the file', (_what, text, says) => {
  const skill = read(text);

  expect(skill.ok).toBe(false);
  if (skill.ok) return;
  expect(skill.error).toContain('skills/greet/SKILL.md');
  expect(skill.error).toContain(says);
  expect(skill.error).toMatch(/\.$/);
  expect(skill.error).not.toContain('\n');
});
