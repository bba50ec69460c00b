import fc from 'fast-check';
import { FlowEdit } from '../../../engine/flow/flow-edit.ts';
import { aFlow, gate, human, skill } from './a-flow.ts';

/** Few ids, so that edits meet; two of them are names that every object has. */
const IDS = ['a', 'b', 'c', 'd', 'constructor', 'toString'];
const id = fc.constantFrom(...IDS);
const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });

/** Any step over these ids. */
export const someStep = fc.oneof(
  fc
    .record({ id, next: fc.option(id, { nil: undefined }) })
    .map(({ id: stepId, next }) => skill(stepId, next === undefined ? {} : { next })),
  id.map(stepId => human(stepId)),
  fc.record({ id, onPass: id }).map(({ id: stepId, onPass }) => gate(stepId, { expression: 'true', onPass })),
  id.map(stepId => ({ id: stepId, kind: 'event_wait', config: { eventType: 'x' } })),
);

export const someStepId = id;

/** Any edit a person can make, also such as are refused. */
export const someEdit: fc.Arbitrary<FlowEdit> = fc
  .oneof(
    fc.record({
      kind: fc.constant('add-steps'),
      steps: fc.array(someStep, { minLength: 1, maxLength: 3 }),
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
    fc.record({ kind: fc.constant('pin-steps'), at: fc.dictionary(id, point), pinned: fc.boolean() }),
    fc.record({
      kind: fc.constant('set-groups'),
      groups: fc.array(fc.record({ id: fc.constant('g'), title: fc.string(), stepIds: fc.array(id, { maxLength: 3 }) }), { maxLength: 2 }),
    }),
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
    fc.uniqueArray(someStep, { selector: one => one.id }).map(steps => ({ kind: 'replace-flow', flow: aFlow(steps) })),
  )
  .map(written => FlowEdit.parse(written));
