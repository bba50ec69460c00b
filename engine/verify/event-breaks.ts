import type { Json } from '../base/json.ts';
import { refHash, valueHash } from '../base/value-ref.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** Where the events that a run took are not those of its trace, or are not in the inbox as they came. */
export function eventBreaks({ runId, consumed }: StoredRun, rows: readonly TraceRow[]): Break[] {
  // A sample was given to this draft alone: there is no inbox it came by.
  const matched = rows.filter(row => row.kind === 'event.matched').filter(({ data }) => data.sample === undefined);
  const breaks: Break[] = [];
  const taken = new Map(consumed.flatMap(({ envelope }) => eventOf(envelope) ?? []).map(event => [event.eventId, event]));
  for (const { seq, data } of matched) {
    const event = taken.get(data.eventId);
    if (event === undefined)
      breaks.push({
        runId,
        seq,
        what: 'event',
        sentence: `Row ${String(seq)} took the event ${data.eventId}, which the inbox does not have as taken by this run.`,
      });
    else if (event.payloadHash !== refHash(data.payload))
      breaks.push({
        runId,
        seq,
        what: 'event',
        sentence: `The event ${data.eventId} of row ${String(seq)} was changed in the inbox after it came.`,
      });
  }
  // A run that an event started took it before there were rows to say so.
  const startedByEvent = rows.some(row => row.kind === 'run.created' && row.data.trigger !== 'manual');
  if (consumed.length > matched.length && !startedByEvent)
    breaks.push({
      runId,
      seq: 0,
      what: 'event',
      sentence: `The inbox says that this run took ${String(consumed.length)} events; its trace tells of ${String(matched.length)}.`,
    });
  return breaks;
}

/** Where the events that a run sent are not in the outbox as its trace tells of them. */
export function dispatchBreaks({ runId, dispatched }: StoredRun, rows: readonly TraceRow[]): Break[] {
  const breaks: Break[] = [];
  const tell = (seq: number, sentence: string): void => void breaks.push({ runId, seq, what: 'event', sentence });
  const sent = new Map(rows.flatMap(row => (row.kind === 'event.dispatched' ? [[row.data.eventId, row] as const] : [])));
  const ended = new Map(
    rows.flatMap(row =>
      row.kind === 'event.delivered' || row.kind === 'event.delivery_failed' ? [[row.data.eventId, ENDS[row.kind]] as const] : [],
    ),
  );
  const found = new Set<string>();
  for (const { eventId, envelope, status, told } of dispatched) {
    found.add(eventId);
    const row = sent.get(eventId);
    const seq = row?.seq ?? 0;
    if (row === undefined) tell(seq, `The outbox has the event ${eventId}, which no row of this run sent.`);
    else if (eventOf(envelope)?.[0]?.payloadHash !== refHash(row.data.payload))
      tell(seq, `The event ${eventId} of row ${String(seq)} was changed in the outbox after it was sent.`);
    // A dead one may have been asked for again, and is on its way once more.
    else if (told === 1 && status !== 'pending' && ended.get(eventId) !== status)
      tell(seq, `The outbox says that the event ${eventId} is ${status}; the trace tells nothing of it.`);
  }
  for (const [eventId, { seq }] of sent)
    if (!found.has(eventId)) tell(seq, `The event ${eventId} of row ${String(seq)} is gone from the outbox.`);
  return breaks;
}

const ENDS = { 'event.delivered': 'delivered', 'event.delivery_failed': 'dead' } as const;

function eventOf(envelope: string | null): { readonly eventId: string; readonly payloadHash: string }[] | null {
  if (envelope === null) return null;
  try {
    const { event_id: eventId, payload } = JSON.parse(envelope) as { event_id: string; payload: Json }; // true for what came over the bus; anything else does not hash to what the row says
    return [{ eventId, payloadHash: valueHash(payload) }];
  } catch {
    return null;
  }
}
