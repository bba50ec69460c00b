import { neverHere } from '../base/never-here.ts';
import type { StepVisit } from '../trace/run.ts';
import { outputSame, stateSame } from './pair-same.ts';
import type { Cause, TwoRuns, VisitPair } from './two-runs.ts';

/** Why a step that was given the same came to something else; null when it did not. */
export function causeOfOutcome(pair: VisitPair, { naming }: TwoRuns): Cause | null {
  if (outputSame(pair)) return null;
  const title = naming.is(pair.b.visit.stepId);
  const [a, b] = [pair.a.visit, pair.b.visit];
  const pinned = [a, b].find(({ pinnedBy }) => pinnedBy !== undefined);
  if (pinned?.pinnedBy !== undefined) {
    const sentence = `The output of “${title}” was pinned by ${pinned.pinnedBy} in the ${pinned === a ? 'first' : 'second'} run.`;
    return { cause: 'outside', name: pinned.pinnedBy, sentence };
  }
  if (!stateSame(pair)) {
    const isAnswer = [a, b].some(({ state }) => state.status === 'failed' && state.error.class === 'invalid_output');
    const sentence = `“${title}” ${stateWords(a)} in the first run, and ${stateWords(b)} in the second.`;
    return { cause: isAnswer ? 'nondeterminism' : 'outside', sentence };
  }
  return a.state.status === 'completed' ? causeOfOutput(pair, title) : null;
}

function causeOfOutput(pair: VisitPair, title: string): Cause {
  const [a, b] = [pair.a.visit, pair.b.visit];
  switch (b.kind) {
    case 'human_task': {
      const sentence =
        a.humanOutcome === b.humanOutcome
          ? `“${title}” was answered with ${b.humanOutcome ?? 'the same outcome'} in both runs, but in other words or by another person.`
          : `“${title}” was answered with ${a.humanOutcome ?? 'nothing'} in the first run, and with ${b.humanOutcome ?? 'nothing'} in the second.`;
      return { cause: 'outside', sentence };
    }
    case 'event_wait':
      return { cause: 'outside', sentence: `“${title}” took another event in the second run.` };
    case 'product_action':
      return { cause: 'outside', sentence: `The product answered “${title}” otherwise, to the same payload.` };
    case 'sage_skill': {
      const model = [...pair.b.stages.values()].at(-1);
      const isKeyed = model !== undefined && model.inputHash !== null && pair.a.stages.get(model.stage)?.inputHash === model.inputHash;
      const given = isKeyed ? 'was given the same and has the same key' : 'was given the same';
      const answers = model === undefined ? 'it answers' : `${model.provider} ${model.requestModel} answers`;
      return {
        cause: 'nondeterminism',
        ...(model === undefined ? {} : { name: model.requestModel }),
        sentence: `“${title}” ${given}, yet gave another output: ${answers} differently from one time to the next.`,
      };
    }
    case 'gate':
      return { cause: 'nondeterminism', sentence: `“${title}” read the same, yet decided otherwise.` };
    default:
      return neverHere(b.kind);
  }
}

function stateWords({ state }: StepVisit): string {
  switch (state.status) {
    case 'running':
    case 'backoff':
      return 'is still at work';
    case 'waiting':
      return `still waits for ${state.wait.subject.kind === 'event' ? state.wait.subject.eventType : state.wait.subject.assignee}`;
    case 'completed':
      return 'completed';
    case 'failed':
      return `failed (${state.error.message.replace(/\.$/, '')})`;
    case 'timed_out':
      return 'had no answer in time';
    case 'cancelled':
      return 'was stopped';
    default:
      return neverHere(state);
  }
}
