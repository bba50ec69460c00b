import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Actor, FlowId, RunId } from '../../base/ids.ts';
import { BusEvent } from '../../bus/event.ts';
import type { TriggerRow, TriggerStore } from '../../triggers/trigger-store.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const SQL = {
  row: `SELECT flow_id AS "flowId", armed_for AS "armedFor", since_us AS "sinceUs", next_at_us AS "nextAtUs", paused_at_us AS "pausedAtUs",
      paused_by AS "pausedBy", last_run_id AS "lastRunId", last_start_at_us AS "lastStartAtUs", problem, problem_at_us AS "problemAtUs"
    FROM atelier_triggers WHERE org_id = ? AND flow_id = ?`,
  put: `INSERT INTO atelier_triggers (org_id, flow_id, armed_for, since_us, next_at_us, paused_at_us, paused_by, last_run_id, last_start_at_us,
      problem, problem_at_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (org_id, flow_id) DO UPDATE SET armed_for = excluded.armed_for, since_us = excluded.since_us, next_at_us = excluded.next_at_us,
      paused_at_us = excluded.paused_at_us, paused_by = excluded.paused_by, last_run_id = excluded.last_run_id,
      last_start_at_us = excluded.last_start_at_us, problem = excluded.problem, problem_at_us = excluded.problem_at_us`,
  unseen: `SELECT envelope FROM atelier_event_inbox AS inbox WHERE org_id = ? AND event_type = ? AND received_at_us >= ? AND NOT EXISTS (
      SELECT 1 FROM atelier_trigger_events AS seen WHERE seen.org_id = inbox.org_id AND seen.flow_id = ? AND seen.product = inbox.product
        AND seen.idempotency_key = inbox.idempotency_key)
    ORDER BY received_at_us, rowid`,
  seen: `INSERT INTO atelier_trigger_events (org_id, flow_id, product, idempotency_key, at_us, outcome, run_id, sentence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (org_id, flow_id, product, idempotency_key) DO NOTHING`,
} as const;

const StoredRow = z
  .object({
    flowId: FlowId,
    armedFor: z.string(),
    sinceUs: z.int(),
    nextAtUs: z.int().nullable(),
    pausedAtUs: z.int().nullable(),
    pausedBy: Actor.nullable(),
    lastRunId: RunId.nullable(),
    lastStartAtUs: z.int().nullable(),
    problem: z.string().nullable(),
    problemAtUs: z.int().nullable(),
  })
  .transform(({ flowId, armedFor, sinceUs, nextAtUs, ...row }): TriggerRow => {
    const { pausedAtUs, pausedBy, lastRunId, lastStartAtUs, problem, problemAtUs } = row;
    return {
      ...{ flowId, armedFor, sinceUs, nextAtUs },
      paused: pausedAtUs === null || pausedBy === null ? null : { atUs: pausedAtUs, by: pausedBy },
      lastStart: lastRunId === null || lastStartAtUs === null ? null : { atUs: lastStartAtUs, runId: lastRunId },
      problem: problem === null || problemAtUs === null ? null : { atUs: problemAtUs, sentence: problem },
    };
  });

const StoredEnvelope = z.string().transform(fromJson).pipe(BusEvent);

export function openTriggerStore(database: Database, queue: WriteQueue): TriggerStore {
  const row = database.prepare(SQL.row);
  const put = database.prepare(SQL.put);
  const unseen = database.prepare(SQL.unseen).pluck();
  const seen = database.prepare(SQL.seen);
  const write = (work: () => void): Promise<void> => queue.add({ check: () => null, write: work });
  return {
    row: (orgId, flowId) =>
      answerRead(() => {
        const stored = row.get(orgId, flowId);
        return stored === undefined ? null : StoredRow.parse(stored);
      }),
    put: (orgId, { flowId, armedFor, sinceUs, nextAtUs, paused, lastStart, problem }) =>
      write(() => {
        const started = [lastStart?.runId ?? null, lastStart?.atUs ?? null];
        const told = [problem?.sentence ?? null, problem?.atUs ?? null];
        put.run(orgId, flowId, armedFor, sinceUs, nextAtUs, paused?.atUs ?? null, paused?.by ?? null, ...started, ...told);
      }),
    unseen: (orgId, flowId, eventType, sinceUs) =>
      answerRead(() => unseen.all(orgId, eventType, sinceUs, flowId).map(envelope => StoredEnvelope.parse(envelope))),
    seen: (orgId, flowId, { product, idempotency_key: key }, what, atUs) =>
      write(() => {
        const about = what.outcome === 'started' ? [what.runId, null] : [null, what.sentence];
        seen.run(orgId, flowId, product, key, atUs, what.outcome, ...about);
      }),
  };
}
