import type { IncomingHttpHeaders } from 'node:http';
import { isJsonObject, type Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import type { StepError } from '../base/step-error.ts';
import { outcomeUnknown, type Asked } from './outcome-unknown.ts';
import { retryAfterMs } from './retry-after.ts';

/** What an HTTP status that is no success means. The body is the product's own words, of which one sentence is told. */
export function answerError(
  asked: Asked,
  { status, headers, text }: { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string },
  nowMs: number,
): StepError {
  const said = productSentence(text);
  const told = `${asked.title} answered “${asked.action}” with status ${status}${said === '' ? '.' : `: ${said}`}`;
  const wait = retryAfterMs(headers['retry-after'], nowMs);
  const error = (errorClass: StepError['class'], code: string, what: string): StepError => ({
    class: errorClass,
    code,
    message: `${told} ${what}`,
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
  if (status === 429 || (status === 503 && wait !== undefined))
    return error('rate_limited', 'busy', 'It asks to be called less often; wait, or run fewer runs at once.');
  if (asked.effect === 'once' && leavesOpen(status))
    return outcomeUnknown(asked, `It answered with status ${status}${said === '' ? '.' : `: ${said}`}`);
  switch (status) {
    case 408:
    case 504:
      return error('timeout', 'product_timeout', 'It ran out of time; look whether it is overloaded.');
    case 401:
    case 403:
      return error('auth', 'not_allowed', `Check the secret of this product in workspace.json, and that it may do this.`);
    case 404:
    case 410:
      return error('not_found', 'not_there', 'Check the payload, and the product’s address in workspace.json.');
    case 405:
    case 501:
      return error('not_found', 'no_such_call', 'It does not know this call; compare its manifest with what it offers.');
    case 409:
      // With a time to come back, the first call with this key is still at work (draft-ietf-httpapi-idempotency-key-header).
      return wait === undefined
        ? error('policy', 'conflict', 'It is in conflict with what is there; settle that in the product, then run the step again.')
        : error('transient', 'still_working', 'The same call is still at work there.');
    default:
  }
  if (status >= 300 && status < 400)
    return error('policy', 'redirected', 'It points to another address, which is not followed; correct it in workspace.json.');
  if (status >= 400 && status < 500) return error('validation', 'refused', 'Correct the payload of this step.');
  if (status >= 500 && status < 600) return error('transient', 'product_failed', 'Look at the product’s own log.');
  return error('invalid_output', 'odd_status', 'That is no answer; look whether the address in workspace.json is the product’s.');
}

/**
 * Statuses after which the action may have been done all the same: a failure of the product's own (but 501, which knows no such call), a gateway
 * that lost its patience, and the redirect to a result's page.
 */
const leavesOpen = (status: number): boolean =>
  status === 302 || status === 303 || status === 408 || (status >= 500 && status !== 501) || status < 200;

const MAX_SENTENCE_CHARS = 300;

/** The sentence in an error's body: of RFC 9457 problem details, of the shapes in common use, or a short plain text. Empty when there is none. */
function productSentence(text: string): string {
  const parsed = parseJson(text);
  const sentence = parsed.ok ? sentenceIn(parsed.value) : /^\s*</.test(text) ? '' : (text.trim().split('\n', 1)[0] ?? '');
  const plain = sentence
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_SENTENCE_CHARS)
    .toWellFormed();
  return plain === '' || /[.!?…]$/.test(plain) ? plain : `${plain}.`;
}

function sentenceIn(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return sentenceIn((value as readonly Json[])[0] ?? null);
  if (!isJsonObject(value)) return '';
  for (const key of ['detail', 'message', 'error_description', 'title', 'error', 'errors']) {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;
    const found = inner === undefined || inner === value ? '' : sentenceIn(inner);
    if (found !== '') return found;
  }
  return '';
}
