import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFlows } from '../../../engine/flow/diff-flows.ts';
import { FlowDiff } from '../../../engine/flow/flow-change.ts';
import { editFlow } from '../../../engine/flow/flow-edit.ts';
import { flowHash } from '../../../engine/flow/flow-hash.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';
import { aFlow, CATALOG, gate, human, skill } from './a-flow.ts';
import { someEdit } from './some-edits.ts';

const STEPS = [
  skill('score', {
    title: 'Score mission fit',
    config: { skill: 'score_mission_fit', input: { intake: '{{ packet.intake }}', approval_limit: 10_000 }, timeoutMs: 60_000 },
    save: { fit: 'output.score' },
    retry: { maxAttempts: 2 },
    next: 'fit',
  }),
  { ...gate('fit', { expression: 'context.fit >= 0.7', onPass: 'review', onFail: 'halt' }), title: 'Fit?' },
  human('review', { description: 'Look at it.' }, { title: 'Review' }),
];
const FLOW = aFlow(STEPS, { packet: { slices: { intake: {} } } });

/** The flow with its steps changed one by one. */
const changed = (change: (step: (typeof STEPS)[number]) => object, more: object = {}): Flow =>
  aFlow(
    STEPS.map(step => ({ ...step, ...change(step) })),
    { packet: { slices: { intake: {} } }, ...more },
  );
const withConfig = (stepId: string, config: object): Flow =>
  changed(step => (step.id === stepId ? { config: { ...step.config, ...config } } : {}));
const withField = (stepId: string, fields: object): Flow => changed(step => (step.id === stepId ? fields : {}));
const sentences = (is: Flow, was: Flow = FLOW): readonly string[] => diffFlows(was, is).changes.map(({ sentence }) => sentence);

