import { describe, expect, it } from 'vitest';
import { RunId } from '../../../engine/base/ids.ts';
import { GENESIS_HASH, sealRows } from '../../../engine/trace/chain.ts';
import { dispatchBreaks } from '../../../engine/verify/event-breaks.ts';
import type { StoredDispatch } from '../../../engine/verify/stored-facts.ts';
import { unsealedRow } from '../trace/unsealed-rows.ts';

const PAYLOAD = { times: 2 };
const ref = { value: PAYLOAD };
const ROWS = sealRows(GENESIS_HASH, [
  unsealedRow(1, 'event.dispatched', { eventId: 'evt_1', payload: ref }),
  unsealedRow(2, 'event.delivered', { eventId: 'evt_1', attempts: 1 }),
]);
const SENT: StoredDispatch = {
  eventId: 'evt_1',
  envelope: JSON.stringify({ event_id: 'evt_1', payload: PAYLOAD }),
  status: 'delivered',
  told: 1,
};

const found = (dispatched: readonly StoredDispatch[]): string[] =>
  dispatchBreaks(
    { runId: RunId.parse('run_1'), rows: [], line: null, waits: [], consumed: [], dispatched, ledger: [], remembered: [] },
    ROWS,
  ).map(({ sentence }) => sentence);

describe('The outbox beside the trace', () => {
  it('holds as it was written, also while the end of a delivery is not told yet', () => {
    expect(found([SENT])).toEqual([]);
    expect(found([{ ...SENT, status: 'dead', told: 0 }])).toEqual([]);
  });

  it.each<[string, readonly StoredDispatch[], RegExp]>([
    ['an event that is gone', [], /is gone from the outbox/],
    ['an event with another payload', [{ ...SENT, envelope: '{"event_id":"evt_1","payload":{"times":3}}' }], /was changed in the outbox/],
    ['an event that no row sent', [SENT, { ...SENT, eventId: 'evt_2' }], /which no row of this run sent/],
    ['another end', [{ ...SENT, status: 'dead' }], /is dead; the trace tells nothing of it/],
  ])('shows %s', (_name, dispatched, sentence) => {
    expect(found(dispatched)).toEqual([expect.stringMatching(sentence)]);
  });
});
