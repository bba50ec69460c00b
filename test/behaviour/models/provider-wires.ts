import type { RemoteProvider } from '../../../engine/models/provider.ts';
import { events, json, type Answer } from './a-provider-server.ts';

/** Why an answer ends. */
export type End = 'done' | 'cut' | 'filtered';

/** How a provider speaks, as its own documentation has it. The figures are the same at all: 40 tokens in (16 of them kept), 7 out (2 of them thought). */
export interface Wire {
  readonly provider: RemoteProvider;
  /** After the origin. */
  readonly base: string;
  readonly modelId: string;
  /** The path that is asked, whole and in pieces. */
  readonly path: RegExp;
  /** The header that carries the key. */
  readonly key: { readonly header: string; readonly before: string };
  /** What stands in the body when the schema is sent along. */
  readonly schemaMark: RegExp;
  whole(text: string, end: End): Answer;
  pieces(texts: readonly string[], end: End): Answer;
  /** Pieces after which the line breaks. */
  broken(text: string): Answer;
  /** A fault told within a stream that had begun well; null where the provider has none. */
  readonly faultWithin: Answer | null;
  /** Its words for a fault, by what kind it is. */
  readonly fault: (kind: 'rate' | 'credit' | 'server' | 'model' | 'key' | 'long' | 'filter' | 'schema', words: string) => unknown;
  readonly statuses: Readonly<Record<'rate' | 'credit' | 'server' | 'model' | 'key' | 'long' | 'schema', number>>;
}

const anthropicMessage = (content: unknown, stopReason: string | null) => ({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929', content },
  ...{ stop_reason: stopReason, stop_sequence: null },
  // Anthropic counts what it had kept apart from the rest of the input.
  usage: {
    input_tokens: 24,
    cache_read_input_tokens: 16,
    cache_creation_input_tokens: 0,
    output_tokens: 7,
    output_tokens_details: { thinking_tokens: 2 },
  },
});
const anthropicEnds = { done: 'end_turn', cut: 'max_tokens', filtered: 'refusal' };
const anthropicEvent = (data: { readonly type: string; readonly [key: string]: unknown }) => ({ event: data.type, data });
const anthropicStart = [
  anthropicEvent({
    type: 'message_start',
    message: {
      ...anthropicMessage([], null),
      usage: { input_tokens: 24, cache_read_input_tokens: 16, cache_creation_input_tokens: 0, output_tokens: 1 },
    },
  }),
  anthropicEvent({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
];
const anthropicText = (text: string) => anthropicEvent({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });

const anthropic: Wire = {
  ...{ provider: 'anthropic', base: '/v1', modelId: 'claude-sonnet-4-5-20250929', path: /^\/v1\/messages$/ },
  key: { header: 'x-api-key', before: '' },
  schemaMark: /"output_config":.*"json_schema"/,
  whole: (text, end) => json(200, anthropicMessage([{ type: 'text', text }], anthropicEnds[end])),
  pieces: (texts, end) =>
    events([
      ...anthropicStart,
      ...texts.map(anthropicText),
      anthropicEvent({ type: 'content_block_stop', index: 0 }),
      anthropicEvent({
        type: 'message_delta',
        delta: { stop_reason: anthropicEnds[end], stop_sequence: null },
        usage: { output_tokens: 7, output_tokens_details: { thinking_tokens: 2 } },
      }),
      anthropicEvent({ type: 'message_stop' }),
    ]),
  broken: text => events([...anthropicStart, anthropicText(text), null]),
  faultWithin: events([...anthropicStart, anthropicEvent({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })]),
  fault: (kind, words) => ({
    type: 'error',
    error: {
      type: {
        rate: 'rate_limit_error',
        credit: 'invalid_request_error',
        server: 'api_error',
        model: 'not_found_error',
        key: 'authentication_error',
        long: 'invalid_request_error',
        filter: 'invalid_request_error',
        schema: 'invalid_request_error',
      }[kind],
      message:
        {
          credit: 'Your credit balance is too low to access the Anthropic API.',
          long: 'prompt is too long: 250000 tokens > 200000 maximum',
          filter: 'Output blocked by content_filter',
          schema: 'output_config.format.schema: not supported',
        }[kind as string] ?? words,
    },
  }),
  statuses: { rate: 429, credit: 400, server: 529, model: 404, key: 401, long: 400, schema: 400 },
};

const openaiUsage = {
  input_tokens: 40,
  input_tokens_details: { cached_tokens: 16 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 47,
};
const openaiMessage = (text: string, end: End) => ({
  ...{ type: 'message', id: 'm1', role: 'assistant', status: 'completed' },
  content:
    end === 'filtered' ? [{ type: 'refusal', refusal: 'I cannot help with that.' }] : [{ type: 'output_text', text, annotations: [] }],
});
const openaiResponse = (text: string, end: End) => ({
  ...{ id: 'r1', object: 'response', created_at: 1, model: 'gpt-4.1-mini-2025-04-14', error: null, usage: openaiUsage },
  ...(end === 'cut'
    ? { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    : { status: 'completed', incomplete_details: null }),
  output: [openaiMessage(text, end)],
});
const openaiStart = [
  { data: { type: 'response.created', response: { id: 'r1', created_at: 1, model: 'gpt-4.1-mini-2025-04-14' } } },
  { data: { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'm1' } } },
];
const openaiText = (delta: string) => ({ data: { type: 'response.output_text.delta', item_id: 'm1', delta } });

const openai: Wire = {
  ...{ provider: 'openai', base: '/v1', modelId: 'gpt-4.1-mini-2025-04-14', path: /^\/v1\/responses$/ },
  key: { header: 'authorization', before: 'Bearer ' },
  schemaMark: /"format":\{"type":"json_schema"/,
  whole: (text, end) => json(200, openaiResponse(text, end)),
  pieces: (texts, end) =>
    events([
      ...openaiStart,
      ...(end === 'filtered'
        ? [{ data: { type: 'response.refusal.delta', item_id: 'm1', output_index: 0, content_index: 0, delta: 'I cannot.' } }]
        : texts.map(openaiText)),
      { data: { type: 'response.output_item.done', output_index: 0, item: { type: 'message', id: 'm1' } } },
      { data: { type: end === 'cut' ? 'response.incomplete' : 'response.completed', response: openaiResponse(texts.join(''), end) } },
    ]),
  broken: text => events([...openaiStart, openaiText(text), null]),
  faultWithin: events([
    ...openaiStart,
    {
      data: {
        type: 'error',
        sequence_number: 3,
        error: { type: 'server_error', code: 'server_error', message: 'The server had an error', param: null },
      },
    },
  ]),
  fault: (kind, words) => ({
    error: {
      message: { long: 'Your input exceeds the context window of this model.' }[kind as string] ?? words,
      type: 'invalid_request_error',
      param: kind === 'schema' ? 'text.format.schema' : null,
      code: {
        rate: 'rate_limit_exceeded',
        credit: 'insufficient_quota',
        server: 'server_error',
        model: 'model_not_found',
        key: 'invalid_api_key',
        long: 'context_length_exceeded',
        filter: 'content_filter',
        schema: 'invalid_json_schema',
      }[kind],
    },
  }),
  statuses: { rate: 429, credit: 429, server: 500, model: 404, key: 401, long: 400, schema: 400 },
};

const googleUsage = {
  promptTokenCount: 40,
  cachedContentTokenCount: 16,
  candidatesTokenCount: 5,
  thoughtsTokenCount: 2,
  totalTokenCount: 47,
};
const googleEnds = { done: 'STOP', cut: 'MAX_TOKENS', filtered: 'SAFETY' };
const googleChunk = (text: string, end: End | null) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, ...(end !== null && { finishReason: googleEnds[end] }), index: 0 }],
  ...(end !== null && { usageMetadata: googleUsage }),
  modelVersion: 'gemini-2.5-flash',
  responseId: 'g1',
});

