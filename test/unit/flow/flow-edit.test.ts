import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editFlow, FlowEdit } from '../../../engine/flow/flow-edit.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { freshStepId } from '../../../engine/flow/fresh-step-id.ts';
import { links } from '../../../engine/flow/links.ts';
import { aFlow, gate, human, skill } from './a-flow.ts';

const IDS = ['a', 'b', 'c', 'd', 'constructor', 'toString'];
const id = fc.constantFrom(...IDS);
const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });

const step = fc.oneof(
  fc
    .record({ id, next: fc.option(id, { nil: undefined }) })
    .map(({ id: stepId, next }) => skill(stepId, next === undefined ? {} : { next })),
  id.map(stepId => human(stepId)),
  fc.record({ id, onPass: id }).map(({ id: stepId, onPass }) => gate(stepId, { expression: 'true', onPass })),
  id.map(stepId => ({ id: stepId, kind: 'event_wait', config: { eventType: 'x' } })),
);

const edit: fc.Arbitrary<FlowEdit> = fc
  .oneof(
    fc.record({
      kind: fc.constant('add-steps'),
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
      layout: fc.dictionary(id, point),
      at: fc.option(fc.nat(4), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('remove-steps'), stepIds: fc.array(id, { minLength: 1, maxLength: 3 }), heal: fc.boolean() }),
    fc.record({
      kind: fc.constant('change-step'),
      stepId: id,
      changes: fc.array(
        fc.constantFrom(
          { path: ['title'], value: 'New' },
          { path: ['title'] },
          { path: ['config', 'input', 'x'], value: { y: 1 } },
          { path: ['config', 'expression'], value: 'false' },
          { path: ['retry'], value: { maxAttempts: 3 } },
          { path: ['config', 'timeoutMs'], value: -1 },
          { path: ['save', 'score'], value: 'output' },
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      kind: fc.constant('link'),
      from: id,
      field: fc.constantFrom('next', 'onError', 'onPass', 'onFail', 'onTimeout', 'onDeadline'),
      to: fc.option(id),
    }),
    fc.record({ kind: fc.constant('move-steps'), to: fc.dictionary(id, point) }),
    fc.record({ kind: fc.constant('set-start'), stepId: id }),
    fc.record({
      kind: fc.constant('change-flow'),
      changes: fc.array(
        fc.constantFrom(
          { path: ['name'], value: 'Other' },
          { path: ['name'], value: '' },
          { path: ['description'], value: 'About' },
          { path: ['description'] },
          { path: ['packet', 'slices', 'x'], value: {} },
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    fc.record({
      kind: fc.constant('set-notes'),
      notes: fc.array(fc.record({ id: fc.constant('n'), text: fc.string(), x: fc.constant(1), y: fc.constant(2) }), { maxLength: 2 }),
    }),
    fc.uniqueArray(step, { selector: one => one.id }).map(steps => ({ kind: 'replace-flow', flow: aFlow(steps) })),
  )
  .map(written => FlowEdit.parse(written));

describe('edits and their undo', () => {
  it('give back the very same flow, whatever was done, and every flow on the way fits the schema', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), edits => {
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
        fc.uniqueArray(step, { selector: one => one.id, minLength: 1 }),
        fc.array(id, { minLength: 1 }),
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
