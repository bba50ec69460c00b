import { canonicalJson } from '../base/canonical-json.ts';
import type { Run } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { StoredRun, StoredWait } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** How the rows say that a wait ended, where they do. */
const END_OF = { 'human.resolved': 'resolved', 'event.matched': 'matched', 'step.timed_out': 'timed_out' } as const;

/** Where the waits of a run (what inbox, bus and timer read) are not those of its trace. */
export function waitBreaks({ runId, waits }: StoredRun, run: Run, rows: readonly TraceRow[]): Break[] {
  const opened = new Map<string, TraceRow<'step.waiting'>>();
  const endedHow = new Map<string, string>();
  const reassigned = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'step.waiting') opened.set(row.data.wait.waitId, row);
    else if (row.kind === 'human.reassigned') reassigned.add(row.data.waitId);
    else if ((row.kind === 'human.resolved' || row.kind === 'event.matched' || row.kind === 'step.timed_out') && row.data.waitId !== null)
      endedHow.set(row.data.waitId, END_OF[row.kind]);
  }
  const openNow = run.state.status === 'waiting' ? run.state.wait.waitId : null;
  const breaks: Break[] = [];
  const found = new Set<string>();
  for (const wait of waits) {
    found.add(wait.waitId);
    const row = opened.get(wait.waitId);
    const tell = (sentence: string) => breaks.push({ runId, seq: row?.seq ?? 0, what: 'wait', sentence });
    if (row === undefined) {
      tell(`The wait ${wait.waitId} stands in the list and the trace knows nothing of it.`);
      continue;
    }
    if (!isSameWait(wait, row, reassigned.has(wait.waitId)))
      tell(`The wait ${wait.waitId} is not what row ${String(row.seq)} asked for: it was changed.`);
    const how = endedHow.get(wait.waitId);
    if ((wait.closedHow === null) !== (openNow === wait.waitId))
      tell(
        `The wait ${wait.waitId} stands in the list as ${wait.closedHow ?? 'open'}, and the trace says that it is ${openNow === wait.waitId ? 'open' : 'over'}.`,
      );
    else if (how !== undefined && wait.closedHow !== how)
      tell(`The wait ${wait.waitId} stands in the list as ${String(wait.closedHow)}, and the trace says ${how}.`);
  }
  for (const [waitId, { seq }] of opened)
    if (!found.has(waitId))
      breaks.push({ runId, seq, what: 'wait', sentence: `The wait ${waitId} of row ${String(seq)} is gone from the list.` });
  return breaks;
}

function isSameWait(stored: StoredWait, { stepId, visit, data: { wait } }: TraceRow<'step.waiting'>, isReassigned: boolean): boolean {
  if (stored.stepId !== stepId || stored.visit !== visit || stored.deadlineAtUs !== wait.deadlineAtUs) return false;
  try {
    return withoutAssignee(JSON.parse(stored.subject), isReassigned) === withoutAssignee(wait.subject, isReassigned);
  } catch {
    return false; // not JSON: nothing that an engine wrote
  }
}

/** A task that went to another person asks the same of somebody else. */
function withoutAssignee(subject: unknown, isReassigned: boolean): string {
  return canonicalJson(isReassigned && typeof subject === 'object' && subject !== null ? { ...subject, assignee: null } : subject);
}
