import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../base/canonical-json.ts';
import { RunId, StepId } from '../../base/ids.ts';
import { neverHere } from '../../base/never-here.ts';
import { StepError } from '../../base/step-error.ts';
import { BusEvent } from '../../bus/event.ts';
import { OutboxStatus, type Outbox, type OutboxChange, type OutboxEntry } from '../../bus/outbox.ts';
import type { Run } from '../../trace/run.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const ENTRY = `envelope AS "body", run_id AS "runId", step_id AS "stepId", visit, attempt, status, attempts, created_at_us AS "createdAtUs",
  next_at_us AS "nextAtUs", error, settled_at_us AS "settledAtUs"`;

const SQL = {
  due: `SELECT ${ENTRY} FROM (SELECT *, row_number() OVER (PARTITION BY product ORDER BY next_at_us, rowid) AS place
      FROM atelier_event_outbox WHERE org_id = ? AND status = 'pending' AND next_at_us <= ?)
    WHERE place <= ? ORDER BY next_at_us, created_at_us, event_id`,
  nextDue: `SELECT min(next_at_us) FROM atelier_event_outbox WHERE org_id = ? AND status = 'pending' AND next_at_us > ?`,
  again: `UPDATE atelier_event_outbox SET attempts = attempts + 1, next_at_us = ?, error = ?
    WHERE org_id = ? AND event_id = ? AND status = 'pending'`,
  end: `UPDATE atelier_event_outbox SET attempts = attempts + 1, status = ?, error = ?, settled_at_us = ?
    WHERE org_id = ? AND event_id = ? AND status = 'pending'`,
  untold: `SELECT ${ENTRY} FROM atelier_event_outbox WHERE org_id = ? AND told = 0 AND status <> 'pending' ORDER BY settled_at_us, rowid`,
  find: `SELECT ${ENTRY} FROM atelier_event_outbox WHERE org_id = ? AND event_id = ?`,
  list: `SELECT ${ENTRY} FROM atelier_event_outbox WHERE org_id = ? AND coalesce(status = ?, TRUE) AND coalesce(event_type = ?, TRUE) AND coalesce(product = ?, TRUE)
    ORDER BY created_at_us DESC, rowid DESC LIMIT ?`,
  dispatch: `INSERT INTO atelier_event_outbox (org_id, event_id, run_id, step_id, visit, attempt, product, event_type, envelope, created_at_us,
      status, attempts, next_at_us, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?, 0)`,
  told: 'UPDATE atelier_event_outbox SET told = 1 WHERE org_id = ? AND event_id = ?',
  retry: `UPDATE atelier_event_outbox SET status = 'pending', attempts = 0, next_at_us = ?, settled_at_us = NULL, told = 0
    WHERE org_id = ? AND event_id = ? AND status = 'dead'`,
} as const;

const Entry = z.object({
  body: z.string(),
  runId: RunId,
  stepId: StepId,
  visit: z.int(),
  attempt: z.int(),
  status: OutboxStatus,
  attempts: z.int(),
  createdAtUs: z.int(),
  nextAtUs: z.int(),
  error: z.string().nullable(),
  settledAtUs: z.int().nullable(),
});

export function openEventOutbox(database: Database, queue: WriteQueue): Outbox {
  const due = database.prepare<[string, number, number]>(SQL.due);
  const nextDue = database.prepare<[string, number], number | null>(SQL.nextDue).pluck();
  const again = database.prepare(SQL.again);
  const end = database.prepare(SQL.end);
  const untold = database.prepare<[string]>(SQL.untold);
  const find = database.prepare<[string, string]>(SQL.find);
  const list = database.prepare<[string, string | null, string | null, string | null, number]>(SQL.list);
  return {
    due: (orgId, nowUs, perProduct) => answerRead(() => due.all(orgId, nowUs, perProduct).map(entryFrom)),
    nextDueUs: (orgId, afterUs) => answerRead(() => nextDue.get(orgId, afterUs) ?? null),
    noteAttempt: (orgId, eventId, { atUs, error, nextAtUs }) => {
      const why = error === null ? null : JSON.stringify(error);
      return queue.add({
        check: () => null,
        write: () => {
          if (nextAtUs === null) end.run(error === null ? 'delivered' : 'dead', why, atUs, orgId, eventId);
          else again.run(nextAtUs, why, orgId, eventId);
        },
      });
    },
    untold: orgId => answerRead(() => untold.all(orgId).map(entryFrom)),
    find: (orgId, eventId) =>
      answerRead(() => {
        const row = find.get(orgId, eventId);
        return row === undefined ? null : entryFrom(row);
      }),
    list: (orgId, { status, eventType, product, limit }) =>
      answerRead(() => list.all(orgId, status ?? null, eventType ?? null, product ?? null, limit).map(entryFrom)),
  };
}

/** Writes what a run's transaction does to the outbox, inside that transaction. */
export function openOutboxWriter(database: Database): (run: Pick<Run, 'orgId' | 'runId'>, change: OutboxChange, atUs: number) => void {
  const dispatch = database.prepare(SQL.dispatch);
  const told = database.prepare(SQL.told);
  const retry = database.prepare(SQL.retry);
  return ({ orgId, runId }, change, atUs) => {
    switch (change.kind) {
      case 'dispatch': {
        const { event, stepId, visit, attempt } = change;
        const place = [orgId, event.event_id, runId, stepId, visit, attempt];
        dispatch.run(...place, event.product, event.event_type, canonicalJson(event), atUs, atUs);
        return;
      }
      case 'told':
        told.run(orgId, change.eventId);
        return;
      case 'retry':
        retry.run(atUs, orgId, change.eventId);
        return;
      default:
        neverHere(change);
    }
  };
}

function entryFrom(row: unknown): OutboxEntry {
  const { error, ...entry } = Entry.parse(row);
  return { ...entry, event: BusEvent.parse(fromJson(entry.body)), error: error === null ? null : StepError.parse(fromJson(error)) };
}
