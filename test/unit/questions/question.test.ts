import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../engine/questions/question.ts';

const HEAD = '-- title: Runs of a skill\n-- description: Which runs used it.\n-- with skill: draft\n';

describe('A saved question', () => {
  it('is its title, its description, what may be set, and one SELECT', () => {
    expect(readQuestion('runs-of-a-skill', `${HEAD}SELECT run_id\nFROM atelier_traces WHERE org_id = :org AND skill = :skill\n`)).toEqual({
      ok: true,
      value: {
        name: 'runs-of-a-skill',
        title: 'Runs of a skill',
        description: 'Which runs used it.',
        parameters: { skill: 'draft' },
        sql: 'SELECT run_id\nFROM atelier_traces WHERE org_id = :org AND skill = :skill',
      },
    });
  });

  it.each([
    ['without a title', '-- description: x\nSELECT 1', /title/],
    ['without a SELECT', HEAD, /sql/],
    ['with a comment that is none of these', '-- tile: x\nSELECT 1', /line 1/],
    ['that names what is not set', `-- title: t\n-- description: d\nSELECT :skill`, /:skill/],
    ['with something to set that stands nowhere', `${HEAD}SELECT 1`, /skill stands nowhere/],
  ])('is refused %s', (_name, text, sentence) => {
    const read = readQuestion('one', text);
    expect(read.ok ? null : read.error).toMatch(sentence);
  });
});
