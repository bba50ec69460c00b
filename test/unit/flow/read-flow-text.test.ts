import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';

const written = (more: object): string => JSON.stringify({ format: 'atelier-flow/1', name: 'Test', steps: [], ...more }, null, 2);

/** The first problem's sentence, with the text it points at. */
function refusal(text: string): [string | undefined, string] {
  const { flow, problems } = readFlowText(text);
  expect(flow).toBeNull();
  const range = problems[0]?.range ?? { start: 0, end: 0 };
  return [problems[0]?.message, text.slice(range.start, range.end)];
}

describe('reading a flow file', () => {
  it.each(readdirSync('resources/flows'))('takes the shipped %s', file => {
    const { flow, problems } = readFlowText(readFileSync(`resources/flows/${file}`, 'utf8'));

    expect(problems).toEqual([]);
    expect(flow?.steps.length).toBeGreaterThan(3);
  });

  it('fills in what may be left out', () => {
    expect(readFlowText(written({})).flow).toMatchObject({ trigger: { on: 'manual' }, packet: { slices: {} } });
  });

  it.each([
    ['{"format": "atelier-flow/1",}', 'This is not JSON: line 1, column 28: A comma before } is not JSON.', ','],
    ['[1]', 'This is not a flow: a flow is an object with "format": "atelier-flow/1", a name and steps.', '[1]'],
    [
      '{"format": "atelier-packet/1"}',
      'This is not a flow: a flow is an object with "format": "atelier-flow/1", a name and steps.',
      '{"format": "atelier-packet/1"}',
    ],
    [
      '{"format": "atelier-flow/2"}',
      'This flow was written by a newer Atelier Studio (atelier-flow/2); this one reads atelier-flow/1. Update to open it.',
      '"atelier-flow/2"',
    ],
    [written({ name: '' }), 'name is empty.', '""'],
    [
      written({ steps: [{ id: 'fit', kind: 'gate', config: { expression: 5 } }] }),
      'Step `fit`: config.expression must be a text, not 5.',
      '5',
    ],
    [
      written({ steps: [{ id: 'fit', kind: 'robot', config: {} }] }),
      'Step `fit`: kind is “robot”, but must be one of sage_skill, human_task, product_action, event_wait, gate.',
      '"robot"',
    ],
    [
      written({ steps: [{ id: '__proto__', kind: 'gate', config: { expression: '' } }] }),
      'Step 1: id is “__proto__”, but a name has letters, digits and _, and it must not begin with a digit.',
      '"__proto__"',
    ],
    [
      written({ packet: { slices: { 'my slice': {} } } }),
      'packet.slices.my slice: this name may have letters, digits and _ only, and must not begin with a digit.',
      '{}',
    ],
  ])('refuses %.60s…', (text, message, place) => {
    expect(refusal(text)).toEqual([message, place]);
  });

  it('says which field of which step is missing', () => {
    const text = written({ steps: [{ id: 'fit', kind: 'gate', config: {} }] });
    const { problems } = readFlowText(text);

    expect(problems).toMatchObject([{ code: 'wrong-shape', stepId: 'fit', message: 'Step `fit`: config.expression is missing.' }]);
  });

  it('refuses two steps of one id, and points at the second', () => {
    const step = { id: 'a', kind: 'sage_skill', config: { skill: 'echo' } };
    const text = written({ steps: [step, { ...step, id: 'b' }, step] });
    const { flow, problems } = readFlowText(text);

    expect(flow).toBeNull();
    expect(problems).toMatchObject([{ code: 'duplicate-step', stepId: 'a' }]);
    expect(problems[0]?.range?.start).toBe(text.lastIndexOf('"a"'));
  });

  it('tells at most fifty problems', () => {
    const steps = Array.from({ length: 500 }, (_, index) => ({ id: `s${index}`, kind: 'gate', config: {} }));

    expect(readFlowText(written({ steps })).problems).toHaveLength(50);
  });
});
