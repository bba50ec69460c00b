import type { JsonObject } from '../../base/json.ts';
import { newEvent } from '../../bus/new-event.ts';
import { payloadError } from '../../products/check-payload.ts';
import type { ProductAction } from '../../products/product.ts';
import { completed, failed, type StepNeeds, type StepOutcome } from '../step-work.ts';

/**
 * Tells a product over the bus and does not wait: the step is complete with `{ event_id }` once the event stands in the outbox, which is written
 * in the step's own transaction. The event's type is `<product>.<action>`.
 */
export function tellProduct(
  call: {
    readonly product: string;
    readonly action: string;
    readonly definition: ProductAction;
    readonly payload: JsonObject;
    readonly occurredAtUs: number;
    readonly idempotencyKey: string;
    readonly orgId: Parameters<typeof newEvent>[0]['orgId'];
  },
  needs: StepNeeds,
): StepOutcome {
  const { product, action, definition, payload, occurredAtUs, idempotencyKey, orgId } = call;
  const misfit = payloadError(call, definition, payload);
  if (misfit !== null) return failed(misfit);
  const eventId = needs.ids.next('evt');
  const event = newEvent({ eventId, product, eventType: `${product}.${action}`, orgId, idempotencyKey, occurredAtUs, payload });
  if (!event.ok) return failed({ class: 'validation', code: 'event_too_large', message: event.error });
  return completed({ event_id: eventId }, { own: { product, action }, facts: facts => facts.dispatch(event.value, action) });
}
