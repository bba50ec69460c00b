import type { APICallError } from 'ai';
import type { StepError } from '../base/step-error.ts';
import { retryAfterMs } from './retry-after.ts';
import { withoutKey } from './without-key.ts';

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
  const told = withoutKey(wordsOf(error), apiKey).slice(0, MAX_TOLD_CHARS);
  if (callError === null) return brokenOff(told, modelId);
  if (callError.statusCode === undefined)
    return { class: 'transient', code: 'network', message: `The server of ${modelId} could not be reached: ${told}` };
  if (callError.statusCode === 401 && apiKey === null) return KEY_WANTED;
  return { message: `${modelId}: ${told}`, ...byStatus(callError, callError.statusCode, told) };
}

const MAX_TOLD_CHARS = 2000;

/** A fault within a stream comes as whatever the provider sent. */
function wordsOf(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  if (typeof error === 'string') return error;
  return error === undefined ? 'no reason was given' : JSON.stringify(error);
}

/** The answer began and did not end: what stands in the stream, or the line itself, says why. */
function brokenOff(told: string, modelId: string): StepError {
  if (/rate.?limit/i.test(told)) return { class: 'rate_limited', code: 'rate_limited', message: `${modelId}: ${told}` };
  if (/content.?(?:filter|policy)/i.test(told)) return { class: 'policy', code: 'content_filter', message: `${modelId}: ${told}` };
  return { class: 'transient', code: 'network', message: `The call to ${modelId} broke off: ${told}` };
}

type Verdict = Pick<StepError, 'class' | 'code'> & Partial<StepError>;

/** By the status, and by words that providers put into the body where a status means several things. */
function byStatus(error: APICallError, status: number, told: string): Verdict {
  const body = error.responseBody ?? '';
  if (status === 401 || (status === 400 && /API_KEY_INVALID|api key not valid|invalid.api.key/i.test(body))) return KEY_REFUSED;
  if (status === 402 || /insufficient_quota|credit balance is too low|billing_(?:hard_limit|not_active)/.test(body)) return NO_CREDIT;
  if (/content_filter|content_policy/.test(body)) return { class: 'policy', code: 'content_filter' };
  switch (status) {
    case 403:
      return NOT_ALLOWED;
    case 404:
      return {
        class: 'not_found',
        code: 'no_such_model',
        message: `There is no such model, or no such address: ${told} Check both in Settings, under Models.`,
      };
    case 408:
      return { class: 'timeout', code: 'model_timeout' };
    case 429:
      return { class: 'rate_limited', code: 'rate_limited', ...waiting(error) };
  }
  if (status >= 500) return { class: 'transient', code: `http_${status}`, ...waiting(error) };
  if (status < 300) return { class: 'transient', code: 'unreadable_response' };
  if (status === 413 || TOO_LONG.test(body))
    return { class: 'validation', code: 'too_long', message: `The evidence and the prompt are too long for this model: ${told}` };
  if (/response_format|json_schema|responseJsonSchema|output_config|output_format|input_schema/.test(body))
    return {
      class: 'validation',
      code: 'schema_refused',
      message: `The provider does not take the schema of this skill’s answer: ${told} Choose “told in the prompt” for its structured answers in Settings, under Models.`,
    };
  return { class: 'validation', code: `http_${status}` };
}

/** As OpenAI, Anthropic and Google say it. */
const TOO_LONG = /context_length|prompt is too long|exceeds the maximum number of tokens|maximum context length/i;

const KEY_WANTED: StepError = {
  class: 'auth',
  code: 'no_key',
  message: 'The server wants a key, and none is set. Set it in Settings, under Models.',
};

const KEY_REFUSED: Verdict = {
  class: 'auth',
  code: 'key_refused',
  message: 'The provider refused the key. Set another one in Settings, under Models.',
};

const NOT_ALLOWED: Verdict = {
  class: 'auth',
  code: 'key_refused',
  message:
    'The provider knows the key but does not let it ask this model. Choose another model, or another key, in Settings, under Models.',
};

const NO_CREDIT: Verdict = {
  class: 'policy',
  code: 'quota',
  message: 'The provider’s account has no credit left. Add some there, or choose another model in Settings, under Models.',
};

const waiting = (error: APICallError): { retryAfterMs?: number } => {
  const ms = retryAfterMs(error.responseHeaders ?? {}, error.responseBody ?? '');
  return ms === null ? {} : { retryAfterMs: ms };
};