const google: Wire = {
  ...{
    provider: 'google',
    base: '/v1beta',
    modelId: 'gemini-2.5-flash',
    path: /^\/v1beta\/models\/gemini-2\.5-flash:(?:generateContent|streamGenerateContent\?alt=sse)$/,
  },
  key: { header: 'x-goog-api-key', before: '' },
  schemaMark: /"response(?:Json)?Schema":/,
  whole: (text, end) => json(200, googleChunk(text, end)),
  pieces: (texts, end) => events([...texts.map(text => ({ data: googleChunk(text, null) })), { data: googleChunk('', end) }]),
  broken: text => events([{ data: googleChunk(text, null) }, null]),
  faultWithin: null,
  fault: (kind, words) => ({
    error: {
      code: 400,
      status: { rate: 'RESOURCE_EXHAUSTED', key: 'INVALID_ARGUMENT', model: 'NOT_FOUND' }[kind as string] ?? 'INVALID_ARGUMENT',
      message:
        {
          key: 'API key not valid. Please pass a valid API key.',
          long: 'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).',
          credit: 'billing_not_active',
          filter: 'content_policy',
          schema: 'Invalid JSON payload: generation_config.responseJsonSchema',
        }[kind as string] ?? words,
      details:
        kind === 'rate'
          ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' }]
          : kind === 'key'
            ? [{ reason: 'API_KEY_INVALID' }]
            : [],
    },
  }),
  statuses: { rate: 429, credit: 429, server: 503, model: 404, key: 400, long: 400, schema: 400 },
};

const chatUsage = {
  prompt_tokens: 40,
  completion_tokens: 7,
  total_tokens: 47,
  prompt_tokens_details: { cached_tokens: 16 },
  completion_tokens_details: { reasoning_tokens: 2 },
};
const chatEnds = { done: 'stop', cut: 'length', filtered: 'content_filter' };
const chatChunk = (content: string, end: End | null) => ({
  data: {
    ...{ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'tiny-2026-01' },
    choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: end === null ? null : chatEnds[end] }],
  },
});

const compatible: Wire = {
  ...{ provider: 'openai-compatible', base: '/v1', modelId: 'tiny', path: /^\/v1\/chat\/completions$/ },
  key: { header: 'authorization', before: 'Bearer ' },
  schemaMark: /"response_format":\{"type":"json_schema"/,
  whole: (content, end) =>
    json(200, {
      ...{ id: 'c1', object: 'chat.completion', created: 1, model: 'tiny-2026-01', usage: chatUsage },
      choices: [{ index: 0, finish_reason: chatEnds[end], message: { role: 'assistant', content } }],
    }),
  pieces: (texts, end) =>
    events([
      ...texts.map(text => chatChunk(text, null)),
      chatChunk('', end),
      { data: { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'tiny-2026-01', choices: [], usage: chatUsage } },
      { data: '[DONE]' },
    ]),
  broken: text => events([chatChunk(text, null), null]),
  faultWithin: events([chatChunk('{"to', null), { data: { error: { message: 'the engine fell over', type: 'server_error', code: 500 } } }]),
  fault: openai.fault,
  statuses: openai.statuses,
};

/** One for each provider, by its name. */
export const WIRES: readonly Wire[] = [anthropic, openai, google, compatible];
