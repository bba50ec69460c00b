import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';

/** Why a run did not start, as a dialog shows it. */
export interface StartRefusal {
  readonly title: string;
  /** Each a sentence; at most as many as one reads. */
  readonly sentences: readonly string[];
  /** How many more there are. */
  readonly more: number;
  /** Where to put it right. */
  readonly way: 'problems' | 'packet' | null;
}

const READ_AT_ONCE = 6;

export const flowHasErrors = (problems: readonly FlowProblem[]): StartRefusal =>
  refusal(
    'This flow cannot run yet',
    problems.filter(problem => problem.severity === 'error').map(problem => problem.message),
    'problems',
  );

export const packetDoesNotFit = (
  problems: readonly { readonly slice: string | null; readonly path: string; readonly message: string }[],
): StartRefusal =>
  refusal(
    'The packet does not fit this flow',
    problems.map(({ slice, path, message }) =>
      slice === null ? message : `Slice “${slice}”${path === '' ? '' : ` at ${path}`}: ${message}`,
    ),
    'packet',
  );

/** Anything else, told in one sentence. */
export const notStarted = (sentence: string): StartRefusal => refusal('The run did not start', [sentence], null);

/** Why there is no plan, in one sentence. */
export const notPlanned = (sentence: string): StartRefusal => refusal('There is no plan', [sentence], null);

const refusal = (title: string, sentences: readonly string[], way: StartRefusal['way']): StartRefusal => ({
  title,
  sentences: sentences.slice(0, READ_AT_ONCE),
  more: Math.max(0, sentences.length - READ_AT_ONCE),
  way,
});
