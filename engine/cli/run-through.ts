import type { RunId } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import type { Result } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import { goOn as goOnWith, runFlow, type Given, type RunFlowProblem, type RunFlowRequest } from '../library/run-flow.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { CommandEnd } from './exit.ts';
import type { Answers } from './read-answers.ts';

interface GivenHere {
  readonly answers: Answers;
  readonly events: readonly BusEvent[];
}

/** Runs a flow until it ends, or waits for an answer or an event that was not given. Gives its trace. */
export const runThrough = async (
  workspace: Workspace,
  request: Omit<RunFlowRequest, keyof Given> & GivenHere,
): Promise<readonly TraceRow[]> => rowsOrEnd(await runFlow(workspace, { ...request, answers: Object.fromEntries(request.answers) }));

/** Takes a started run on, as far as the answers and events go that were given with it. Gives its trace. */
export const goOn = async (workspace: Workspace, runId: RunId, { answers, events }: GivenHere): Promise<readonly TraceRow[]> =>
  rowsOrEnd(await goOnWith(workspace, runId, { answers: Object.fromEntries(answers), events }));

function rowsOrEnd(run: Result<readonly TraceRow[], RunFlowProblem>): readonly TraceRow[] {
  if (run.ok) return run.value;
  const { error } = run;
  switch (error.kind) {
    case 'not-started':
      throw new CommandEnd(2, error.sentence);
    case 'answer-refused':
      throw new CommandEnd(2, `--answer ${error.stepId}=${error.outcome}: ${error.sentence} The run ${error.runId} is kept.`);
    case 'storage':
      throw new CommandEnd(2, `${error.sentence} The run ${error.runId} is kept as far as it came and goes on at the next start.`);
    default:
      return neverHere(error);
  }
}
