import { describe, expect, it } from 'vitest';
import { EventReceived, EventSent } from '../../../../engine/contract/events.ts';
import { busLines, eventTitle } from '../../../../renderer/panels/events/bus-lines.ts';
import { receivedWords, refusedWords, sentWords } from '../../../../renderer/panels/events/bus-words.ts';

const event = (id: string, eventType: string, payload = {}) => ({
  v: 1,
  event_id: id,
  product: 'rfp',
  event_type: eventType,
  org_id: 'local',
  idempotency_key: id,
  occurred_at: '2027-03-01T09:00:00Z',
  payload,
});

const received = EventReceived.parse({ event: event('evt_1', 'rfp.opened', { by: 'Noor Haddad' }), receivedAtUs: 5, takenBy: ['run_a'] });
const sent = EventSent.parse({
  event: event('evt_2', 'rfp.send'),
  runId: 'run_b',
  stepId: 'send',
  status: 'dead',
  attempts: 12,
  createdAtUs: 9,
  nextAtUs: 9,
  error: { class: 'transient', code: 'unreachable', message: 'Nobody answers.' },
  settledAtUs: 10,
});

describe('The bus in the window', () => {
  const bus = { received: [received], sent: [sent] };

  it('lists both directions newest first, or one of them', () => {
    expect(busLines(bus, 'all', '').map(({ way }) => way)).toEqual(['out', 'in']);
    expect(busLines(bus, 'in', '').map(({ key }) => key)).toEqual(['in rfp evt_1']);
    expect(busLines(bus, 'out', '')).toHaveLength(1);
  });

  it('finds words in what an event says', () => {
    expect(busLines(bus, 'all', 'HADDAD noor').map(({ way }) => way)).toEqual(['in']);
    expect(busLines(bus, 'all', 'noor send')).toEqual([]);
  });

  it('tells in words what became of events', () => {
    expect(receivedWords(received)).toBe('Received; 1 run took it');
    expect(receivedWords({ ...received, takenBy: [] })).toBe('Received; no run took it');
    expect(sentWords(sent, 100)).toBe('Given up after 12 attempts: Nobody answers.');
    expect(sentWords({ ...sent, status: 'delivered', attempts: 1 }, 100)).toBe('Delivered');
    expect(sentWords({ ...sent, status: 'pending', attempts: 0 }, 100)).toBe('On its way');
    expect(refusedWords({ code: 'bad_signature', product: null, count: 3, firstAtUs: 1, lastAtUs: 2, message: '' })).toBe(
      'The signature is wrong',
    );
    expect(refusedWords({ code: 'wrong_org', product: 'rfp', count: 3, firstAtUs: 1, lastAtUs: 2, message: '' })).toBe(
      'For another organisation, from RFP',
    );
  });

  it('calls an event by the title that its product gives it', () => {
    expect(eventTitle([{ events: { 'rfp.opened': { title: 'A proposal was opened' } } }], 'rfp.opened')).toBe('A proposal was opened');
    expect(eventTitle([], 'toString')).toBe('toString');
  });
});
