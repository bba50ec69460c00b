import { causeSentence } from '../trace/cause-sentence.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { StepVisit } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { Workspace } from '../workspace.ts';
import { CommandEnd } from './exit.ts';
import { print, printJson, printTable } from './print.ts';
import { runDocument } from '../library/run-document.ts';

/** Prints a run, and ends the command with the code of its state when that is not success. */
export async function printRun(workspace: Workspace, rows: readonly TraceRow[], json: boolean): Promise<void> {
  const run = foldRun(rows);
  const { state } = run;
  if (json) printJson(await runDocument(workspace, rows));
  else {
    print(`${run.flowName}: ${state.status}${'cause' in state ? `. ${causeSentence(state.cause)}` : ''}`);
    printTable(['step', 'kind', 'visit', 'state', 'from', 'ms', 'tokens', 'cost'], run.visits.map(visitCells));
    for (const { path } of run.artefacts) print(`Artefact: ${path}`);
    print(`Run ${run.runId}, ${String(run.cacheHits)} served from the cache, ${String(run.cacheMisses)} worked.`);
  }
  if (state.status === 'waiting') {
    const { wait, stepId } = state;
    throw new CommandEnd(
      3,
      wait.subject.kind === 'human'
        ? `Waiting for ${wait.subject.assignee} at “${stepId}”: atelier resolve ${wait.waitId} --outcome ${wait.subject.outcomes.map(({ id }) => id).join('|')}`
        : `Waiting for the event ${wait.subject.eventType} at “${stepId}”: atelier event send FILE`,
    );
  }
  if (state.status !== 'succeeded') throw new CommandEnd(1, json ? '' : `The run ${state.status}.`);
}

const visitCells = (visit: StepVisit): readonly unknown[] => [
  visit.stepId,
  visit.kind,
  visit.visit,
  visit.state.status + (visit.simulated ? ' (simulated)' : ''),
  visit.state.status === 'completed'
    ? visit.state.from === 'cache'
      ? `cache (${visit.state.cachedFrom?.runId ?? ''})`
      : visit.state.from
    : '',
  visit.endedAtUs === null ? null : Math.round((visit.endedAtUs - visit.startedAtUs) / 1000),
  visit.inputTokens + visit.outputTokens,
  `$${(visit.costMicroUsd / 1_000_000).toFixed(4)}`,
];
