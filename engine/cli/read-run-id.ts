import { RunId } from '../base/ids.ts';
import { CommandEnd } from './exit.ts';

/** The run that an argument names. Ends the command with a sentence for what is no id. */
export function readRunId(text: string): RunId {
  const runId = RunId.safeParse(text);
  if (!runId.success) throw new CommandEnd(2, `The id of a run looks like “run_01K9…”, and “${text}” is none.`);
  return runId.data;
}
