import { neverHere } from '../base/never-here.ts';
import type { Secrets } from '../base/secrets.ts';
import type { ErrorClass, StepError } from '../base/step-error.ts';
import type { Clock } from '../base/world.ts';
import { busKey } from '../bus/bus-key.ts';
import type { DeliverEvent, DeliveryOutcome } from '../bus/outbox.ts';
import { signatureHeader } from '../bus/signature.ts';
import type { ProductConnection } from './product-connection.ts';
import { retryAfterMs } from './retry-after.ts';
import { sendRequest, type Exchange } from './send-request.ts';

/** Where events are posted under a product's address; this program's own host listens on the same path. */
export const EVENTS_PATH = '/v1/events';
/** Until a receiver must have answered. It should keep the event and answer, and work on it afterwards. */
const ANSWER_WITHIN_US = 15_000_000;

export interface DeliverNeeds {
  readonly connections: Readonly<Record<string, ProductConnection>>;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/**
 * Posts events to the products they are for, signed as Standard Webhooks with the product's key for the event's org; while a secret is changed,
 * with both. The receiver has it when it answers 2xx. Redirects are not followed: the event would be handed to somebody else.
 */
export function openDeliverEvent({ connections, secrets, clock }: DeliverNeeds): DeliverEvent {
  return async ({ event, body }, signal) => {
    const { product, org_id: orgId, event_id: id, idempotency_key: key } = event;
    const connection = Object.hasOwn(connections, product) ? connections[product] : undefined;
    if (connection?.url === undefined)
      return final(
        'not_found',
        'no_address',
        `No address is known for ${product}. Add its url under “products” in workspace.json, then send it again.`,
      );
    const refs = [connection.secretRef, connection.previousSecretRef].filter(ref => ref !== undefined);
    const keys = refs.map(ref => secrets.find(ref)).flatMap(secret => (secret === null ? [] : [busKey(secret, orgId)]));
    if (keys.length === 0)
      return final(
        'auth',
        'no_secret',
        `The secret of ${product} was not found${refs.length === 0 ? ': name it by secretRef in workspace.json' : ` (${refs.join(', ')})`}. Then send it again.`,
      );
    const url = new URL(connection.url.replace(/\/+$/, '') + EVENTS_PATH);
    const content = { id, timestamp: String(Math.floor(clock.nowUs() / 1_000_000)), body: Buffer.from(body) };
    const exchange = await sendRequest(
      {
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'atelier-studio',
          'idempotency-key': key,
          'webhook-id': id,
          'webhook-timestamp': content.timestamp,
          'webhook-signature': signatureHeader(keys, content),
        },
        body,
      },
      { clock, untilUs: clock.nowUs() + ANSWER_WITHIN_US, signal },
    );
    return outcomeOf(exchange, `${product} at ${url.origin}`, clock);
  };
}

/** These say of the event itself that it will never be taken; every other refusal may pass, e.g. while the receiver is being changed. */
const FINAL_STATUSES = new Set([400, 409, 410, 413, 415, 422]);

function outcomeOf(exchange: Exchange, whom: string, clock: Clock): DeliveryOutcome {
  switch (exchange.kind) {
    case 'answered': {
      const { status, headers } = exchange;
      if (status >= 200 && status < 300) return { kind: 'delivered' };
      const afterMs = retryAfterMs(headers['retry-after'], clock.nowUs() / 1000);
      const error = {
        class: classOf(status),
        code: `http_${status}`,
        message: `${whom} answered ${status}${status >= 300 && status < 400 ? ', which leads elsewhere; correct the address' : ''}.`,
        ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }),
      };
      return { kind: 'failed', error, isFinal: FINAL_STATUSES.has(status) };
    }
    case 'too-large':
      return again('invalid_output', 'answer_too_large', `${whom} answered with more than a receipt needs.`);
    case 'timed-out':
      return again('timeout', 'no_answer', `${whom} gave no answer within ${ANSWER_WITHIN_US / 1_000_000} seconds.`);
    case 'lost':
      return again(
        'transient',
        exchange.code.toLowerCase().slice(0, 64),
        `${whom} could not be reached, or the connection broke (${exchange.code}).`,
      );
    case 'stopped':
      return { kind: 'stopped' };
    default:
      return neverHere(exchange);
  }
}

const classOf = (status: number): ErrorClass =>
  status === 429
    ? 'rate_limited'
    : status === 401 || status === 403
      ? 'auth'
      : status === 404 || status === 410
        ? 'not_found'
        : status < 500
          ? 'validation'
          : 'transient';

const failure = (isFinal: boolean, error: StepError): DeliveryOutcome => ({ kind: 'failed', error, isFinal });
const final = (errorClass: ErrorClass, code: string, message: string) => failure(true, { class: errorClass, code, message });
const again = (errorClass: ErrorClass, code: string, message: string) => failure(false, { class: errorClass, code, message });
