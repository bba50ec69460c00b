import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editFlow } from '../../../engine/flow/flow-edit.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { MergeChoice, MergeConflict } from '../../../engine/flow/merge-conflict.ts';
import { mergeFlows, type FlowMerge } from '../../../engine/flow/merge-flows.ts';
import { mergeOrder } from '../../../engine/flow/merge-order.ts';
import { conflictWords } from '../../../engine/flow/merge-words.ts';
import { aFlow, CATALOG, gate, human, skill, type WrittenStep } from './a-flow.ts';
import { someEdit } from './some-edits.ts';
import { someFlow } from './some-flow.ts';

const SEED = { seed: 20_261_121, numRuns: 150 };

const SCORE = skill('score', { title: 'Score', config: { skill: 'echo', input: { intake: 'a', top: 3 } }, next: 'fit' });
const FIT = { ...gate('fit', { expression: 'context.fit >= 0.7', onPass: 'review', onFail: 'halt' }), title: 'Fit?' };
const REVIEW = human('review', { description: 'Look at it.' }, { title: 'Review' });
const BASE = aFlow([SCORE, FIT, REVIEW]);

const withSteps = (...steps: readonly WrittenStep[]): Flow => aFlow(steps);
const withInput = (input: object): WrittenStep => ({ ...SCORE, config: { skill: 'echo', input } });
const ids = ({ steps }: Flow): readonly string[] => steps.map(({ id }) => id);
const merged = (ours: Flow, theirs: Flow, choices: Readonly<Record<string, MergeChoice>> = {}): FlowMerge =>
  mergeFlows({ base: BASE, ours, theirs }, choices);
const choose = (conflicts: readonly MergeConflict[], choice: MergeChoice): Record<string, MergeChoice> =>
  Object.fromEntries(conflicts.map(({ id }) => [id, choice]));

