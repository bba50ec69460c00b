import type { EventReceived, EventSent } from '../../../engine/contract/events.ts';
import type { Bus } from '../../state/events-slice.ts';

/** One event of the bus, come in or gone out. */
export type BusLine =
  | { readonly way: 'in'; readonly key: string; readonly atUs: number; readonly received: EventReceived }
  | { readonly way: 'out'; readonly key: string; readonly atUs: number; readonly sent: EventSent };

export const BUS_WAYS = ['all', 'in', 'out'] as const;
export type BusWay = (typeof BUS_WAYS)[number];

/** What came and what went, newest first; `words` are looked for in what an event is called, says and is known by. */
export function busLines({ received, sent }: Pick<Bus, 'received' | 'sent'>, way: BusWay, words: string): readonly BusLine[] {
  const lines: BusLine[] = [
    ...(way === 'out'
      ? []
      : received.map((one): BusLine => ({
          way: 'in',
          key: `in ${one.event.product} ${one.event.idempotency_key}`,
          atUs: one.receivedAtUs,
          received: one,
        }))),
    ...(way === 'in'
      ? []
      : sent.map((one): BusLine => ({ way: 'out', key: `out ${one.event.event_id}`, atUs: one.createdAtUs, sent: one }))),
  ];
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return lines
    .filter(line => wanted.every(word => textOf(line).includes(word)))
    .toSorted((a, b) => b.atUs - a.atUs || (a.key < b.key ? -1 : 1));
}

function textOf(line: BusLine): string {
  const { event } = line.way === 'in' ? line.received : line.sent;
  return `${event.event_type} ${event.product} ${event.event_id} ${event.idempotency_key} ${JSON.stringify(event.payload)}`.toLowerCase();
}

/** What an event type is called where a product says so, else the type itself. */
export function eventTitle(
  products: readonly { readonly events: Readonly<Record<string, { readonly title: string }>> }[],
  eventType: string,
): string {
  const known = products.find(({ events }) => Object.hasOwn(events, eventType));
  return known?.events[eventType]?.title ?? eventType;
}
