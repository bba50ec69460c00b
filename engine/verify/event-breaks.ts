import type { Json } from '../base/json.ts';
import { valueHash } from '../base/value-ref.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** Where the events that a run took are not those of its trace, or are not in the inbox as they came. */
export function eventBreaks({ runId, consumed }: StoredRun, rows: readonly TraceRow[]): Break[] {
  const matched = rows.filter(row => row.kind === 'event.matched');
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
    else if (event.payloadHash !== data.payload.hash)
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

function eventOf(envelope: string | null): { readonly eventId: string; readonly payloadHash: string }[] | null {
  if (envelope === null) return null;
  try {
    const { event_id: eventId, payload } = JSON.parse(envelope) as { event_id: string; payload: Json }; // true for what came over the bus; anything else does not hash to what the row says
    return [{ eventId, payloadHash: valueHash(payload) }];
  } catch {
    return null;
  }
}
