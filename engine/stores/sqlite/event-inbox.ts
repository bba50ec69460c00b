import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '../../base/canonical-json.ts';
import { RunId } from '../../base/ids.ts';
import { BusEvent, type EventInbox, type InboxEvent } from '../../bus/event.ts';
import { RejectionCount } from '../../bus/rejection.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const SQL = {
  known: `SELECT envelope, settled_at_us IS NOT NULL AS "isSettled" FROM atelier_event_inbox
    WHERE org_id = ? AND product = ? AND idempotency_key = ?`,
  insert: `INSERT INTO atelier_event_inbox (org_id, product, idempotency_key, event_type, envelope, received_at_us) VALUES (?, ?, ?, ?, ?, ?)`,
  settle: `UPDATE atelier_event_inbox SET settled_at_us = ?
    WHERE org_id = ? AND product = ? AND idempotency_key = ? AND settled_at_us IS NULL`,
  unsettled: `SELECT envelope, received_at_us AS "receivedAtUs" FROM atelier_event_inbox WHERE org_id = ? AND settled_at_us IS NULL
    ORDER BY received_at_us, rowid`,
  unconsumed: `SELECT envelope, received_at_us AS "receivedAtUs" FROM atelier_event_inbox
    WHERE org_id = ? AND event_type = ? AND received_at_us >= ? AND NOT EXISTS (
      SELECT 1 FROM atelier_event_consumptions AS taken WHERE taken.org_id = atelier_event_inbox.org_id AND taken.product = atelier_event_inbox.product
        AND taken.idempotency_key = atelier_event_inbox.idempotency_key AND taken.run_id = ?)
    ORDER BY received_at_us, rowid`,
  list: `SELECT envelope, received_at_us AS "receivedAtUs", (SELECT json_group_array(taken.run_id) FROM atelier_event_consumptions AS taken
      WHERE taken.org_id = inbox.org_id AND taken.product = inbox.product AND taken.idempotency_key = inbox.idempotency_key) AS "takenBy"
    FROM atelier_event_inbox AS inbox WHERE org_id = ? AND coalesce(event_type = ?, TRUE) AND coalesce(product = ?, TRUE)
    ORDER BY received_at_us DESC, rowid DESC LIMIT ?`,
  reject: `INSERT INTO atelier_event_rejections (org_id, code, product, count, first_at_us, last_at_us, message) VALUES (?, ?, ?, 1, ?, ?, ?)
    ON CONFLICT (org_id, code, product) DO UPDATE SET count = count + 1, last_at_us = excluded.last_at_us, message = excluded.message`,
  rejections: `SELECT code, nullif(product, '') AS "product", count, first_at_us AS "firstAtUs", last_at_us AS "lastAtUs", message
    FROM atelier_event_rejections WHERE org_id = ? ORDER BY last_at_us DESC, code, product`,
} as const;

interface Received {
  readonly envelope: string;
  readonly receivedAtUs: number;
}

export function openEventInbox(database: Database, queue: WriteQueue): EventInbox {
  const known = database.prepare<[string, string, string], { envelope: string; isSettled: number }>(SQL.known);
  const insert = database.prepare(SQL.insert);
  const settle = database.prepare(SQL.settle);
  const unsettled = database.prepare<[string], Received>(SQL.unsettled);
  const unconsumed = database.prepare<[string, string, number, string], Received>(SQL.unconsumed);
  const list = database.prepare<[string, string | null, string | null, number], Received & { takenBy: string }>(SQL.list);
  const reject = database.prepare(SQL.reject);
  const rejections = database.prepare<[string]>(SQL.rejections);
  const write = <Value>(job: () => Value) => queue.add({ check: () => null, write: job });
  return {
    receive: (event, atUs) => {
      const { org_id: orgId, product, idempotency_key: key, event_type: eventType } = event;
      const envelope = canonicalJson(event); // canonical, so that one event delivered with its keys in another order is the same
      return write(() => {
        const earlier = known.get(orgId, product, key);
        if (earlier !== undefined) return earlier.envelope !== envelope ? 'conflict' : earlier.isSettled === 1 ? 'same' : 'unsettled';
        insert.run(orgId, product, key, eventType, envelope, atUs);
        return 'new';
      });
    },
    settle: ({ org_id: orgId, product, idempotency_key: key }, atUs) => write(() => void settle.run(atUs, orgId, product, key)),
    unsettled: orgId => answerRead(() => unsettled.all(orgId).map(inboxEvent)),
    unconsumed: (orgId, runId, eventType, sinceUs) => answerRead(() => unconsumed.all(orgId, eventType, sinceUs, runId).map(inboxEvent)),
    list: (orgId, { eventType, product, limit }) =>
      answerRead(() =>
        list
          .all(orgId, eventType ?? null, product ?? null, limit)
          .map(({ takenBy, ...received }) => ({ ...inboxEvent(received), takenBy: z.array(RunId).parse(fromJson(takenBy)) })),
      ),
    reject: (orgId, { code, product, message }, atUs) => write(() => void reject.run(orgId, code, product ?? '', atUs, atUs, message)),
    rejections: orgId => answerRead(() => rejections.all(orgId).map(row => RejectionCount.parse(row))),
  };
}

const inboxEvent = ({ envelope, receivedAtUs }: Received): InboxEvent => ({ event: BusEvent.parse(fromJson(envelope)), receivedAtUs });