describe('A merge of two flows that began as the same', () => {
  it('takes what only one side changed, field by field within one step', () => {
    const ours = withSteps(withInput({ intake: 'a', top: 5 }), { ...FIT, title: 'Does it fit?' }, REVIEW);
    const theirs = withSteps(withInput({ intake: 'b', top: 3 }), { ...FIT, config: { ...FIT.config, expression: 'true' } }, REVIEW);

    const { flow, conflicts } = merged(ours, theirs);

    expect(conflicts).toEqual([]);
    expect(flow).toEqual(
      withSteps(
        withInput({ intake: 'b', top: 5 }),
        { ...FIT, title: 'Does it fit?', config: { ...FIT.config, expression: 'true' } },
        REVIEW,
      ),
    );
  });

  it('leaves to a person what both changed, and stands as this flow has it until then', () => {
    const ours = withSteps(withInput({ intake: 'a', top: 5 }), FIT, REVIEW);
    const theirs = withSteps(withInput({ intake: 'a', top: 9 }), FIT, REVIEW);

    const { flow, conflicts } = merged(ours, theirs);

    expect(flow).toEqual(ours);
    expect(conflicts).toMatchObject([{ stepId: 'score', path: ['config', 'input', 'top'], base: 3, ours: 5, theirs: 9, fault: null }]);
    expect(merged(ours, theirs, choose(conflicts, { take: 'theirs' })).flow).toEqual(theirs);
    expect(merged(ours, theirs, choose(conflicts, { take: 'typed', value: 7 })).flow).toEqual(
      withSteps(withInput({ intake: 'a', top: 7 }), FIT, REVIEW),
    );
    expect(conflictWords({ base: BASE, ours, theirs }, conflicts, CATALOG)).toEqual([
      { step: 'Score', place: 'Top', ours: ['“Score”: Top 3 → 5.'], theirs: ['“Score”: Top 3 → 9.'] },
    ]);
  });

  it('refuses a typed value that does not fit, in a sentence, and keeps what stood there', () => {
    const retried = (maxAttempts: number) => withSteps({ ...SCORE, retry: { maxAttempts } }, FIT, REVIEW);
    const [ours, theirs] = [retried(2), retried(3)];
    const [conflict] = merged(ours, theirs).conflicts;
    expect(conflict?.path).toEqual(['retry', 'maxAttempts']);

    const { flow, conflicts } = merged(ours, theirs, choose(conflict === undefined ? [] : [conflict], { take: 'typed', value: 'often' }));

    expect(flow).toEqual(ours);
    expect(conflicts[0]?.fault).toMatch(/^This does not fit: retry › maxAttempts/);
  });

  it('asks what becomes of a step that one side removed and the other changed', () => {
    const ours = withSteps({ ...SCORE, next: 'review' }, REVIEW);
    const theirs = withSteps(SCORE, { ...FIT, title: 'Fits?' }, REVIEW);

    const { flow, conflicts } = merged(ours, theirs);

    expect(ids(flow)).toEqual(['score', 'review']);
    expect(conflicts).toMatchObject([{ stepId: 'fit', path: [], ours: undefined }]);
    expect(ids(merged(ours, theirs, choose(conflicts, { take: 'theirs' })).flow)).toEqual(['score', 'fit', 'review']);
    expect(conflictWords({ base: BASE, ours, theirs }, conflicts)).toEqual([
      {
        step: 'Fits?',
        place: 'The step as a whole',
        ours: ['“Fit?” (Gate) was removed.'],
        theirs: ['“Fit?” is now called “Fits?”.'],
      },
    ]);
  });

  it('takes a step of another kind as a whole, for its fields mean nothing in the other', () => {
    const other = human('score', { description: 'Score it.' }, { title: 'Score', next: 'fit' });
    const ours = withSteps(withInput({ intake: 'b' }), FIT, REVIEW);

    const { conflicts } = merged(ours, withSteps(other, FIT, REVIEW));

    expect(conflicts).toMatchObject([{ stepId: 'score', path: [] }]);
    expect(merged(BASE, withSteps(other, FIT, REVIEW)).flow).toEqual(withSteps(other, FIT, REVIEW));
  });

  it('makes one conflict of a step whose parts fit on either side and not together', () => {
    const trigger = (more: object) => aFlow([SCORE, FIT, REVIEW], { trigger: more });
    const ours = trigger({ on: 'event', eventType: 'x' });
    const theirs = trigger({ on: 'schedule', cron: '0 9 * * 1', timezone: 'Europe/Paris' });

    const { flow, conflicts } = merged(ours, theirs);

    expect(conflicts.map(({ path }) => path)).toEqual([['trigger']]);
    expect(flow.trigger).toEqual(ours.trigger);
    expect(merged(ours, theirs, choose(conflicts, { take: 'theirs' })).flow).toEqual(theirs);
  });

  it('puts steps that came behind the step they came after, whichever side they came on', () => {
    const [mine, other] = [skill('mine'), skill('other')];
    const { flow, conflicts } = merged(withSteps(SCORE, mine, FIT, REVIEW), withSteps(SCORE, FIT, other, REVIEW));
    expect(conflicts).toEqual([]);
    expect(ids(flow)).toEqual(['score', 'mine', 'fit', 'other', 'review']);
  });

  it('asks for an order only where both sides made another of the same steps', () => {
    const ours = withSteps(FIT, SCORE, REVIEW);
    const theirs = withSteps(SCORE, REVIEW, FIT);
    const at = (flow: Flow): Flow => ({ ...flow, ...(BASE.start === undefined ? {} : { start: BASE.start }) });
    const { flow, conflicts } = merged(at(ours), at(theirs));
    expect(conflicts).toMatchObject([{ stepId: null, path: ['steps'] }]);
    expect(ids(flow)).toEqual(['fit', 'score', 'review']);
    expect(ids(merged(at(ours), at(theirs), choose(conflicts, { take: 'theirs' })).flow)).toEqual(['score', 'review', 'fit']);
    expect(merged(at(ours), BASE).conflicts).toEqual([]);
  });

  it('keeps this flow’s places and both sides’ notes, and asks where both wrote the same note anew', () => {
    const note = (text: string, x = 0) => ({ id: 'n', text, x, y: 0 });
    const place = (x: number) => ({ score: { x, y: 0 } });
    const base = aFlow([SCORE, FIT, REVIEW], { notes: [note('Ask Ben.')], layout: place(0) });
    const ours = aFlow([SCORE, FIT, REVIEW], { notes: [note('Ask Ana.')], layout: place(8) });
    const theirs = aFlow([SCORE, FIT, REVIEW], { notes: [note('Ask Cem.', 9), { ...note('New.'), id: 'm' }], layout: place(16) });

    const { flow, conflicts } = mergeFlows({ base, ours, theirs });

    expect(conflicts.map(({ path }) => path)).toEqual([['notes', 'n', 'text']]);
    expect(flow.layout).toEqual(place(8));
    expect(flow.notes?.map(({ text }) => text)).toEqual(['Ask Ana.', 'New.']);
  });
});

