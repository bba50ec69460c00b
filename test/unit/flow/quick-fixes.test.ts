import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../../engine/flow/check-flow.ts';
import { editFlow } from '../../../engine/flow/flow-edit.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { QuickFix } from '../../../engine/flow/quick-fix.ts';
import { quickFixes } from '../../../engine/flow/quick-fixes.ts';
import { aFlow, CATALOG, gate, human, skill, type WrittenStep } from './a-flow.ts';

function carriedOut(flow: Flow, fix: QuickFix): Flow {
  return fix.edits.reduce((at, edit) => {
    const edited = editFlow(at, edit);
    if (!edited.ok) throw new Error(edited.error.message);
    return Flow.parse(edited.value.flow);
  }, flow);
}

const event = (packet: object): object => ({ trigger: { on: 'event', eventType: 'janice.reply.received', packet } });
const slices = (...names: string[]): object => ({ packet: { slices: Object.fromEntries(names.map(name => [name, {}])) } });

/** Each kind of problem with the fixes it has, the likeliest first. */
const CASES: readonly (readonly [code: string, steps: readonly WrittenStep[], more: object, fixes: readonly string[]])[] = [
  ['no-start', [skill('a')], { start: undefined }, ['start with “a”']],
  ['dangling-step', [skill('a')], { start: 'gone' }, ['start with “a”']],
  [
    'dangling-step',
    [skill('a', { next: 'scores' }), skill('score')],
    {},
    ['connect to “score”', 'create the step scores', 'remove the arrow'],
  ],
  ['gate-without-pass', [gate('a', { expression: 'true', onFail: 'halt' })], {}, ['add a step there']],
  ['unreachable-step', [skill('a'), skill('b')], {}, ['connect “a” to it', 'delete “b”']],
  ['no-such-skill', [{ ...skill('a'), config: { skill: 'ecko', input: {} } }], {}, ['use the skill echo']],
  [
    'no-such-product',
    [{ id: 'a', kind: 'product_action', config: { product: 'janise', action: 'share', payload: {} } }],
    {},
    ['use janice'],
  ],
  [
    'no-such-action',
    [{ id: 'a', kind: 'product_action', config: { product: 'janice', action: 'shar', payload: { to: 'x' } } }],
    {},
    ['use the action share'],
  ],
  ['unknown-event-type', [{ id: 'a', kind: 'event_wait', config: { eventType: 'janice.reply' } }], {}, ['wait for janice.reply.received']],
  ['no-assignee', [human('a', { assignee: '' })], {}, ['ask role:partner']],
  [
    'outcome-twice',
    [
      human('a', {
        outcomes: [
          { id: 'yes', label: 'Yes' },
          { id: 'yes', label: 'Also' },
        ],
      }),
    ],
    {},
    ['call the second outcome yes_2'],
  ],
  [
    'undeclared-slice',
    [human('a', { description: 'Read {{ packet.note.text }} first.' })],
    slices('notes'),
    ['read the slice notes', 'add the slice note'],
  ],
  [
    'optional-slice',
    [human('a', { description: 'Read {{ packet.notes }}.' })],
    { packet: { slices: { notes: { required: false } } } },
    ['make the slice notes required'],
  ],
  [
    'no-such-step',
    [skill('score', { next: 'g' }), gate('g', { expression: 'steps.scores.output.ok', onPass: 'score', onFail: 'halt' })],
    {},
    ['read “score”', 'create the step scores'],
  ],
  [
    'missing-input',
    [{ ...skill('a'), config: { skill: 'score_mission_fit', input: {} } }],
    slices('intake'),
    ['take intake from packet.intake'],
  ],
  ['unknown-input', [{ ...skill('a'), config: { skill: 'score_mission_fit', input: { intak: 'x', intake: 'y' } } }], {}, ['remove intak']],
  ['unknown-slice', [skill('a')], event({ notes: 'x' }), ['add the slice notes', 'leave notes out']],
  ['unfilled-slice', [skill('a')], { ...event({}), ...slices('notes') }, ['fill notes from the event', 'make notes optional']],
];

describe('A quick fix', () => {
  it.each(CASES)('puts %s right, whichever is taken', (code, steps, more, labels) => {
    const flow = aFlow(steps, more);
    const problem = checkFlow(flow, CATALOG).find(one => one.code === code);
    if (problem === undefined) throw new Error(`The flow has no ${code}.`);
    const fixes = quickFixes(flow, problem, CATALOG);

    expect(fixes.map(({ label }) => label)).toEqual(labels);
    for (const fix of fixes) expect(checkFlow(carriedOut(flow, fix), CATALOG)).not.toContainEqual(problem);
  });

  it('writes a name into the middle of a text and leaves the rest of it', () => {
    const flow = aFlow([human('a', { description: 'Read {{ packet.note.text }} and {{ packet.notes }}.' })], slices('notes'));
    const [problem] = checkFlow(flow, CATALOG);
    const [fix] = problem === undefined ? [] : quickFixes(flow, problem, CATALOG);
    const fixed = fix === undefined ? flow : carriedOut(flow, fix);

    expect(fixed.steps[0]).toMatchObject({ config: { description: 'Read {{ packet.notes.text }} and {{ packet.notes }}.' } });
  });
});
