import { stepTitle, type Flow, type Step } from '../../flow/flow.ts';
import type { Block, Inline } from '../document-block.ts';
import { ruleWords } from './rule-words.ts';
import { sheetOrder } from './sheet-order.ts';
import { listed, personWords, scheduleWords, spaced } from './sheet-words.ts';
import {
  answersWords,
  deadlineWords,
  EFFECT_WORDS,
  eventWords,
  happensWords,
  ownerWords,
  thenWords,
  waitWords,
  type SheetNames,
} from './step-words.ts';

/** Which state of a flow a sheet shows. */
export interface SheetOf {
  /** `Version 3`, `Draft`. */
  readonly version: string;
  /** Who published it and when, or when the draft was changed, as a sentence. */
  readonly since: string;
  /** What was said to be new in it; '' for nothing. */
  readonly message: string;
}

/**
 * A flow told to people who have a part in it or are asked about it: who does what in which order, who decides, what it waits for and what it does
 * outside. No ids and no expressions.
 */
export function flowSheet(flow: Flow, of: SheetOf, names: SheetNames): readonly Block[] {
  const { reached, apart } = sheetOrder(flow);
  const numbers = new Map([...reached, ...apart].map((step, index) => [step.id as string, index + 1]));
  const numberOf = (stepId: string) => numbers.get(stepId);
  const named = (step: Step) => `${String(numbers.get(step.id) ?? '?')}. ${stepTitle(step)}`;
  const all = [...reached, ...apart];
  return [
    heading(1, flow.name),
    ...(flow.description === undefined || flow.description === '' ? [] : [paragraph(flow.description)]),
    table([['This flow', 'In short'], ...glance(flow, of, names)]),
    heading(2, 'What happens, step by step'),
    ...(all.length === 0 ? [paragraph('Nothing is drawn yet.')] : []),
    ...stepsTable(reached, named, flow, names, numberOf),
    ...(apart.length === 0 ? [] : [paragraph('Drawn, but no way leads there yet:'), ...stepsTable(apart, named, flow, names, numberOf)]),
    ...section(
      'Who decides and approves',
      ['Who', 'At step', 'Can answer', 'Until when'],
      all.flatMap(step =>
        step.kind === 'human_task' ? [[personWords(step.config.assignee), named(step), answersWords(step), deadlineWords(step)]] : [],
      ),
      'Nobody is asked: no person has a say in this flow while it runs.',
    ),
    ...section(
      'What it waits for',
      ['At step', 'Waits for', 'Which one', 'At most'],
      all.flatMap(step => {
        if (step.kind !== 'event_wait') return [];
        const { which, atMost } = waitWords(flow, step);
        return [[named(step), eventWords(step.config.eventType, names), which, atMost]];
      }),
      'It waits for nothing from outside.',
    ),
    ...section(
      'What it does outside',
      ['At step', 'With', 'What', 'What that means'],
      all.flatMap(step => {
        if (step.kind !== 'product_action') return [];
        const action = names.action(step.config.product, step.config.action);
        return [
          [
            named(step),
            ownerWords(step, names),
            action?.title ?? spaced(step.config.action),
            action === null ? 'Not known in this workspace' : EFFECT_WORDS[action.effect],
          ],
        ];
      }),
      'It calls nothing outside.',
    ),
    ...section(
      'What it needs to begin',
      ['What', 'About it', 'Needed'],
      Object.entries(flow.packet.slices).map(([name, { description, required, sensitive }]) => [
        spaced(name),
        [description ?? '', sensitive ? 'Confidential: it is hidden on screens and in files.' : ''].filter(text => text !== '').join(' '),
        required ? 'Always' : 'If there is one',
      ]),
      'It needs no evidence to begin.',
    ),
  ];
}

const text = (words: string): readonly Inline[] => [{ kind: 'text', text: words }];
const heading = (level: number, words: string): Block => ({ kind: 'heading', level, inlines: text(words) });
const paragraph = (words: string): Block => ({ kind: 'paragraph', inlines: text(words) });
const table = (rows: readonly (readonly string[])[]): Block => ({ kind: 'table', rows: rows.map(row => row.map(text)) });

/** A heading with its table, or with the sentence that says that there is nothing to tell. */
const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[], none: string): readonly Block[] => [
  heading(2, title),
  rows.length === 0 ? paragraph(none) : table([head, ...rows]),
];

function glance(flow: Flow, of: SheetOf, names: SheetNames): readonly (readonly string[])[] {
  const count = (kind: Step['kind']) => flow.steps.filter(step => step.kind === kind).length;
  const parts = [
    [count('sage_skill'), 'by Sage'],
    [count('human_task'), count('human_task') === 1 ? 'by a person' : 'by people'],
    [count('product_action'), 'outside'],
    [count('event_wait'), 'waiting for something'],
    [count('gate'), 'where a rule decides'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, words]) => `${String(number)} ${words}`);
  const steps = flow.steps.length;
  const people = [...new Set(flow.steps.flatMap(step => (step.kind === 'human_task' ? [personWords(step.config.assignee)] : [])))];
  return [
    ['State', [of.version, of.since, of.message === '' ? '' : `“${of.message}”`].filter(part => part !== '').join('. ')],
    ['Starts', startWords(flow, names)],
    ['Steps', steps === 0 ? 'None yet' : `${String(steps)}${told.length === 0 ? '' : `: ${listed(told, 'and')}`}`],
    ['People', people.length === 0 ? 'Nobody is asked' : listed(people, 'and')],
  ];
}

function startWords(flow: Flow, names: SheetNames): string {
  const { trigger } = flow;
  switch (trigger.on) {
    case 'manual':
      return 'When somebody starts it';
    case 'schedule':
      return `By itself, ${scheduleWords(trigger.cron)} (${trigger.timezone.replaceAll('_', ' ')})`;
    case 'event': {
      const which = trigger.match === undefined || trigger.match === '' ? '' : `, where ${ruleWords(flow, trigger.match)}`;
      return `By itself, when it is told: ${eventWords(trigger.eventType, names)}${which}`;
    }
  }
}

const stepsTable = (
  steps: readonly Step[],
  named: (step: Step) => string,
  flow: Flow,
  names: SheetNames,
  numberOf: (stepId: string) => number | undefined,
): readonly Block[] =>
  steps.length === 0
    ? []
    : [
        table([
          ['Step', 'Who', 'What happens', 'Then'],
          ...steps.map(step => [
            named(step),
            ownerWords(step, names),
            happensWords(flow, step, names),
            thenWords(flow, step, numberOf).join(' '),
          ]),
        ]),
      ];