/** What some hand did to a flow. */
const someSide = (base: Flow): fc.Arbitrary<Flow> =>
  fc.array(someEdit, { maxLength: 6 }).map(edits =>
    edits.reduce((flow, edit) => {
      const edited = editFlow(flow, edit);
      return edited.ok ? edited.value.flow : flow;
    }, base),
  );
const someThree = fc
  .oneof(someFlow, fc.constant(BASE))
  .chain(base =>
    fc.record({ base: fc.constant(base), ours: fc.oneof(someSide(base), someFlow), theirs: fc.oneof(someSide(base), someFlow) }),
  );

describe('Whatever three flows are merged', () => {
  it('one side without a change gives the other, and two that changed alike give what both have', () => {
    fc.assert(
      fc.property(someThree, ({ base, ours, theirs }) => {
        for (const [three, is] of [
          [{ base, ours, theirs: base }, ours],
          [{ base, ours: base, theirs }, theirs],
          [{ base, ours, theirs: ours }, ours],
        ] as const) {
          const { flow, conflicts } = mergeFlows(three);
          expect(conflicts).toEqual([]);
          expect(flowHash(flow)).toBe(flowHash(is));
        }
      }),
      SEED,
    );
  });

  it('it is the same which side is called ours, but for what is chosen in a conflict', () => {
    fc.assert(
      fc.property(someThree, ({ base, ours, theirs }) => {
        const [there, back] = [mergeFlows({ base, ours, theirs }), mergeFlows({ base, ours: theirs, theirs: ours })];
        expect(back.conflicts.map(({ id }) => id).toSorted()).toEqual(there.conflicts.map(({ id }) => id).toSorted());
        const parents = mergeFlows({ base, ours, theirs }, choose(there.conflicts, { take: 'theirs' }));
        expect(flowHash(parents.flow)).toBe(flowHash(back.flow));
        if (there.conflicts.length === 0) expect(flowHash(there.flow)).toBe(flowHash(back.flow));
      }),
      SEED,
    );
  });

  it('the outcome is a flow, holds no step twice, and has nothing left to take in', () => {
    fc.assert(
      fc.property(someThree, ({ base, ours, theirs }) => {
        const { flow } = mergeFlows({ base, ours, theirs });
        expect(Flow.parse(JSON.parse(JSON.stringify(flow)))).toEqual(flow);
        expect(new Set(ids(flow)).size).toBe(flow.steps.length);
        const again = mergeFlows({ base: theirs, ours: flow, theirs });
        expect([again.conflicts, flowHash(again.flow)]).toEqual([[], flowHash(flow)]);
      }),
      SEED,
    );
  });

  it('names stand once each, and an order that only one side has is kept', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
    fc.assert(
      fc.property(names, names, names, (base, ours, theirs) => {
        const all = new Set([...ours, ...theirs]);
        expect(mergeOrder(all, { base, ours, theirs }, 'ours').toSorted()).toEqual([...all].toSorted());
        expect(mergeOrder(new Set(ours), { base, ours, theirs: base }, 'theirs')).toEqual(ours);
      }),
      SEED,
    );
  });
});
