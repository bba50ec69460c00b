import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementSpans } from '../../../../engine/base/json-span.ts';
import { checkFlow } from '../../../../engine/flow/check-flow.ts';
import { jsonEdit, jsonText } from '../../../../renderer/canvas/json-edit.ts';
import { brokenMarks, flowMarks, stepAt, stepSpans } from '../../../../renderer/canvas/json-marks.ts';
import { done, NO_HISTORY, takenBack } from '../../../../renderer/state/history.ts';
import { aFlow, CATALOG, gate, skill } from '../../flow/a-flow.ts';

const FLOW = aFlow([
  skill('a', { next: 'ask', title: 'First' }),
  gate('ask', { expression: 'context.score >', onPass: 'gone', onFail: 'halt' }),
]);
const TEXT = jsonText(FLOW);

describe('What is wrong with the JSON of a flow', () => {
  it('stands at its field, with the line and in the words of its step', () => {
    const marks = flowMarks(TEXT, FLOW, checkFlow(FLOW, CATALOG));
    const expression = marks.find(({ start, end }) => TEXT.slice(start, end) === '"context.score >"');
    expect(expression?.line).toBe(TEXT.slice(0, TEXT.indexOf('"context.score >"')).split('\n').length);
    expect(marks.some(({ start, end }) => TEXT.slice(start, end) === '"gone"')).toBe(true);
  });

  it('stands at the step’s id where its field is not there, and at the beginning where it has no step', () => {
    const problem = { severity: 'error', code: 'x', message: 'Wrong.' } as const;
    const [atStep, atFlow] = flowMarks(TEXT, FLOW, [{ ...problem, stepId: FLOW.steps[0]?.id ?? '', field: 'onError' } as never, problem]);
    expect(TEXT.slice(atStep?.start, atStep?.end)).toBe('"a"');
    expect(atStep?.message).toBe('First: Wrong.');
    expect(atFlow).toMatchObject({ start: 0, line: 1 });
  });

  it('is, while it is no flow, why and where', () => {
    const text = TEXT.replace('"steps": [', '"steps": [,');
    const read = jsonEdit(text, FLOW);
    const [mark] = read.ok ? [] : brokenMarks(text, read.error);
    expect(mark?.start).toBe(text.indexOf('[,') + 1);
    expect(mark?.message).toContain('This is not JSON');
  });
});

describe('The JSON of a flow', () => {
  it('says which step a place lies in', () => {
    const spans = stepSpans(TEXT, FLOW);
    expect(stepAt(spans, TEXT.indexOf('"onPass"'))).toBe('ask');
    expect(stepAt(spans, 0)).toBeNull();
  });

  it('changes only what was typed, by step id, and undo gives the very flow back', () => {
    const read = jsonEdit(TEXT.replace('"First"', '"Second"'), FLOW);
    const edits = read.ok ? read.value : [];
    expect(edits).toMatchObject([{ kind: 'patch', patch: { steps: { a: { title: 'Second' } } } }]);
    expect(JSON.stringify(edits)).not.toContain('ask.config');
    const edited = done({ flow: FLOW, history: NO_HISTORY }, edits, { atUs: 0 });
    const undone = edited.ok ? takenBack(edited.value) : edited;
    expect(undone.ok && undone.value.flow).toEqual(FLOW);
    expect(jsonEdit(TEXT.replaceAll('  ', '\t'), FLOW)).toEqual({ ok: true, value: [] });
  });
});

it('the elements of a list are found in one reading, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), (list, indent) => {
      const text = JSON.stringify({ before: [1], list }, null, indent);
      expect(elementSpans(text, ['list']).map(({ start, end }): unknown => JSON.parse(text.slice(start, end)))).toEqual(
        JSON.parse(JSON.stringify(list)),
      );
    }),
    { seed: 20261121, numRuns: 200 },
  );
});
