import { describe, expect, it } from 'vitest';
import { OrgId } from '../../../engine/base/ids.ts';
import { deliveryDelayMs, MAX_DELIVERIES } from '../../../engine/bus/delivery-delay.ts';
import { MAX_EVENT_BYTES, BusEvent } from '../../../engine/bus/event.ts';
import { newEvent } from '../../../engine/bus/new-event.ts';

describe('the pause before an event is sent again', () => {
  it('grows from seconds to an hour, and ends after the last attempt', () => {
    const delays = Array.from({ length: MAX_DELIVERIES - 1 }, (_, nth) => deliveryDelayMs('evt_1', nth + 1, undefined) ?? 0);

    for (const [nth, delayMs] of delays.entries()) {
      const full = Math.min(3_600_000, 5000 * 2 ** nth);
      expect(delayMs).toBeGreaterThanOrEqual(full / 2);
      expect(delayMs).toBeLessThanOrEqual(full);
    }
    expect(deliveryDelayMs('evt_1', MAX_DELIVERIES, undefined)).toBeNull();
  });

  it('is the same for the same attempt, and another for another event', () => {
    expect(deliveryDelayMs('evt_1', 3, undefined)).toBe(deliveryDelayMs('evt_1', 3, undefined));
    expect(deliveryDelayMs('evt_1', 3, undefined)).not.toBe(deliveryDelayMs('evt_2', 3, undefined));
  });

  it('is never shorter than the receiver asks', () => {
    expect(deliveryDelayMs('evt_1', 1, 600_000)).toBe(600_000);
  });
});

describe('a new event', () => {
  const given = (text: string) => ({
    eventId: 'evt_1',
    product: 'rfp',
    eventType: 'rfp.notify',
    orgId: OrgId.parse('house'),
    idempotencyKey: 'key',
    occurredAtUs: 1_800_000_000_000_000,
    payload: { text },
  });

  it('is an envelope that a receiver takes', () => {
    const made = newEvent(given('hello'));

    expect(made.ok && BusEvent.parse(made.value)).toMatchObject({ occurred_at: '2027-01-15T08:00:00.000Z', payload: { text: 'hello' } });
  });

  it('is refused with a sentence when no receiver would take it', () => {
    expect(newEvent(given('x'.repeat(MAX_EVENT_BYTES)))).toEqual({
      ok: false,
      error: expect.stringContaining('at most 256 KiB') as string,
    });
  });
});
