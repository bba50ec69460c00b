import type { KeyDifference } from './why-miss.ts';

/** How a person calls a step; an id that names none stands for itself. */
export type TitleOf = (stepId: string) => string;

/** A difference of two stage keys in words that fit into a sentence: "the prompt of “Extract claims” changed". `title` is of the step that asks. */
export function differenceWords({ part, name = '', was, is }: KeyDifference, title: string, titleOf: TitleOf): string {
  const changed = was === null ? 'is new' : is === null ? 'is gone' : 'changed';
  switch (part) {
    case 'slice':
      return `the slice “${name}” ${changed}`;
    case 'upstream':
      return `what “${titleOf(name)}” gave ${changed}`;
    case 'context':
      return `“${name}” in the context ${changed}`;
    case 'memory':
      return `Sage’s memory “${name}” ${changed}`;
    case 'port':
      return `the input “${name}” of “${title}” ${changed}`;
    case 'prompt':
      return `the prompt of “${title}” changed`;
    case 'skill':
      return `“${title}” uses the skill ${is ?? 'none'} instead of ${was ?? 'none'}`;
    case 'code':
      return `the code of the skill of “${title}” changed`;
    case 'model':
      return `the model changed from ${was ?? 'none'} to ${is ?? 'none'}`;
    case 'params':
      return `the model’s parameter “${name}” changed from ${was ?? 'nothing'} to ${is ?? 'nothing'}`;
    case 'schema':
      return `what “${title}” has to answer changed its form`;
    case 'policy':
      return `the rules of the skill of “${title}” changed`;
    case 'tools':
      return `the tools of “${title}” changed`;
    case 'org':
      return 'the organisation is another one';
    default:
      return 'the way keys are made changed';
  }
}

/** At most three of the differences, joined: "a, b and 2 more". */
export function differencesWords(differences: readonly KeyDifference[], title: string, titleOf: TitleOf): string {
  const words = differences.slice(0, differences.length > 3 ? 2 : 3).map(each => differenceWords(each, title, titleOf));
  if (differences.length > 3) words.push(`${String(differences.length - 2)} things more`);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
