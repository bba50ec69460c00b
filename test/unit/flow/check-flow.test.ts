import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../../engine/flow/check-flow.ts';
import type { Flow } from '../../../engine/flow/flow.ts';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';
import { ProductManifest } from '../../../engine/products/product.ts';
import { aFlow, CATALOG, gate, human, skill, type WrittenStep } from './a-flow.ts';

const problemsOf = (flow: Flow) => checkFlow(flow, CATALOG);

/** `error dangling-step a next`, in short. */
const story = (flow: Flow): string[] =>
  problemsOf(flow).map(({ severity, code, stepId, field }) => [severity, code, stepId, field].filter(part => part !== undefined).join(' '));

const twoSteps = (config: object, more: object = {}): Flow =>
  aFlow([skill('a', { next: 'b' }), { id: 'b', kind: 'gate', config: { onPass: 'c', ...config } }, skill('c')], more);

describe('checking the drawing', () => {
  it('finds nothing wrong with a flow that is fine', () => {
    const flow = aFlow([
      skill('a', { next: 'g' }),
      gate('g', { expression: 'has(steps.a.output)', onPass: 'h', onFail: 'a' }),
      human('h', { onDeadline: 'g' }),
    ]);

    expect(problemsOf(flow)).toEqual([]);
  });

  it.each<[string, Flow, string[]]>([
    ['no steps', aFlow([]), ['error no-steps steps']],
    ['no start', aFlow([skill('a')], { start: undefined }), ['error no-start start']],
    ['a start that is not there', aFlow([skill('a')], { start: 'z' }), ['error dangling-step start']],
    ['an arrow to nowhere', aFlow([skill('a', { next: 'z' })]), ['error dangling-step a next']],
    ['an error arrow to nowhere', aFlow([skill('a', { onError: 'z' })]), ['error dangling-step a onError']],
    ['a fail side to nowhere', twoSteps({ expression: 'true', onFail: 'z' }), ['error dangling-step b config.onFail']],
    ['a deadline to nowhere', aFlow([human('a', { onDeadline: 'z' })]), ['error dangling-step a config.onDeadline']],
    ['a step no way leads to', aFlow([skill('a'), skill('b')]), ['error unreachable-step b']],
    ['a gate without a pass side', aFlow([gate('g', { expression: 'true' })]), ['error gate-without-pass g config.onPass']],
    ['two steps of one id', aFlow([skill('a'), skill('a')]), ['error duplicate-step a id']],
    ['a step that follows itself', aFlow([skill('a', { next: 'a' })]), ['error cycle-without-gate a']],
    [
      'a loop without a gate',
      aFlow([skill('a', { next: 'b' }), human('b', {}, { next: 'c' }), skill('c', { onError: 'a' })]),
      ['error cycle-without-gate a'],
    ],
  ])('tells of %s', (_what, flow, wanted) => {
    expect(story(flow)).toEqual(wanted);
  });

  it('lets a loop go through a gate', () => {
    expect(story(aFlow([skill('a', { next: 'g' }), gate('g', { expression: 'true', onPass: 'b', onFail: 'a' }), skill('b')]))).toEqual([]);
  });

  it('says the way round a loop', () => {
    const [problem] = problemsOf(aFlow([skill('a', { title: 'Draft', next: 'b' }), skill('b', { title: 'Review', next: 'a' })]));

    expect(problem?.message).toBe(
      'A run would go round and round: Draft → Review → Draft. Put a gate in the loop that decides when to leave it.',
    );
  });
});

