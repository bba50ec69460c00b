import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionText } from '../../../engine/expression/condition-text.ts';
import { conditionOf, type Condition, type ConditionGroup, ROW_OPERATORS, takesValue } from '../../../engine/expression/condition.ts';
import { parseExpression } from '../../../engine/expression/expression.ts';
import { treeText } from '../../../engine/expression/tree-text.ts';

const rowsOf = (text: string): ConditionGroup | string => {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const condition = conditionOf(parsed.value);
  return condition.ok ? condition.value : condition.error;
};
const treeOf = (text: string): string => {
  const parsed = parseExpression(text);
  return parsed.ok ? treeText(parsed.value.tree) : parsed.error.message;
};

describe('A condition as rows', () => {
  it('reads comparisons, tests and what is there, each as a row', () => {
    const group = rowsOf('context.score >= 0.7 && packet.name.contains("Ltd") && !has(context.refused) && !(run.mode in ["live"])');

    expect(group).toEqual({
      kind: 'group',
      join: 'all',
      isNegated: false,
      members: [
        { kind: 'row', field: 'context.score', operator: '>=', value: '0.7' },
        { kind: 'row', field: 'packet.name', operator: 'contains', value: '"Ltd"' },
        { kind: 'row', field: 'context.refused', operator: 'not-there', value: '' },
        { kind: 'row', field: 'run.mode', operator: 'not-in', value: '["live"]' },
      ],
    });
  });

  it('keeps groups inside of groups, and the brackets of what is computed', () => {
    const text = '(context.a + context.b) * 2 > 3 || (context.x && !(context.y == 1 || context.z))';

    expect(rowsOf(text)).toMatchObject({
      join: 'any',
      members: [
        { field: '(context.a + context.b) * 2' },
        { kind: 'group', join: 'all', members: [{ operator: 'true' }, { kind: 'group', join: 'any', isNegated: true }] },
      ],
    });
    expect(conditionText(rowsOf(text) as ConditionGroup)).toBe(text); // true: the line above saw a group
  });

  it.each([
    ['packet.claims.all(claim, claim.ok)', 'A condition over each element of a list (`.all(…)`) is written as text.'],
    ['has(context.a) ? context.a : false', 'A choice with `?` and `:` is written as text.'],
    ['context.a // why\n&& context.b', 'It holds a comment, which rows would lose.'],
    ['context.score + 1', 'It computes a value instead of comparing one, so it is written as text.'],
    ['(context.a == 1) == context.b', 'A comparison inside a comparison is written as text.'],
    ['cel.bind(a, context.a, a > 1)', 'A value that is given a name (`cel.bind`) is written as text.'],
  ])('says why rows cannot carry %s', (text, sentence) => {
    expect(rowsOf(text)).toBe(sentence);
  });

  it('says the same thing when it is written back, whatever it is', () => {
    const field = fc.constantFrom(
      'context.score',
      'packet["a b"].c',
      'size(packet.claims)',
      'context.a + 1',
      '-context.a',
      'steps.a.output.x[0]',
    );
    const value = fc.constantFrom('0.7', '"say \\"no\\" (now)"', '["a", "b"]', 'packet.limit', 'true', '(1 + 2) * 3', "'// no'");
    const row = fc.record({ field, operator: fc.constantFrom(...ROW_OPERATORS), value }).map(({ operator, ...one }): Condition => ({
      kind: 'row',
      operator,
      field: operator.includes('true') || operator.includes('there') ? 'context.flag' : one.field,
      value: takesValue(operator) ? one.value : '',
    }));
    const { group } = fc.letrec<{ group: ConditionGroup; member: Condition }>(tie => ({
      member: fc.oneof({ depthSize: 'small', maxDepth: 3 }, row, tie('group')),
      group: fc.record({
        kind: fc.constant('group' as const),
        join: fc.constantFrom('all' as const, 'any' as const),
        isNegated: fc.boolean(),
        members: fc.array(tie('member'), { minLength: 1, maxLength: 4 }),
      }),
    }));
    fc.assert(
      fc.property(group, written => {
        const text = conditionText(written);
        const read = rowsOf(text);
        if (typeof read === 'string') throw new Error(`${text}: ${read}`);
        expect(treeOf(conditionText(read))).toBe(treeOf(text));
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });
});
