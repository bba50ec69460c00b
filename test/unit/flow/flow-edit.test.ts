import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editFlow, FlowEdit } from '../../../engine/flow/flow-edit.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { freshStepId } from '../../../engine/flow/fresh-step-id.ts';
import { links } from '../../../engine/flow/links.ts';
import { aFlow, gate, human, skill } from './a-flow.ts';
import { someEdit, someStep, someStepId } from './some-edits.ts';

describe('edits and their undo', () => {
  it('give back the very same flow, whatever was done, and every flow on the way fits the schema', () => {
    fc.assert(
      fc.property(fc.array(someEdit, { maxLength: 20 }), edits => {
        const first = aFlow([skill('a', { next: 'b' }), gate('b', { expression: 'true', onPass: 'c' }), human('c')], {
          layout: { a: { x: 0, y: 0 } },
        });
        const past: { readonly before: Flow; readonly undo: readonly FlowEdit[] }[] = [];
        let flow = first;
        for (const one of edits) {
          const edited = editFlow(flow, one);
          if (!edited.ok) continue;
          expect(Flow.safeParse(edited.value.flow).success).toBe(true);
          past.push({ before: flow, undo: edited.value.undo });
          ({ flow } = edited.value);
        }
        for (const { before, undo } of past.toReversed()) {
          for (const one of undo) {
            const undone = editFlow(flow, FlowEdit.parse(structuredClone(one)));
            expect(undone.ok).toBe(true);
            if (undone.ok) ({ flow } = undone.value);
          }
          expect(flow).toEqual(before);
          expect(flowHash(flow)).toBe(flowHash(before));
        }
        expect(flow).toEqual(first);
      }),
      { numRuns: 400 },
    );
  });

  it('never leave an arrow that leads to a step they removed', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(someStep, { selector: one => one.id, minLength: 1 }),
        fc.array(someStepId, { minLength: 1 }),
        fc.boolean(),
        (steps, stepIds, heal) => {
          const edited = editFlow(aFlow(steps), FlowEdit.parse({ kind: 'remove-steps', stepIds, heal }));

          expect(edited.ok && links(edited.value.flow).filter(({ to }) => stepIds.includes(to))).toEqual([]);
        },
      ),
    );
  });
});

describe('one edit', () => {
  const flow = aFlow([skill('a', { title: 'Good fit?', next: 'b' }), skill('b', { next: 'c' }), skill('c')]);
  const after = (written: object) => editFlow(flow, FlowEdit.parse(written));

  it.each([
    [{ kind: 'move-steps', to: { a: { x: 1, y: 1 }, b: { x: 1, y: 1 }, c: { x: 1, y: 1 } } }, 'move 3 steps'],
    [{ kind: 'remove-steps', stepIds: ['a'], heal: false }, 'delete Good fit?'],
    [{ kind: 'link', from: 'a', field: 'next', to: 'c' }, 'connect Good fit? to c'],
    [{ kind: 'link', from: 'a', field: 'next', to: null }, 'disconnect Good fit?'],
  ])('%j is called “%s”', (written, label) => {
    expect(after(written)).toMatchObject({ ok: true, value: { label } });
  });

  it('joins what came before a deleted step with what came after', () => {
    const healed = after({ kind: 'remove-steps', stepIds: ['b'], heal: true });

    expect(healed.ok && links(healed.value.flow)).toEqual([{ from: 'a', field: 'next', to: 'c' }]);
  });

  it('makes the first step of an empty flow its start', () => {
    const edited = editFlow(aFlow([]), FlowEdit.parse({ kind: 'add-steps', steps: [skill('x')], layout: {} }));

    expect(edited).toMatchObject({ ok: true, value: { flow: { start: 'x' } } });
  });

  it('moves the start on when the first step is deleted', () => {
    expect(after({ kind: 'remove-steps', stepIds: ['a'], heal: false })).toMatchObject({ ok: true, value: { flow: { start: 'b' } } });
  });

  it.each([
    [{ kind: 'add-steps', steps: [skill('a')], layout: {} }, 'step-exists'],
    [{ kind: 'replace-flow', flow: { ...flow, steps: [...flow.steps, ...flow.steps] } }, 'step-exists'],
    [{ kind: 'link', from: 'a', field: 'onPass', to: 'b' }, 'no-such-link'],
    [{ kind: 'link', from: 'a', field: 'next', to: 'z' }, 'no-such-step'],
    [{ kind: 'change-step', stepId: 'a', changes: [{ path: ['id'], value: 'z' }] }, 'not-here'],
    [{ kind: 'change-step', stepId: 'a', changes: [{ path: ['config', 'timeoutMs'], value: 'soon' }] }, 'does-not-fit'],
    [{ kind: 'change-flow', changes: [{ path: ['steps'], value: [] }] }, 'not-here'],
  ])('%j is refused as %s', (written, code) => {
    expect(after(written)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('a fresh step id', () => {
  it.each([
    [[], 'Score mission fit', 'score_mission_fit'],
    [['gate'], 'Gate', 'gate_2'],
    [['gate', 'gate_2'], 'gate', 'gate_3'],
    [[], '3 réponses!', 'step_3_re_ponses'],
    [[], '…', 'step'],
  ])('beside %j for “%s” is %s', (taken, name, wanted) => {
    expect(freshStepId(taken, name)).toBe(wanted);
  });
});