describe('checking expressions', () => {
  const SLICES = { packet: { slices: { intake: { schema: { type: 'string' } }, journal: { schema: {}, required: false } } } };

  it.each<[string, object, string[]]>([
    ['packet.intake.size() > 3', {}, []],
    ['packet.intake', {}, ['error not-true-or-false b config.expression']],
    ['packet.intak == ""', {}, ['error undeclared-slice b config.expression']],
    ['packet.journal != ""', {}, ['warning optional-slice b config.expression']],
    ['has(packet.journal) && packet.journal != ""', {}, []],
    ['steps.z.output.x', {}, ['error no-such-step b config.expression']],
    ['steps.c.output.x', {}, ['warning never-before b config.expression']],
    ['has(steps.c) && steps.c.output.x', {}, []],
    ['steps.a.result', {}, ['error expression b config.expression']],
    ['context.score > 1', {}, ['error expression b config.expression']],
    ['context.score > 1', { context: { schema: { type: 'object', properties: { score: { type: 'number' } } } } }, []],
    [
      'context.score > 1',
      { context: { schema: { type: 'object', properties: { score: { type: 'string' } } } } },
      ['error expression b config.expression'],
    ],
    ['event.payload.x', {}, ['error expression b config.expression']],
    ['1 +', {}, ['error expression b config.expression']],
    ['  ', {}, ['error no-expression b config.expression']],
  ])('in a gate: %s', (expression, more, wanted) => {
    expect(story(twoSteps({ expression }, { ...SLICES, ...more }))).toEqual(wanted);
  });

  it('points at the place inside a template, with a way out', () => {
    const flow = aFlow([skill('a', { config: { skill: 'echo', input: { list: ['Week {{ packet.wek }}'] } } })], {
      packet: { slices: { week: {} } },
    });
    const [problem] = problemsOf(flow);

    expect(problem).toEqual({
      severity: 'error',
      code: 'undeclared-slice',
      stepId: 'a',
      field: 'config.input.list.0',
      range: { start: 8, end: 18 },
      message: '“a”: This flow does not ask its packet for a slice `wek`. Is `week` meant?',
      fix: 'Add the slice `wek` to what this flow needs.',
    });
  });

  it('knows what a skill gives, what it saves, and what an answer can be', () => {
    const flow = aFlow(
      [
        {
          id: 'score',
          kind: 'sage_skill',
          config: { skill: 'score_mission_fit', input: { intake: 'x' } },
          save: { fit: 'output.score' },
          next: 'ask',
        },
        human('ask', {}, { save: { decision: 'output.outcome' }, next: 'ok' }),
        gate('ok', { expression: "context.fit > '1' || context.decision == 'aproved'", onPass: 'done' }),
        { id: 'done', kind: 'sage_skill', config: { skill: 'echo', input: { score: '{{ steps.score.output.scor }}' } } },
      ],
      {},
    );

    expect(problemsOf(flow).map(({ message }) => message)).toEqual([
      '“ok”: A number and a text cannot be put in order.',
      '“done”: `steps.score.output` has no field `scor`. It has: score.',
    ]);
    const approving = aFlow([
      human('ask', {}, { save: { decision: 'output.outcome' }, next: 'ok' }),
      gate('ok', { expression: "context.decision == 'aproved'", onPass: 'end' }),
      skill('end'),
    ]);
    expect(problemsOf(approving).map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', '“ok”: This is never true: it is one of “approve”, “reject”.'],
    ]);
  });

  it('knows what an event brings', () => {
    const wait = (match: string): WrittenStep => ({ id: 'w', kind: 'event_wait', config: { eventType: 'janice.reply.received', match } });

    expect(story(aFlow([wait('payload.text == run.id')]))).toEqual([]);
    expect(story(aFlow([wait('payload.txt == run.id')]))).toEqual(['error expression w config.match']);
    expect(story(aFlow([wait('payload.text')]))).toEqual(['error not-true-or-false w config.match']);
    const trigger = { on: 'event', eventType: 'janice.reply.received', match: 'payload.text == packet.x' };
    expect(story(aFlow([skill('a')], { trigger }))).toEqual(['error expression trigger.match']);
  });
});

