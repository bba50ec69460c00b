import type { Json, JsonObject } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import type { ActionHttp, ProductAction } from './product.ts';
import type { ProductCall } from './product-calls.ts';

/** An HTTP request before it is signed. */
export interface CallRequest {
  readonly method: ActionHttp['method'];
  /** Path and query, to be put behind the product's address. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for a request without one. */
  readonly body: string | null;
}

/**
 * What is sent for a call: the envelope posted to `/actions/<action>`, or what the manifest's `http` makes of the payload. The same call always
 * gives the same bytes, so that a product which compares repetitions of a key finds nothing new. Refuses (`validation`) what would not fit into a path or a header.
 */
export function callRequest(call: ProductCall, { http }: ProductAction): Result<CallRequest, StepError> {
  if (http === undefined)
    return ok({ method: 'POST', target: `/actions/${call.action}`, headers: {}, body: JSON.stringify(envelopeOf(call)) });
  const misfit = (field: string, why: string) =>
    refused({
      class: 'validation' as const,
      code: 'payload_misfit',
      message: `“${field}” of the payload cannot stand in the request of ${call.product}.${call.action}: ${why}`,
    });
  const used = new Set<string>([...Object.values(http.query), ...Object.values(http.headers)]);
  const fields = call.payload;

  let target = '';
  for (const part of http.path.split(/(\{[^}]+\})/)) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      target += part;
      continue;
    }
    used.add(name);
    const text = plainText(fields[name]);
    // Empty, `.` and `..` would lead to another path than the one that was meant.
    if (text === null || text === '' || /^\.{1,2}$/.test(text)) return misfit(name, 'a path needs a text or number that is not empty.');
    target += encodeURIComponent(text);
  }

  const query = new URLSearchParams();
  for (const [parameter, name] of Object.entries(http.query)) {
    const value = fields[name] ?? null;
    for (const each of Array.isArray(value) ? (value as readonly Json[]) : value === null ? [] : [value]) {
      const text = plainText(each);
      if (text === null) return misfit(name, 'a query holds texts, numbers, booleans and lists of them.');
      query.append(parameter, text);
    }
  }

  const headers: Record<string, string> = http.contentType === undefined ? {} : { 'content-type': http.contentType };
  for (const [header, name] of Object.entries(http.headers)) {
    if (fields[name] === undefined || fields[name] === null) continue;
    const text = plainText(fields[name]);
    if (text === null || !/^[\x20-\x7e]{0,4000}$/.test(text)) return misfit(name, 'a header is one line of plain characters.');
    headers[header] = text;
  }
  return ok({
    method: http.method,
    target: query.size === 0 ? target : `${target}?${query.toString()}`,
    headers,
    body: bodyOf(http, fields, used),
  });
}

/** What a product reads when its manifest says nothing of `http`. Signed as a whole. */
const envelopeOf = (call: ProductCall): JsonObject => ({
  v: 1,
  product: call.product,
  action: call.action,
  org_id: call.orgId,
  run_id: call.runId,
  step_id: call.stepId,
  idempotency_key: call.idempotencyKey,
  occurred_at: new Date(call.occurredAtUs / 1000).toISOString(),
  payload: call.payload,
});

function bodyOf(http: ActionHttp, fields: JsonObject, used: ReadonlySet<string>): string | null {
  if (http.method === 'GET') return null;
  if (http.body !== undefined) return fields[http.body] === undefined ? null : JSON.stringify(fields[http.body]);
  const rest = Object.entries(fields).filter(([name]) => !used.has(name));
  return rest.length === 0 && http.method === 'DELETE' ? null : JSON.stringify(Object.fromEntries(rest));
}

const plainText = (value: Json | undefined): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
