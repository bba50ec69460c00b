import type { Database } from 'better-sqlite3';
import { canonicalJson } from '../../base/canonical-json.ts';
import { BusEvent, type EventInbox } from '../../bus/event.ts';
import { fromJson } from './columns.ts';
import { answerRead } from './storage-error.ts';
import type { WriteQueue } from './write-queue.ts';

const SQL = {
  known: 'SELECT envelope FROM atelier_event_inbox WHERE org_id = ? AND product = ? AND idempotency_key = ?',
  insert: `INSERT INTO atelier_event_inbox (org_id, product, idempotency_key, event_type, envelope, received_at_us) VALUES (?, ?, ?, ?, ?, ?)`,
  unconsumed: `SELECT envelope, received_at_us AS "receivedAtUs" FROM atelier_event_inbox
    WHERE org_id = ? AND event_type = ? AND received_at_us >= ? AND NOT EXISTS (
      SELECT 1 FROM atelier_event_consumptions AS taken WHERE taken.org_id = atelier_event_inbox.org_id AND taken.product = atelier_event_inbox.product
        AND taken.idempotency_key = atelier_event_inbox.idempotency_key AND taken.run_id = ?)
    ORDER BY received_at_us, rowid`,
} as const;

export function openEventInbox(database: Database, queue: WriteQueue): EventInbox {
  const known = database.prepare<[string, string, string], string>(SQL.known).pluck();
  const insert = database.prepare(SQL.insert);
  const unconsumed = database.prepare<[string, string, number, string], { envelope: string; receivedAtUs: number }>(SQL.unconsumed);
  return {
    receive: (event, atUs) => {
      const { org_id: orgId, product, idempotency_key: key, event_type: eventType } = event;
      const envelope = canonicalJson(event); // canonical, so that one event delivered with its keys in another order is the same
      return queue.add({
        check: () => null,
        write: () => {
          const earlier = known.get(orgId, product, key);
          if (earlier !== undefined) return earlier === envelope ? 'same' : 'conflict';
          insert.run(orgId, product, key, eventType, envelope, atUs);
          return 'new';
        },
      });
    },
    unconsumed: (orgId, runId, eventType, sinceUs) =>
      answerRead(() =>
        unconsumed
          .all(orgId, eventType, sinceUs, runId)
          .map(({ envelope, receivedAtUs }) => ({ event: BusEvent.parse(fromJson(envelope)), receivedAtUs })),
      ),
  };
}