describe('checking what steps refer to', () => {
  const step = (kind: string, config: object): Flow => aFlow([{ id: 's', kind, config }]);

  it.each<[string, Flow, string[]]>([
    ['no skill', step('sage_skill', { skill: '' }), ['error no-skill s config.skill']],
    ['a skill that is not there', step('sage_skill', { skill: 'score_mission_fitt' }), ['error no-such-skill s config.skill']],
    ['an input that is missing', step('sage_skill', { skill: 'score_mission_fit' }), ['error missing-input s config.input']],
    [
      'an input nobody takes',
      step('sage_skill', { skill: 'score_mission_fit', input: { intake: '', Intake: '' } }),
      ['error unknown-input s config.input.Intake'],
    ],
    [
      'an input of the wrong type',
      step('sage_skill', { skill: 'score_mission_fit', input: { intake: 5 } }),
      ['error wrong-input s config.input.intake'],
    ],
    [
      'an input out of bounds',
      step('sage_skill', { skill: 'score_mission_fit', input: { intake: '', top: 11 } }),
      ['error wrong-input s config.input.top'],
    ],
    ['no product', step('product_action', { product: '', action: '' }), ['error no-product s config.product']],
    ['a product that is not there', step('product_action', { product: 'jance', action: 'x' }), ['error no-such-product s config.product']],
    ['no action', step('product_action', { product: 'janice', action: '' }), ['error no-action s config.action']],
    [
      'an action that is not there',
      step('product_action', { product: 'janice', action: 'toString' }),
      ['error no-such-action s config.action'],
    ],
    [
      'a payload that misses a field',
      step('product_action', { product: 'janice', action: 'share' }),
      ['error missing-input s config.payload'],
    ],
    ['no event type', step('event_wait', { eventType: '' }), ['error no-event-type s config.eventType']],
    ['an event nobody tells of', step('event_wait', { eventType: 'x.y' }), ['warning unknown-event-type s config.eventType']],
    ['nobody asked', aFlow([human('s', { assignee: 'role:' })]), ['error no-assignee s config.assignee']],
    ['a role nobody knows', aFlow([human('s', { assignee: 'role:boss' })]), ['warning unknown-assignee s config.assignee']],
    ['a task that is not said', aFlow([human('s', { description: ' ' })]), ['warning no-description s config.description']],
    [
      'a form that is no schema',
      aFlow([human('s', { form: { type: 'object', properties: { a: { type: 'txt' } } } })]),
      ['error bad-form s config.form'],
    ],
    ['a form that is no object', aFlow([human('s', { form: { type: 'string' } })]), ['error bad-form s config.form']],
    ['a deadline that is no time', aFlow([human('s', { deadline: 'soon' })]), ['error bad-deadline s config.deadline']],
    [
      'an outcome twice',
      aFlow([
        human('s', {
          outcomes: [
            { id: 'a', label: 'A' },
            { id: 'a', label: 'B' },
          ],
        }),
      ]),
      ['error outcome-twice s config.outcomes'],
    ],
    [
      'a slice of no schema',
      aFlow([skill('s')], { packet: { slices: { a: { schema: { type: 5 } } } } }),
      ['error bad-schema packet.slices.a.schema'],
    ],
  ])('tells of %s', (_what, flow, wanted) => {
    expect(story(flow)).toEqual(wanted);
  });

  it.each([
    ['0 9 * * 1', 'Europe/Paris', []],
    ['*/15 8-18 1,15 jan-mar MON', 'UTC', []],
    ['0 9 * *', 'UTC', ['error bad-schedule trigger.cron']],
    ['60 9 * * 1', 'UTC', ['error bad-schedule trigger.cron']],
    ['0 9 * * 5-1', 'UTC', ['error bad-schedule trigger.cron']],
    ['5/15 9 * * *', 'UTC', ['error bad-schedule trigger.cron']],
    ['*/90 9 * * *', 'UTC', ['error bad-schedule trigger.cron']],
    ['0 9 30 2 *', 'UTC', ['error bad-schedule trigger.cron']],
    ['0 9 * * 1', 'Mars/Olympus', ['error bad-timezone trigger.timezone']],
  ])('tells of a schedule %s in %s', (cron, timezone, wanted) => {
    expect(story(aFlow([skill('a')], { trigger: { on: 'schedule', cron, timezone } }))).toEqual(wanted);
  });

  it.each([
    ['an event', { on: 'event', eventType: 'janice.reply.received', packet: { text: '{{ payload.text }}' } }, ['text', 'event'], []],
    ['an event', { on: 'event', eventType: 'janice.reply.received' }, ['text'], ['warning unfilled-slice trigger.packet']],
    [
      'an event',
      { on: 'event', eventType: 'janice.reply.received', packet: { text: '{{ packet.x }}', other: 1 } },
      ['text'],
      ['error unknown-slice trigger.packet.other', 'error expression trigger.packet.text'],
    ],
    ['the clock', { on: 'schedule', cron: '0 9 * * 1', timezone: 'UTC', packet: 'monday' }, ['text'], []],
    ['the clock', { on: 'schedule', cron: '0 9 * * 1', timezone: 'UTC' }, ['text', 'schedule'], ['warning unfilled-slice trigger.packet']],
  ])('asks what fills the evidence of a run that %s starts', (_what, trigger, names, wanted) => {
    const slices = Object.fromEntries(names.map(name => [name, { schema: {} }]));
    expect(story(aFlow([skill('a')], { trigger, packet: { slices } }))).toEqual(wanted);
  });
});

describe('checking any flow', () => {
  it.each(readdirSync('resources/flows'))('finds nothing wrong with the shipped %s but that its skills are not in this catalog', file => {
    const products = readdirSync('resources/products').map(name =>
      ProductManifest.parse(JSON.parse(readFileSync(`resources/products/${name}`, 'utf8'))),
    );
    const { flow } = readFlowText(readFileSync(`resources/flows/${file}`, 'utf8'));
    if (flow === null) throw new Error(`${file} is not a flow.`);

    expect(checkFlow(flow, { skills: [], products }).filter(({ code }) => code !== 'no-such-skill')).toEqual([]);
  });

  it('takes as long as its steps are many, not as their square', () => {
    const lineOf = (count: number) =>
      aFlow(
        Array.from({ length: count }, (_, index) => ({
          ...skill(`s${index}`, {
            config: { skill: 'echo', input: { before: index === 0 ? '' : `{{ steps.s${index - 1}.output.notes.filter(n, n.ok) }}` } },
          }),
          ...(index === count - 1 ? {} : { next: `s${index + 1}` }),
        })),
      );
    const [few, many] = [lineOf(200), lineOf(1600)];
    const shortest = (flow: ReturnType<typeof lineOf>): number =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const before = process.cpuUsage();
          expect(problemsOf(flow)).toEqual([]);
          const { user, system } = process.cpuUsage(before);
          return user + system;
        }),
      );

    shortest(few); // until the code is compiled
    expect(shortest(many) / shortest(few)).toBeLessThan(8 * 4); // eight times the steps; their square is 64 times
  });
});
