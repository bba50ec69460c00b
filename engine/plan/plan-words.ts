import { stepOf, stepTitle, type Flow } from '../flow/flow.ts';
import { RUN_BEGINS } from './knowledge.ts';

/**
 * "“Draft” has run and “Review” is answered": what has to happen before something is known. Persons and events come first: they
 * decide, and nobody can know before them; a stage that might run again on the way back of a loop is only a consequence.
 */
export function untilWords(until: ReadonlySet<string>, flow: Flow): string {
  const isOutside = (stepId: string): boolean => ['human_task', 'event_wait'].includes(stepOf(flow, stepId)?.kind ?? '');
  const words = [...until].toSorted((a, b) => Number(isOutside(b)) - Number(isOutside(a))).map(stepId => happened(stepId, flow));
  const told = words.length > 2 ? [...words.slice(0, 1), `${String(words.length - 1)} things more have happened`] : words;
  return told.join(' and ');
}

function happened(stepId: string, flow: Flow): string {
  if (stepId === RUN_BEGINS) return 'the run has begun';
  const step = stepOf(flow, stepId);
  const title = `“${step === undefined ? stepId : stepTitle(step)}”`;
  switch (step?.kind) {
    case 'human_task':
      return `${title} is answered`;
    case 'event_wait':
      return `the event of ${title} has come`;
    case 'product_action':
      return `${title} has answered`;
    case 'gate':
      return `${title} is decided`;
    case 'sage_skill':
    case undefined:
      return `${title} has run`;
  }
}
