import type { Database } from 'better-sqlite3';
import type { OrgId } from '../../base/ids.ts';
import type { RunStore } from '../../runner/run-store.ts';
import { RunPlace, type RunFilter } from '../../trace/run-filter.ts';
import { RunSummary } from '../../trace/run-summary.ts';
import { selectList, type Cell } from './columns.ts';
import { answerRead } from './storage-error.ts';

const SUMMARY = selectList(Object.keys(RunSummary.shape));
const PLACE = 'created_at_us AS "createdAtUs", run_id AS "runId"';
const ORDER = 'ORDER BY created_at_us DESC, run_id DESC';

/** So many runs are looked at in one call, about 10 ms: between two calls the engine does other things, however rare what is looked for. */
const LOOKED_AT = 4_000;
const UNFINISHED: readonly string[] = ['pending', 'running', 'waiting'];

const OUTCOMES = `SELECT DISTINCT human_outcome FROM atelier_traces
  WHERE org_id = ? AND kind = 'human.resolved' AND human_outcome IS NOT NULL ORDER BY human_outcome`;

/** Looks through the runs by key, never by number, so that a page far down costs what the first one costs. */
export function openRunSearch(database: Database): Pick<RunStore, 'search' | 'outcomes'> {
  const outcomes = database.prepare<[string], string>(OUTCOMES).pluck();
  return {
    search: (orgId, { filter, before, limit }) =>
      answerRead(() => {
        const range = rangeOf(orgId, filter, before);
        const wanted = wantedOf(orgId, filter);
        const among = `SELECT * FROM atelier_runs WHERE ${range.where} ${ORDER} LIMIT ${String(LOOKED_AT)}`;
        const found = database
          .prepare(`SELECT ${SUMMARY} FROM (${among}) AS run WHERE ${wanted.where} ${ORDER} LIMIT ?`)
          .all(...range.values, ...wanted.values, limit + 1)
          .map(row => RunSummary.parse(row));
        const runs = found.slice(0, limit);
        const last = runs.at(-1);
        if (found.length > limit && last !== undefined) return { runs, next: { createdAtUs: last.createdAtUs, runId: last.runId } };
        const end = database
          .prepare(`SELECT ${PLACE} FROM atelier_runs WHERE ${range.where} ${ORDER} LIMIT 1 OFFSET ${String(LOOKED_AT - 1)}`)
          .get(...range.values);
        return { runs, next: end === undefined ? null : RunPlace.parse(end) };
      }),
    outcomes: orgId => answerRead(() => outcomes.all(orgId)),
  };
}

interface Condition {
  readonly where: string;
  readonly values: readonly Cell[];
}

/** What an index finds: the order of the list, its flow, and whether a run has ended. */
function rangeOf(orgId: OrgId, { flowId, statuses, sinceUs, untilUs }: RunFilter, before: RunPlace | null): Condition {
  const parts: (readonly [string, ...Cell[]])[] = [['org_id = ?', orgId]];
  if (statuses?.every(status => UNFINISHED.includes(status)) === true) parts.push([`status IN ('pending', 'running', 'waiting')`]);
  if (flowId !== undefined) parts.push(['flow_id = ?', flowId]);
  if (sinceUs !== undefined) parts.push(['created_at_us >= ?', sinceUs]);
  if (untilUs !== undefined) parts.push(['created_at_us < ?', untilUs]);
  if (before !== null) parts.push(['(created_at_us, run_id) < (?, ?)', before.createdAtUs, before.runId]);
  return joined(parts);
}

/** What each run is asked for by itself. */
function wantedOf(orgId: OrgId, filter: RunFilter): Condition {
  const { versionNo, statuses, packet, leastMicroUsd, mostMicroUsd, answered, draftsSinceUs } = filter;
  const parts: (readonly [string, ...Cell[]])[] = [];
  if (versionNo !== undefined) parts.push(versionNo === null ? ['version_no IS NULL'] : ['version_no = ?', versionNo]);
  if (statuses !== undefined) parts.push([`status IN (${statuses.map(() => '?').join(', ')})`, ...statuses]);
  if (packet !== undefined) parts.push(['substr(packet_hash, 1, ?) = ?', `sha256:${packet}`.length, `sha256:${packet}`]);
  if (leastMicroUsd !== undefined) parts.push(['cost_micro_usd >= ?', leastMicroUsd]);
  if (mostMicroUsd !== undefined) parts.push(['cost_micro_usd <= ?', mostMicroUsd]);
  if (draftsSinceUs !== undefined) parts.push(['(version_no IS NOT NULL OR ended_at_us IS NULL OR ended_at_us >= ?)', draftsSinceUs]);
  if (answered !== undefined)
    parts.push([
      `EXISTS (SELECT 1 FROM atelier_traces AS told WHERE told.org_id = ? AND told.kind = 'human.resolved' AND told.human_outcome = ?
        AND told.run_id = run.run_id)`,
      orgId,
      answered,
    ]);
  return joined(parts);
}

const joined = (parts: readonly (readonly [string, ...Cell[]])[]): Condition => ({
  where: parts.length === 0 ? 'TRUE' : parts.map(([text]) => text).join(' AND '),
  values: parts.flatMap(([, ...values]) => values),
});
