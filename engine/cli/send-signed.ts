import { OrgId } from '../base/ids.ts';
import { isJsonObject } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { environmentSecrets } from '../base/secrets.ts';
import { busKey } from '../bus/bus-key.ts';
import { MAX_EVENT_BYTES } from '../bus/event.ts';
import { signatureHeader } from '../bus/signature.ts';
import { EVENTS_PATH } from '../products/deliver-event.ts';
import { sendRequest } from '../products/send-request.ts';
import { systemClock } from '../system-world.ts';
import { CommandEnd } from './exit.ts';
import { envelopeOf } from './read-answers.ts';
import { readInput } from './read-input.ts';

/** Until the receiver must have answered. */
const ANSWER_WITHIN_US = 15_000_000;

export interface SignedSending {
  readonly file: string;
  /** An address, e.g. `http://127.0.0.1:4455`; without a path the events' own is taken. */
  readonly to: string;
  readonly secretRef: string | undefined;
}

export interface SignedAnswer {
  readonly eventId: string;
  readonly status: number;
  /** As the receiver wrote it, at most 2,000 characters. */
  readonly answer: string;
}

/** Signs the event in a file as its product would and posts it. Ends the command with a sentence when the receiver is not reached. */
export async function sendSigned({ file, to, secretRef }: SignedSending): Promise<SignedAnswer> {
  const url = addressOf(to);
  if (secretRef === undefined)
    throw new CommandEnd(2, '--to needs --secret-ref, which names the product’s secret: e.g. env:RFP_SECRET for the variable RFP_SECRET.');
  const secret = environmentSecrets(process.env).find(secretRef);
  if (secret === null) throw new CommandEnd(2, `There is no secret ${secretRef}. Set the variable, and name it as env:NAME.`);
  const text = await readInput(file);
  const event = envelopeOf(file, text, orgIn(file, text));
  const body = JSON.stringify(event);
  if (Buffer.byteLength(body) > MAX_EVENT_BYTES)
    throw new CommandEnd(2, `${file} is larger than ${MAX_EVENT_BYTES / 1024} KiB, which no receiver takes.`);
  const clock = systemClock();
  const content = { id: event.event_id, timestamp: String(Math.floor(clock.nowUs() / 1_000_000)), body: Buffer.from(body) };
  const exchange = await sendRequest(
    {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': event.idempotency_key,
        'webhook-id': content.id,
        'webhook-timestamp': content.timestamp,
        'webhook-signature': signatureHeader([busKey(secret, event.org_id)], content),
      },
      body,
    },
    { clock, untilUs: clock.nowUs() + ANSWER_WITHIN_US, signal: new AbortController().signal },
  );
  if (exchange.kind === 'answered')
    return { eventId: event.event_id, status: exchange.status, answer: exchange.body.toString('utf8').trim().slice(0, 2000) };
  const why =
    exchange.kind === 'lost' ? exchange.code : exchange.kind === 'timed-out' ? 'no answer within 15 seconds' : 'its answer was cut off';
  throw new CommandEnd(2, `${url.origin} could not be reached (${why}). Look whether it is open and listens there.`);
}

function addressOf(to: string): URL {
  const url = URL.parse(to);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new CommandEnd(2, `--to ${to}: write an address, e.g. http://127.0.0.1:4455.`);
  if (url.pathname === '/') url.pathname = EVENTS_PATH;
  return url;
}

/** The org and the product must stand in the file: nothing here knows them. */
function orgIn(file: string, text: string): OrgId {
  const read = parseJson(text);
  const named = read.ok && isJsonObject(read.value) ? read.value : {};
  const org = OrgId.safeParse(named['org_id']);
  if (read.ok && (!org.success || typeof named['product'] !== 'string'))
    throw new CommandEnd(2, `${file}: to send it elsewhere, it has to name its org_id and its product.`);
  return org.success ? org.data : OrgId.parse('local');
}
