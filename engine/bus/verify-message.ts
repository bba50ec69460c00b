import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import type { OrgId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { CLOUD_EVENT_TYPE, fromCloudEvent } from './cloud-event.ts';
import { BusEvent, MAX_EVENT_BYTES } from './event.ts';
import type { Rejection, RejectionCode } from './rejection.ts';
import { signersOf } from './signature.ts';

/** A message as it came over the wire. */
export interface BusMessage {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** What a message is judged by. */
export interface BusReceiver {
  readonly orgId: OrgId;
  /** One for each product and secret that may sign. */
  readonly keys: readonly { readonly product: string; readonly key: Uint8Array }[];
  readonly nowUs: number;
  /** What the product says its payloads are; null when it says nothing of this type. */
  readonly payloadSchema: (product: string, eventType: string) => JsonSchema | null;
}

/** How far a sender's clock may be off, either way; what is older is a repetition. */
export const WINDOW_SECONDS = 300;

/**
 * The event in a signed message, or why it is not taken. In this order, so that nothing of a stranger's is parsed: size → headers → time →
 * known product → signature over the raw bytes → JSON → envelope and payload → product and org. Which product speaks is told by the key that
 * signed; the envelope must then name the same.
 */
export function verifyMessage(message: BusMessage, receiver: BusReceiver): Result<BusEvent, Rejection> {
  const { body } = message;
  if (body.byteLength > MAX_EVENT_BYTES) return reject('too_large', `The body is larger than ${MAX_EVENT_BYTES / 1024} KiB. Send less.`);
  const { id, timestamp, signature } = message;
  if (id === undefined || timestamp === undefined || signature === undefined)
    return reject('headers_missing', 'The headers webhook-id, webhook-timestamp and webhook-signature are all needed.');
  if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id))
    return reject('headers_malformed', 'webhook-id is 1 to 256 visible characters without a full stop.');
  if (!/^\d{1,12}$/.test(timestamp)) return reject('headers_malformed', 'webhook-timestamp is the time in whole seconds since 1970.');
  if (Math.abs(Math.floor(receiver.nowUs / 1_000_000) - Number(timestamp)) > WINDOW_SECONDS)
    return reject(
      'outside_window',
      `webhook-timestamp is more than ${WINDOW_SECONDS} seconds off. Set the clock, and sign each sending anew.`,
    );
  if (receiver.keys.length === 0)
    return reject('unknown_product', 'No product has a secret in this workspace. Name one under “products” in workspace.json.');
  const signers = signersOf(receiver.keys, signature, { id, timestamp, body });
  const [signer] = signers;
  if (signer === undefined)
    return reject('bad_signature', 'No product known here made this signature. Check secret, org and that the bytes were sent as signed.');
  return readEvent(message, receiver, { products: new Set(signers.map(({ product }) => product)), product: signer.product });
}

/** From here on the sender is known, so a refusal may say more. */
function readEvent(
  { body, contentType }: BusMessage,
  { orgId, payloadSchema }: BusReceiver,
  signed: { readonly products: ReadonlySet<string>; readonly product: string },
): Result<BusEvent, Rejection> {
  const { product } = signed;
  const parsed = parseBody(body);
  if (!parsed.ok) return reject('not_json', parsed.error, product);
  const isCloudEvent = contentType?.split(';')[0]?.trim().toLowerCase() === CLOUD_EVENT_TYPE;
  const event = BusEvent.safeParse(isCloudEvent ? fromCloudEvent(parsed.value) : parsed.value);
  if (!event.success) {
    const [issue] = event.error.issues;
    const path = issue?.path.join('.') ?? '';
    return reject('not_an_event', `The envelope does not fit${path === '' ? '' : ` at “${path}”`}: ${issue?.message ?? ''}.`, product);
  }
  const { product: named, event_type: type, org_id: org, payload } = event.data;
  const schema = signed.products.has(named) ? payloadSchema(named, type) : null;
  const [problem] = schema === null ? [] : schemaProblems(schema, payload);
  if (problem !== undefined)
    return reject(
      'not_an_event',
      `The payload does not fit ${type}${problem.path === '' ? '' : ` at ${problem.path}`}: ${problem.message}`,
      named,
    );
  if (!signed.products.has(named))
    return reject('wrong_product', `The envelope names another product than ${product}, which signed it.`, product);
  if (org !== orgId) return reject('wrong_org', `The event is for another org than “${orgId}”, which this workspace is.`, named);
  return ok(event.data);
}

function parseBody(body: Uint8Array): Result<Json, string> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return refused('The body is not UTF-8.');
  }
  const parsed = parseJson(text, { maxBytes: MAX_EVENT_BYTES });
  return parsed.ok
    ? parsed
    : refused(`The body is not JSON (line ${parsed.error.line}, column ${parsed.error.column}): ${parsed.error.message}`);
}

const reject = (code: RejectionCode, message: string, product: string | null = null): Result<never, Rejection> =>
  refused({ code, message: message.slice(0, MAX_MESSAGE_CHARS), product });

/** A schema's complaint may quote what it complains of. */
const MAX_MESSAGE_CHARS = 400;
