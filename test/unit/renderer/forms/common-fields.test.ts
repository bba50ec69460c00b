import { describe, expect, it } from 'vitest';
import { changedSteps, commonSections, commonValue, differAt } from '../../../../renderer/panels/inspector/common-fields.ts';
import { done, NO_HISTORY, takenBack } from '../../../../renderer/state/history.ts';
import type { Json } from '../../../../engine/base/json.ts';
import { stepOf, type Step } from '../../../../engine/flow/flow.ts';
import { aFlow, gate, human, skill } from '../../flow/a-flow.ts';

const FLOW = aFlow([
  skill('a', { config: { skill: 'echo', input: {}, timeoutMs: 100 }, retry: { maxAttempts: 2 } }),
  skill('b', { config: { skill: 'other', input: { x: 1 }, timeoutMs: 100 } }),
  human('h'),
  gate('g', { expression: 'true' }),
]);
const [A, B, HUMAN, GATE] = FLOW.steps as unknown as readonly [Step, Step, Step, Step]; // true: four steps stand above
const namesOf = (steps: readonly Step[]): string[] => commonSections(steps, null).flatMap(({ fields }) => fields.map(({ name }) => name));

describe('Several steps in one form', () => {
  it('show the fields that all of them have, and no title', () => {
    expect(namesOf([A, B])).toEqual(expect.arrayContaining(['skill', 'timeoutMs', 'next', 'onError']));
    expect(namesOf([A, B])).not.toContain('title');
    expect(namesOf([A, HUMAN])).toEqual(expect.arrayContaining(['next', 'save']));
    expect(namesOf([A, HUMAN])).not.toContain('skill');
    expect(namesOf([A, GATE])).toEqual([]);
  });

  it('show what they agree on, and say where they differ', () => {
    expect(commonValue([A, B].map(step => step.config as Json))).toEqual({ input: {}, timeoutMs: 100 }); // true: a config is JSON
    expect(differAt([A, B], ['config', 'skill'])).toBe(true);
    expect(differAt([A, B], ['config', 'timeoutMs'])).toBe(false);
  });

  it('change as one deed that one undo takes back', () => {
    const changed = done({ flow: FLOW, history: NO_HISTORY }, changedSteps([A, B], ['config', 'timeoutMs'], 500), { atUs: 0 });
    if (!changed.ok) throw new Error(changed.error.message);

    expect(changed.value.flow.steps.slice(0, 2).map(({ config }) => config)).toMatchObject([{ timeoutMs: 500 }, { timeoutMs: 500 }]);
    const back = takenBack(changed.value);
    expect(back.ok && back.value.flow).toEqual(FLOW);
  });

  it('are linked to one step, but none to itself', () => {
    const linked = done({ flow: FLOW, history: NO_HISTORY }, changedSteps([A, B], ['onError'], 'b'), { atUs: 0 });

    expect(linked.ok && stepOf(linked.value.flow, A.id)).toMatchObject({ onError: 'b' });
    expect(linked.ok && stepOf(linked.value.flow, B.id)).not.toHaveProperty('onError');
  });
});
