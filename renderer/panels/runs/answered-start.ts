import { isDefinedError, safe, type ClientPromiseResult } from '@orpc/client';
import type { RunId } from '../../../engine/base/ids.ts';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import { failureSentence } from '../../bridge/failure-sentence.ts';
import type { Started } from '../../state/run-slice.ts';
import { flowHasErrors, notStarted, packetDoesNotFit } from './start-refusal.ts';

type PacketProblems = Parameters<typeof packetDoesNotFit>[0];

/** What came of asking the host for a run: its id, or why there is none in words that say where to put it right. */
export async function answered<Refusal extends Error>(asked: ClientPromiseResult<{ readonly runId: RunId }, Refusal>): Promise<Started> {
  const [error, data] = await safe(asked);
  if (data !== undefined) return { runId: data.runId };
  if (isDefinedError(error)) {
    const { code, data: about } = error as unknown as { readonly code: string; readonly data: { readonly problems?: unknown } }; // true: an error that the contract defines has both
    if (code === 'FLOW_HAS_ERRORS') return { refusal: flowHasErrors(about.problems as readonly FlowProblem[]) }; // true: the contract's data of this code
    if (code === 'PACKET_DOES_NOT_FIT') return { refusal: packetDoesNotFit(about.problems as PacketProblems) }; // true: likewise
  }
  return { refusal: notStarted(failureSentence(error)) };
}
