import type { APICallError } from 'ai';
import type { StepError } from '../base/step-error.ts';

export interface CallFacts {
  /** The error itself where the server answered, or could not be reached; null for any other. */
  readonly callError: APICallError | null;
  /** Taken out of every message. */
  readonly apiKey: string | null;
  readonly signal: AbortSignal;
  readonly timeLimit: AbortSignal;
  readonly modelId: string;
}

/** A failed call as the engine's error classes tell it: what may be tried again, and after how long. Never holds the key. */
export function modelError(error: unknown, { callError, apiKey, signal, timeLimit, modelId }: CallFacts): StepError {
  if (signal.aborted) return { class: 'cancelled', code: 'cancelled', message: `The call to ${modelId} was cancelled.` };
  if (timeLimit.aborted) return { class: 'timeout', code: 'model_timeout', message: `${modelId} did not answer in time.` };
  const told = withoutKey(error instanceof Error ? error.message : String(error), apiKey);
  if (callError === null) return { class: 'transient', code: 'network', message: `The call to ${modelId} broke off: ${told}` };
  if (callError.statusCode === undefined)
    return { class: 'transient', code: 'network', message: `The server of ${modelId} could not be reached: ${told}` };
  return { message: `${modelId}: ${told}`.slice(0, 4000), ...byStatus(callError, callError.statusCode) };
}

function byStatus(error: APICallError, status: number): Pick<StepError, 'class' | 'code'> & Partial<StepError> {
  const body = error.responseBody ?? '';
  switch (status) {
    case 401:
    case 403:
      return { class: 'auth', code: 'key_refused', message: 'The provider refused the key. Check it in Settings.' };
    case 404:
      return { class: 'not_found', code: 'no_such_model' };
    case 408:
      return { class: 'timeout', code: 'model_timeout' };
    case 429:
      if (body.includes('insufficient_quota'))
        return { class: 'policy', code: 'quota', message: 'The provider’s account has no credit left.' };
      return { class: 'rate_limited', code: 'rate_limited', ...retryAfter(error.responseHeaders ?? {}) };
  }
  if (/content_filter|content_policy/.test(body)) return { class: 'policy', code: 'content_filter' };
  if (status >= 500) return { class: 'transient', code: `http_${status}`, ...retryAfter(error.responseHeaders ?? {}) };
  if (status < 300) return { class: 'transient', code: 'unreadable_response' };
  return { class: 'validation', code: body.includes('context_length') ? 'too_long' : `http_${status}` };
}

/** From `retry-after-ms`, or `retry-after` in seconds or as a date, which counts from the answer's own `date`. */
function retryAfter(headers: Readonly<Record<string, string>>): { retryAfterMs?: number } {
  const ms = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] !== undefined && ms >= 0) return { retryAfterMs: Math.round(ms) };
  const value = headers['retry-after'];
  if (value === undefined) return {};
  const seconds = Number(value);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.parse(headers['date'] ?? '');
  return waitMs >= 0 ? { retryAfterMs: Math.round(waitMs) } : {};
}

const withoutKey = (text: string, apiKey: string | null): string =>
  apiKey === null || apiKey === '' ? text : text.replaceAll(apiKey, '•••');
