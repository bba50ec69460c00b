import { stepOf, stepTitle, type Flow } from '../flow/flow.ts';
import { RUN_BEGINS } from './knowledge.ts';

/** "“Draft” has run and “Review” is answered": what has to happen before something is known. */
export function untilWords(until: ReadonlySet<string>, flow: Flow): string {
  const words = [...until].map(stepId => happened(stepId, flow));
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
