import { describe, expect, it } from 'vitest';
import { blockText } from '../../../engine/exports/document-block.ts';
import { flowSheet } from '../../../engine/exports/flow-sheet/flow-sheet.ts';
import { ruleWords, templateWords } from '../../../engine/exports/flow-sheet/rule-words.ts';
import { lengthWords, personWords, scheduleWords } from '../../../engine/exports/flow-sheet/sheet-words.ts';
import type { SheetNames } from '../../../engine/exports/flow-sheet/step-words.ts';
import { Flow } from '../../../engine/flow/flow.ts';

const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Onboard a partner',
  packet: { slices: { intake: { description: 'The first call.' }, side_notes: { required: false, sensitive: true } } },
  start: 'score',
  steps: [
    { id: 'late', kind: 'human_task', title: 'Ask again', config: { assignee: 'user:ana', description: 'Still there?' } },
    {
      id: 'score',
      kind: 'sage_skill',
      title: 'Score the fit',
      config: { skill: 'score_fit', input: {} },
      save: { fit: 'output.score' },
      next: 'fit',
    },
    { id: 'fit', kind: 'gate', title: 'Good fit?', config: { expression: 'context.fit >= 0.6', onPass: 'decide', onFail: 'halt' } },
    {
      id: 'decide',
      kind: 'human_task',
      title: 'Partner decides',
      config: {
        assignee: 'role:account-lead',
        description: 'Read the brief of {{ packet.intake.name }}.',
        outcomes: [
          { id: 'go', label: 'Send it' },
          { id: 'no', label: 'Not yet' },
        ],
        onDeadline: 'late',
      },
      save: { decision: 'output.outcome' },
      next: 'send',
    },
    { id: 'send', kind: 'product_action', title: 'Send', config: { product: 'janice', action: 'send_message', payload: {} }, next: 'wait' },
    {
      id: 'wait',
      kind: 'event_wait',
      title: 'Wait',
      config: { eventType: 'janice.reply.received', match: 'payload.reference == run.id', timeoutMs: 604_800_000 },
    },
    { id: 'alone', kind: 'gate', title: 'Alone', config: { expression: '', onFail: 'halt' } },
  ],
});

const NAMES: SheetNames = {
  skill: () => ({ title: 'Score mission fit', description: '' }),
  product: () => 'Janice',
  action: () => ({ title: 'Send a message', description: 'Answered as janice.reply.received.', effect: 'once' }),
  event: () => ({ title: 'A reply arrived', product: 'Janice' }),
};

const sheet = () => flowSheet(FLOW, { version: 'Version 2', since: 'Published by Ana on 1 March 2027', message: 'First' }, NAMES);

describe('A flow sheet', () => {
  it('tells the steps along the main way, then what branches off, then what stands apart', () => {
    const told = sheet().map(blockText);
    const steps = told.filter(text => text.startsWith('Step\t')).flatMap(text => text.split('\n').slice(1));

    expect(steps.map(line => line.split('\t')[0])).toEqual([
      '1. Score the fit',
      '2. Good fit?',
      '3. Partner decides',
      '4. Send',
      '5. Wait',
      '6. Ask again',
      '7. Alone',
    ]);
    expect(told).toContain('Drawn, but no way leads there yet:');
  });

  it('says who decides, what is waited for, what is called outside and what is needed', () => {
    const told = sheet().map(blockText).join('\n');

    expect(told).toContain('Account lead\t3. Partner decides\tSend it or Not yet\tNo deadline');
    expect(told).toContain('5. Wait\tA reply arrived\tOne where the reference is this very run\t1 week');
    expect(told).toContain('4. Send\tJanice\tSend a message\tChanges something there; where it is unclear');
    expect(told).toContain('side notes\tConfidential: it is hidden on screens and in files.\tIf there is one');
    expect(told).toContain('Without an answer in time: step 6, “Ask again”.');
    expect(told).toContain('If so: step 3, “Partner decides”. If not: the flow stops here.');
  });

  it('shows no id, no expression and no name of a machine', () => {
    const told = sheet().map(blockText).join('\n');

    expect(told).not.toMatch(/\{\{|context\.|steps\.|packet\.|onFail|halt|role:|user:|_|janice\.reply|sha256|null|undefined/);
  });

  it('has headings in the order of an outline, and a head in each table', () => {
    const levels = sheet().flatMap(block => (block.kind === 'heading' ? [block.level] : []));
    const heads = sheet().flatMap(block => (block.kind === 'table' ? [block.rows[0]?.every(cell => cell.length > 0)] : []));

    expect(levels).toEqual([1, 2, 2, 2, 2, 2]);
    expect(heads.every(Boolean)).toBe(true);
  });
});

describe('Words of a flow sheet', () => {
  it('tells rules in words, and what is too involved by what it looks at', () => {
    expect(ruleWords(FLOW, "context.decision == 'go' && context.fit != null")).toBe(
      'the answer to “Partner decides” is “Send it” and the fit is not missing',
    );
    expect(ruleWords(FLOW, 'size(steps.score.output.claims) > 3')).toBe('the number of claims of “Score the fit” is more than 3');
    expect(ruleWords(FLOW, 'context.list.all(x, x > 2)')).toBe('a rule about the list holds');
    expect(ruleWords(FLOW, '((')).toBe('a rule of its own holds');
    expect(templateWords(FLOW, 'Fit {{ context.fit }} of {{ has(packet.intake.name) ? packet.intake.name : "–" }}')).toBe(
      'Fit [fit] of [name]',
    );
  });

  it('says lengths, schedules and people as one says them', () => {
    expect([1_209_600_000, 5_400_000, 86_400_000, 1500].map(lengthWords)).toEqual(['2 weeks', '90 minutes', '1 day', '2 seconds']);
    expect(['0 9 * * 1', '30 7 * * 1-5', '5 18 * * *', '0 0 1 * *', '*/5 * * * *'].map(scheduleWords)).toEqual([
      'every Monday at 09:00',
      'every weekday at 07:30',
      'every day at 18:05',
      'on day 1 of each month at 00:00',
      'on a schedule of its own',
    ]);
    expect(['role:account-lead', 'user:ana', ''].map(personWords)).toEqual(['Account lead', 'Ana', 'Nobody yet']);
  });
});
