import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { Secrets } from '../base/secrets.ts';
import type { StepError } from '../base/step-error.ts';
import type { Clock } from '../base/world.ts';
import { busKey } from '../bus/bus-key.ts';
import { signatureHeader } from '../bus/signature.ts';
import { answerError } from './answer-error.ts';
import { callRequest, type CallRequest } from './call-request.ts';
import { payloadError } from './check-payload.ts';
import { exchangeError } from './exchange-error.ts';
import { findAction } from './find-action.ts';
import { unusableAnswer, type Asked } from './outcome-unknown.ts';
import type { Products } from './product.ts';
import type { ProductCall, ProductCalls } from './product-calls.ts';
import type { ProductConnection } from './product-connection.ts';
import { readAnswer } from './read-answer.ts';
import { sendRequest, type Exchange, type OutgoingRequest } from './send-request.ts';

export interface ProductCallNeeds {
  readonly products: Products;
  /** How each product is reached. */
  readonly connections: Readonly<Record<string, ProductConnection>>;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/**
 * Calls of products over HTTP. Without `http` in the manifest a call is the envelope posted to `<url>/actions/<action>`; with it, the request
 * that the product's own API takes. Each is signed as Standard Webhooks (headers `webhook-id`, `webhook-timestamp`, `webhook-signature` over
 * `id.timestamp.body`, with the product's key for this org; while a secret is changed, with both) and bears an `Idempotency-Key`. An API that only wants a token of its own
 * (`token` in its connection) may do without a signing secret; the envelope may not.
 */
export function openProductCalls(needs: ProductCallNeeds): ProductCalls {
  const connectionOf = (product: string) => (Object.hasOwn(needs.connections, product) ? needs.connections[product] : undefined);
  return {
    reaches: product => connectionOf(product)?.url !== undefined,
    call: async (call, signal) => {
      const connection = connectionOf(call.product);
      if (connection?.url === undefined) throw new Error(`${call.product} is called, but no address is known.`);
      return callAt(connection.url, connection, call, signal, needs);
    },
  };
}

async function callAt(
  address: string,
  connection: ProductConnection,
  call: ProductCall,
  signal: AbortSignal,
  needs: ProductCallNeeds,
): Promise<Result<Json, StepError>> {
  const found = findAction(needs.products, call);
  if (!found.ok) return found;
  const { manifest, action } = found.value;
  const misfit = payloadError(call, action, call.payload);
  if (misfit !== null) return refused(misfit);
  const request = callRequest(call, action);
  if (!request.ok) return request;
  const given = secretsOf(connection, needs.secrets, action.http === undefined, manifest.title);
  if (!given.ok) return given;

  const url = new URL(address.replace(/\/+$/, '') + request.value.target);
  const asked: Asked = { title: manifest.title, action: call.action, effect: action.effect, origin: url.origin };
  const untilUs = needs.clock.nowUs() + call.timeoutMs * 1000;
  const headers = headersOf(request.value, call, given.value, needs.clock);
  const exchange = await exchangeWith({ ...request.value, url, headers }, { clock: needs.clock, untilUs, signal });
  if (exchange.kind !== 'answered') return refused(exchangeError(asked, exchange, call.timeoutMs));

  const read = textOf(exchange.body);
  const text = read === null ? null : withoutSecrets(read, given.value);
  if (exchange.status < 200 || exchange.status > 299)
    return refused(answerError(asked, { ...exchange, text: text ?? '' }, needs.clock.nowUs() / 1000));
  if (text === null) return refused(unusableAnswer(asked, 'not_utf8', 'It sent bytes that are not UTF-8. Have it answer in UTF-8.'));
  if (text !== read)
    return refused(
      unusableAnswer(asked, 'secret_told', 'Its answer repeats a secret, so nothing of it was kept. Have it leave secrets out.'),
    );
  return readAnswer(asked, action, { contentType: exchange.headers['content-type'], text });
}

interface GivenSecrets {
  /** The current secret, and the one before it while a rotation is under way: the product may know either. Empty for an API that wants only a token. */
  readonly signing: readonly string[];
  readonly token: { readonly header: string; readonly prefix: string; readonly secret: string } | null;
}

function secretsOf(
  { secretRef, previousSecretRef, token }: ProductConnection,
  secrets: Secrets,
  isEnvelope: boolean,
  title: string,
): Result<GivenSecrets, StepError> {
  const missing = (message: string) => refused({ class: 'auth' as const, code: 'no_secret', message });
  if (secretRef === undefined && isEnvelope)
    return missing(`Calls of ${title} are signed, and no secret is named for it. Add its secretRef under “products” in workspace.json.`);
  const current = secretRef === undefined ? null : secrets.find(secretRef);
  const previous = previousSecretRef === undefined ? null : secrets.find(previousSecretRef);
  const own = token === undefined ? null : secrets.find(token.secretRef);
  for (const [ref, secret] of [
    [secretRef, current],
    [token?.secretRef, own],
  ])
    if (typeof ref === 'string' && secret === null)
      return missing(`The secret ${ref} of ${title} is not set here. Set it, then run the step again.`);
  if (own !== null && !/^[\x21-\x7e]+$/.test(own))
    return missing(`The token of ${title} holds characters that cannot stand in a header. Set it again, without spaces and line ends.`);
  const signing = [current, previous].filter(secret => secret !== null);
  return ok({ signing, token: token === undefined || own === null ? null : { header: token.header, prefix: token.prefix, secret: own } });
}

function headersOf(request: CallRequest, call: ProductCall, { signing, token }: GivenSecrets, clock: Clock): Record<string, string> {
  const content = {
    id: call.idempotencyKey,
    timestamp: String(Math.floor(clock.nowUs() / 1_000_000)),
    body: Buffer.from(request.body ?? ''),
  };
  return {
    ...(request.body !== null && { 'content-type': 'application/json' }),
    ...request.headers,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'atelier-studio',
    'idempotency-key': call.idempotencyKey,
    ...(signing.length > 0 && {
      'webhook-id': content.id,
      'webhook-timestamp': content.timestamp,
      'webhook-signature': signatureHeader(
        signing.map(secret => busKey(secret, call.orgId)),
        content,
      ),
    }),
    ...(token !== null && { [token.header]: token.prefix + token.secret }),
  };
}

const MAX_REDIRECTS = 3;

/** The exchange at the end of redirects that stay at the product's own origin and repeat the request as it was. Others are answers, told as they are. */
async function exchangeWith(request: OutgoingRequest, within: Parameters<typeof sendRequest>[1]): Promise<Exchange> {
  let { url } = request;
  for (let left = MAX_REDIRECTS; ; left--) {
    const exchange = await sendRequest({ ...request, url }, within);
    if (exchange.kind !== 'answered' || left === 0) return exchange;
    const isSame = [307, 308].includes(exchange.status) || (request.method === 'GET' && [301, 302, 303].includes(exchange.status));
    const next = isSame ? URL.parse(exchange.headers.location ?? '', url) : null;
    if (next === null || next.origin !== url.origin || next.username + next.password !== '') return exchange;
    url = next;
  }
}

function textOf(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** A product may repeat in its answer what it was sent; a secret goes no further than here. */
const withoutSecrets = (text: string, { signing, token }: GivenSecrets): string =>
  [...signing, ...(token === null ? [] : [token.secret])]
    .filter(secret => secret.length >= MIN_SECRET_CHARS)
    .reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);

/** Shorter ones stand in any text by chance. */
const MIN_SECRET_CHARS = 8;
