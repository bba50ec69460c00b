import type { OrgId } from './base/ids.ts';
import type { Secrets } from './base/secrets.ts';
import type { Clock } from './base/world.ts';
import { busKey } from './bus/bus-key.ts';
import type { BusEvent, EventInbox } from './bus/event.ts';
import { REJECTION_STATUS, type Rejection } from './bus/rejection.ts';
import { verifyMessage, type BusMessage } from './bus/verify-message.ts';
import type { ProductConnection } from './products/product-connection.ts';
import type { Products } from './products/product.ts';
import type { Runner } from './runner/runner-door.ts';

/** What a sender is answered, as HTTP: status and JSON body. */
export type EventAnswer =
  /** The event stands on disk; `known`: it did before, and nothing happened. */
  | { readonly status: 200; readonly body: { readonly event_id: string; readonly status: 'received' | 'known' } }
  | { readonly status: number; readonly body: { readonly error: { readonly code: string; readonly message: string } } };

/** Where signed events come in, whatever wire brings them. */
export interface EventDoor {
  /** Judges a message, keeps its event, and has the runs told. Every refusal is counted where a person finds it. */
  receive(message: BusMessage): Promise<EventAnswer>;
  /** Answers a message that was refused before it was whole. */
  refuse(rejection: Rejection): Promise<EventAnswer>;
}

export interface EventDoorNeeds {
  readonly orgId: OrgId;
  readonly connections: Readonly<Record<string, ProductConnection>>;
  readonly secrets: Secrets;
  readonly products: Products;
  readonly events: EventInbox;
  readonly runner: Pick<Runner, 'accept'>;
  readonly clock: Clock;
}

export function openEventDoor(needs: EventDoorNeeds): EventDoor {
  const { orgId, events, runner, clock } = needs;

  const refuse = async (rejection: Rejection): Promise<EventAnswer> => {
    await events.reject(orgId, rejection, clock.nowUs());
    return answerTo(rejection);
  };

  const receive = async (message: BusMessage): Promise<EventAnswer> => {
    const verified = verifyMessage(message, {
      orgId,
      keys: keysOf(needs),
      nowUs: clock.nowUs(),
      payloadSchema: (product, type) => payloadSchema(needs.products, product, type),
    });
    if (!verified.ok) return refuse(verified.error);
    const event = verified.value;
    const { kind } = await runner.accept(event);
    if (kind === 'conflict') return refuse(otherBody(event));
    return { status: 200, body: { event_id: event.event_id, status: kind === 'new' ? 'received' : 'known' } };
  };

  /** What the disk refuses the sender may send again later: nothing of it was kept. */
  const despiteDisk = async (work: Promise<EventAnswer>): Promise<EventAnswer> => {
    try {
      return await work;
    } catch (fault) {
      if (!(fault instanceof Error) || fault.name !== 'StorageError') throw fault;
      return answerTo({ code: 'storage', message: 'The event could not be kept: the disk refused. Send it again later.', product: null });
    }
  };

  return { receive: message => despiteDisk(receive(message)), refuse: rejection => despiteDisk(refuse(rejection)) };
}

const answerTo = ({ code, message }: Rejection): EventAnswer => ({ status: REJECTION_STATUS[code], body: { error: { code, message } } });

const otherBody = ({ product, event_type: type }: BusEvent): Rejection => ({
  code: 'other_body',
  message: `An event of ${product} with this idempotency_key came before with another body (${type}). Give each event a key of its own.`,
  product,
});

/** Each product's key, and while its secret is changed the one before too. Asked each time, since a secret may change while we run. */
const keysOf = ({ connections, secrets, orgId }: EventDoorNeeds): { readonly product: string; readonly key: Uint8Array }[] =>
  Object.entries(connections).flatMap(([product, { secretRef, previousSecretRef }]) =>
    [secretRef, previousSecretRef].flatMap(ref => {
      const secret = ref === undefined ? null : secrets.find(ref);
      return secret === null ? [] : [{ product, key: busKey(secret, orgId) }];
    }),
  );

function payloadSchema(products: Products, product: string, eventType: string) {
  const events = products.find(product)?.events ?? {};
  return Object.hasOwn(events, eventType) ? (events[eventType]?.payload ?? null) : null;
}
