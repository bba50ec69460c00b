import { neverHere } from '../../engine/base/never-here.ts';
import type { Step } from '../../engine/flow/flow.ts';

/** The second line of a card, and whether it is text for a machine. A step that is not filled in says what is missing. */
export function stepLine(step: Step): { readonly line: string; readonly isCode: boolean } {
  switch (step.kind) {
    case 'sage_skill':
      return code(step.config.skill, 'No skill chosen');
    case 'human_task':
      return step.config.assignee === '' ? plain('Nobody assigned') : plain(assigneeWords(step.config.assignee));
    case 'product_action':
      return code(step.config.product === '' ? '' : `${step.config.product}.${step.config.action}`, 'No action chosen');
    case 'event_wait':
      return code(step.config.eventType, 'No event type chosen');
    case 'gate':
      return code(step.config.expression, 'No expression written');
    default:
      return neverHere(step);
  }
}

const code = (text: string, missing: string) => (text === '' ? plain(missing) : { line: text, isCode: true });
const plain = (line: string) => ({ line, isCode: false });

/** `role:partner` is for machines; a person reads “Partner (role)”. */
function assigneeWords(assignee: string): string {
  const [sort, name = ''] = assignee.split(':');
  const words = name.replaceAll(/[._-]+/g, ' ').trim();
  if (words === '') return assignee;
  return sort === 'role' ? `${words.slice(0, 1).toUpperCase()}${words.slice(1)} (role)` : words;
}
