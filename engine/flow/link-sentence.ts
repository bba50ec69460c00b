import { neverHere } from '../base/never-here.ts';
import type { StepId } from '../base/ids.ts';
import type { Naming } from './change-sentence.ts';
import type { Step } from './flow.ts';
import type { LinkField } from './links.ts';

/** Where a step leads now: “Fit?” now goes to “Draft” when it fails. */
export function linkSentence(step: Step, field: LinkField, to: StepId | undefined, naming: Naming): string {
  const title = `“${naming.is(step.id)}”`;
  const when = whenWords(field);
  if (to !== undefined) return `${title} now goes to “${naming.is(to)}”${when}.`;
  switch (field) {
    case 'next':
    case 'onPass':
      return `${title} now ends the run${when}.`;
    case 'onFail':
      return `${title} now halts the run${when}.`;
    case 'onError':
    case 'onTimeout':
    case 'onDeadline':
      return `${title} now fails the run${when}.`;
    default:
      return neverHere(field);
  }
}

function whenWords(field: LinkField): string {
  switch (field) {
    case 'next':
      return '';
    case 'onPass':
      return ' when it passes';
    case 'onFail':
      return ' when it fails';
    case 'onError':
      return ' on an error';
    case 'onTimeout':
      return ' when its time is up';
    case 'onDeadline':
      return ' when its deadline passes';
    default:
      return neverHere(field);
  }
}
