import { stepOf, stepTitle, type Flow, type Step } from '../../flow/flow.ts';
import { DEFAULT_OUTCOMES } from '../../steps/human_task/definition.ts';
import { ruleSentence, ruleWords, templateWords } from './rule-words.ts';
import { lengthWords, listed, personWords } from './sheet-words.ts';

/** What things are called that a flow names by their ids; null for what the workspace does not know. */
export interface SheetNames {
  readonly skill: (name: string) => { readonly title: string; readonly description: string } | null;
  readonly product: (name: string) => string | null;
  readonly action: (
    product: string,
    action: string,
  ) => { readonly title: string; readonly description: string; readonly effect: 'pure' | 'idempotent' | 'once' } | null;
  readonly event: (type: string) => { readonly title: string; readonly product: string } | null;
}

/** Whose step it is: a person or role, Sage, a product, or a rule that nobody has to carry out. */
export function ownerWords(step: Step, names: SheetNames): string {
  switch (step.kind) {
    case 'human_task':
      return personWords(step.config.assignee);
    case 'sage_skill':
      return 'Sage';
    case 'product_action':
      return step.config.product === '' ? 'No product yet' : (names.product(step.config.product) ?? step.config.product);
    case 'event_wait':
      return names.event(step.config.eventType)?.product ?? 'Somebody outside';
    case 'gate':
      return 'A rule';
  }
}

/** What happens in a step, as a sentence. */
export function happensWords(flow: Flow, step: Step, names: SheetNames): string {
  switch (step.kind) {
    case 'human_task':
      return step.config.description === '' ? 'Decides.' : templateWords(flow, step.config.description);
    case 'sage_skill': {
      const skill = names.skill(step.config.skill);
      if (skill === null) return 'Reads the evidence and answers.';
      return withEventTitles(skill.description === '' ? `${skill.title}.` : skill.description, names);
    }
    case 'product_action': {
      const action = names.action(step.config.product, step.config.action);
      if (action === null) return 'Acts.';
      return withEventTitles(action.description === '' ? `${action.title}.` : action.description, names);
    }
    case 'event_wait':
      return `Waits until it is told: ${eventWords(step.config.eventType, names)}.`;
    case 'gate':
      return ruleSentence(flow, step.config.expression);
  }
}

/** A text of a manifest with types of events by their titles. */
const withEventTitles = (text: string, names: SheetNames): string =>
  text.replace(/\b[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+\b/g, type => {
    const event = names.event(type);
    return event === null ? type : `“${event.title}”`;
  });

export const eventWords = (eventType: string, names: SheetNames): string =>
  eventType === '' ? 'something that has not been chosen yet' : (names.event(eventType)?.title ?? eventType.replaceAll(/[._]+/g, ' '));

/** Where the flow goes on after a step, a sentence for each way. `numberOf` gives a step's number on the sheet. */
export function thenWords(flow: Flow, step: Step, numberOf: (stepId: string) => number | undefined): readonly string[] {
  const to = (stepId: string | undefined): string => {
    if (stepId === undefined) return 'the flow ends';
    const next = stepOf(flow, stepId);
    return `step ${String(numberOf(stepId) ?? '?')}, “${next === undefined ? stepId : stepTitle(next)}”`;
  };
  const start = (stepId: string | undefined): string => (stepId === undefined ? 'The flow ends.' : `Goes on with ${to(stepId)}.`);
  if (step.kind === 'gate') {
    const { onPass, onFail } = step.config;
    return [`If so: ${to(onPass)}.`, `If not: ${onFail === 'halt' ? 'the flow stops here' : to(onFail)}.`];
  }
  const late =
    step.kind === 'human_task' && step.config.onDeadline !== undefined
      ? [`Without an answer in time: ${to(step.config.onDeadline)}.`]
      : step.kind === 'event_wait' && step.config.onTimeout !== undefined
        ? [`If nothing comes in time: ${to(step.config.onTimeout)}.`]
        : [];
  return [start(step.next), ...late, ...(step.onError === undefined ? [] : [`If it fails: ${to(step.onError)}.`])];
}

/** What a person can answer: `Approve or Reject`. */
export const answersWords = (step: Extract<Step, { kind: 'human_task' }>): string =>
  listed(
    (step.config.outcomes ?? DEFAULT_OUTCOMES).map(({ label }) => label),
    'or',
  );

/** Until when a person has to answer. */
export function deadlineWords(step: Extract<Step, { kind: 'human_task' }>): string {
  const { deadline } = step.config;
  if (deadline === undefined || deadline === '') return 'No deadline';
  return deadline.includes('{{')
    ? 'A date that is worked out when the run comes here'
    : deadline.replace('T', ' ').replace(/:00(\.\d+)?Z$/, ' UTC');
}

/** What is waited for, and how long at most. */
export const waitWords = (
  flow: Flow,
  step: Extract<Step, { kind: 'event_wait' }>,
): { readonly which: string; readonly atMost: string } => ({
  which: step.config.match === undefined || step.config.match === '' ? 'The first one' : `One where ${ruleWords(flow, step.config.match)}`,
  atMost: step.config.timeoutMs === undefined ? 'As long as it takes' : lengthWords(step.config.timeoutMs),
});

export const EFFECT_WORDS = {
  pure: 'Only looks something up',
  idempotent: 'Changes something there; asking twice changes it once',
  once: 'Changes something there; where it is unclear whether it happened, a person is asked',
} as const;