describe('the difference of two flows', () => {
  it.each([
    [
      'a number',
      withConfig('score', { input: { intake: '{{ packet.intake }}', approval_limit: 25_000 } }),
      '“Score mission fit”: Approval limit 10k → 25k.',
    ],
    ['a time limit', withConfig('score', { timeoutMs: 90_000 }), '“Score mission fit”: Time limit 1 min → 90 s.'],
    ['a field that came', withConfig('review', { deadline: '2027-03-31' }), '“Review”: Deadline added: “2027-03-31”.'],
    ['a field that went', withConfig('score', { timeoutMs: undefined }), '“Score mission fit”: Time limit removed, before 1 min.'],
    [
      'an expression',
      withConfig('fit', { expression: 'context.fit >= 0.8' }),
      '“Fit?”: Expression “context.fit >= 0.7” → “context.fit >= 0.8”.',
    ],
    ['a fail side', withConfig('fit', { onFail: 'score' }), '“Fit?” now goes to “Score mission fit” when it fails.'],
    ['a next step', withField('score', { next: 'review' }), '“Score mission fit” now goes to “Review”.'],
    ['an end', withField('score', { next: undefined }), '“Score mission fit” now ends the run.'],
    ['an error route', withField('score', { onError: 'review' }), '“Score mission fit” now goes to “Review” on an error.'],
    ['a title', withField('review', { title: 'Partner review' }), '“Review” is now called “Partner review”.'],
    [
      'a save',
      withField('score', { save: { fit: 'output.total' } }),
      '“Score mission fit” now saves fit to the context from output.total, before from output.score.',
    ],
    ['a retry rule', withField('score', { retry: { maxAttempts: 5 } }), '“Score mission fit”: Attempts at most 2 → 5.'],
    ['no retry rule', withField('score', { retry: undefined }), '“Score mission fit” no longer has a retry rule of its own.'],
    ['a name', { ...FLOW, name: 'Other' }, 'The flow is now called “Other”, before “Test”.'],
    ['a start', changed(() => ({}), { start: 'fit' }), 'The flow now begins with “Fit?”, before with “Score mission fit”.'],
    [
      'a trigger',
      changed(() => ({}), { trigger: { on: 'event', eventType: 'rfp.won' } }),
      'The flow now starts on the event rfp.won, before by hand.',
    ],
    [
      'a slice',
      changed(() => ({}), { packet: { slices: { intake: {}, journal: { required: false } } } }),
      'The flow now may be given the slice “journal”.',
    ],
    [
      'an optional slice',
      changed(() => ({}), { packet: { slices: { intake: { required: false } } } }),
      'The slice “intake” is now optional.',
    ],
    [
      'a schema',
      changed(() => ({}), { packet: { slices: { intake: { schema: { type: 'string' } } } } }),
      'The slice “intake”: Schema › type added: “string”.',
    ],
    [
      'declared context',
      changed(() => ({}), { context: { schema: { type: 'object' } } }),
      'The flow: Declared context added: {"schema":{"type":"object"}}.',
    ],
  ])('says %s in a sentence', (_what, is, sentence) => {
    expect(sentences(is)).toEqual([sentence]);
  });

  it('calls an input what its skill calls it', () => {
    const [score] = CATALOG.skills.filter(({ name }) => name === 'score_mission_fit');
    const catalog = {
      ...CATALOG,
      skills: [{ name: 'score_mission_fit', output: {}, input: { properties: { intake: { title: 'Intake form' } } } }],
    };
    expect(score).toBeDefined();

    const { changes } = diffFlows(FLOW, withConfig('score', { input: { intake: 'x', approval_limit: 10_000 } }), catalog);

    expect(changes).toEqual([
      {
        kind: 'config',
        stepId: 'score',
        path: 'config.input.intake',
        was: '{{ packet.intake }}',
        is: 'x',
        sentence: '“Score mission fit”: Intake form “{{ packet.intake }}” → “x”.',
      },
    ]);
  });

  it('cuts long texts to where they differ', () => {
    const text = (limit: string): string =>
      `Please read the whole draft before you decide. Approve up to ${limit} euros and no more; ask the partner about the rest.`;

    expect(sentences(withConfig('review', { description: text('10,000') }), withConfig('review', { description: text('25,000') }))).toEqual(
      ['“Review”: What to do “…Approve up to 25,000 euros and no…” → “…Approve up to 10,000 euros and no…”.'],
    );
  });

  it('tells in the order of the flow, a removed step where it stood', () => {
    const is = aFlow([{ ...STEPS[0], id: 'score', kind: 'sage_skill', title: 'Score' }, skill('draft', { title: 'Draft' })], {
      packet: { slices: { intake: {} } },
    });

    expect(sentences(is)).toEqual([
      '“Score mission fit” is now called “Score”.',
      '“Fit?” (Gate) was removed.',
      '“Review” (Human task) was removed.',
      '“Draft” (Sage skill) was added.',
    ]);
  });

  it('says that the list stands in another order, since that is part of the version', () => {
    expect(diffFlows(FLOW, { ...FLOW, steps: FLOW.steps.toReversed() }).changes.map(({ kind }) => kind)).toEqual(['order']);
  });

  it.each([
    ['the spacing of an expression', withConfig('fit', { expression: '( context.fit>=0.7 )' })],
    ['the spacing inside a template', withConfig('score', { input: { intake: '{{packet.intake}}', approval_limit: 10_000 } })],
    ['the spacing of what is saved', withField('score', { save: { fit: ' output . score' } })],
    ['a place on the canvas', { ...FLOW, layout: { score: { x: 1, y: 2 } } }],
    ['a note', { ...FLOW, notes: [{ id: 'n', text: 'Ask Ben.', x: 0, y: 0 }] }],
  ])('is only of the layout when it is %s', (_what, is) => {
    expect(diffFlows(FLOW, is)).toEqual({ changes: [], layoutOnly: true });
  });

  it.each([
    [
      'a text inside an expression',
      withConfig('fit', { expression: 'context.fit == "a b"' }),
      withConfig('fit', { expression: 'context.fit == "a  b"' }),
    ],
    ['an int and a double', withConfig('fit', { expression: 'context.fit == 1' }), withConfig('fit', { expression: 'context.fit == 1.0' })],
    ['brackets that decide', withConfig('fit', { expression: '1 - (2 - 3) > 0' }), withConfig('fit', { expression: '1 - 2 - 3 > 0' })],
    [
      'text around a template',
      withConfig('review', { description: 'For {{ packet.intake }}' }),
      withConfig('review', { description: 'For  {{ packet.intake }}' }),
    ],
  ])('takes %s for a change', (_what, was, is) => {
    expect(diffFlows(was, is).changes).toHaveLength(1);
  });

  it.each(readdirSync('resources/flows'))('between %s and itself is nothing', file => {
    const { flow } = readFlowText(readFileSync(`resources/flows/${file}`, 'utf8'));

    expect(flow === null ? null : diffFlows(flow, structuredClone(flow))).toEqual({ changes: [], layoutOnly: false });
  });

  it('names a change whenever the version is another, and none when it is the same', () => {
    fc.assert(
      fc.property(fc.array(someEdit, { minLength: 1, maxLength: 6 }), edits => {
        const was = aFlow([skill('a', { next: 'b' }), gate('b', { expression: 'true', onPass: 'c' }), human('c')], {
          layout: { a: { x: 0, y: 0 } },
        });
        let is = was;
        for (const edit of edits) {
          const edited = editFlow(is, edit);
          if (edited.ok) is = edited.value.flow;
        }

        const diff = diffFlows(was, is);

        expect(diff.changes.length > 0).toBe(flowHash(is) !== flowHash(was));
        expect(diff.layoutOnly).toBe(diff.changes.length === 0 && !isDeepStrictEqual(is, was));
        expect(FlowDiff.parse(diff)).toEqual(diff);
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  });
});
