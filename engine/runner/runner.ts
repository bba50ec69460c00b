import { answerWait } from './answer-wait.ts';
import { cancelOnRequest } from './cancel-run.ts';
import { reassignWait } from './reassign-wait.ts';
import { giveSample, skipWait } from './draft-wait.ts';
import { forkRun } from './fork-run.ts';
import { acceptEvent, receiveEvent } from './receive-event.ts';
import { recoverRuns } from './recover-runs.ts';
import { openRelay } from './relay-outbox.ts';
import { openRunKeeper } from './run-keeper.ts';
import type { Runner } from './runner-door.ts';
import type { RunnerNeeds } from './runner-needs.ts';
import { startRun } from './start-run.ts';

/** The only hand that writes runs: the door, each verb in a file of its own, over one keeper of runs. */
export function openRunner(needs: RunnerNeeds): Runner {
  const keeper = openRunKeeper(needs);
  const relay = openRelay(keeper);
  return {
    start: request => startRun(keeper, request),
    fork: request => forkRun(keeper, request),
    resolve: request => answerWait(keeper, request),
    reassign: request => reassignWait(keeper, request),
    skipWait: request => skipWait(keeper, request),
    giveSample: request => giveSample(keeper, request),
    accept: event => acceptEvent(keeper, event),
    receive: event => receiveEvent(keeper, event),
    cancel: (runId, by, reason) => cancelOnRequest(keeper, runId, by, reason),
    relayed: () => relay.idle(),
    redeliver: (eventId, by) => relay.redeliver(eventId, by),
    recover() {
      relay.start();
      return recoverRuns(keeper);
    },
    settled: keeper.settled,
    onRows: keeper.onRows,
    onTrouble: keeper.onTrouble,
    close() {
      relay.stop();
      return keeper.close();
    },
  };
}
