import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { openAiCompatible } from '../../../engine/models/openai-compatible.ts';
import type { ModelRequest } from '../../../engine/models/model.ts';

const KEY = 'sk-test-9f3a1c';

const REQUEST: ModelRequest = {
  modelClass: 'drafting',
  prompt: 'Name the town.',
  input: { letter: 'The canteen stands in Old Harbour.' },
  sources: [],
  outputSchema: { type: 'object', required: ['town'], properties: { town: { type: 'string' } } },
  corrections: [],
};

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { role: string; content: string }[];
    readonly response_format: unknown;
  };
}

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that speaks OpenAI's chat completions on the loopback, as `answer` makes it; `asked` are the calls it got. */
async function listen(answer: (response: ServerResponse, asked: Asked) => void) {
  const asked: Asked[] = [];
  const opened = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.on('data', chunk => (text += String(chunk)));
    request.on('end', () => {
      const call = { path: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(text) as Asked['body'] };
      asked.push(call);
      answer(response, call);
    });
  });
  server = opened;
  await new Promise<void>(resolve => opened.listen(0, '127.0.0.1', resolve));
  return { asked, baseUrl: `http://127.0.0.1:${(opened.address() as AddressInfo).port}/v1` };
}

const completion = (content: string, finishReason = 'stop') =>
  JSON.stringify({
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'tiny-2026-01',
    choices: [{ index: 0, finish_reason: finishReason, message: { role: 'assistant', content } }],
    usage: {
      prompt_tokens: 40,
      completion_tokens: 7,
      total_tokens: 47,
      prompt_tokens_details: { cached_tokens: 16 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
  });

const send = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

const failure = (message: string, code: string) => JSON.stringify({ error: { message, type: 'error', code } });

const modelAt = (baseUrl: string, timeoutMs?: number) =>
  openAiCompatible({ baseUrl, modelId: 'tiny', apiKey: () => Promise.resolve(KEY), ...(timeoutMs !== undefined && { timeoutMs }) });

const ask = (baseUrl: string, timeoutMs?: number) => modelAt(baseUrl, timeoutMs).generate(REQUEST, new AbortController().signal);

it('gives the answer with the provider’s own usage, and asks with the key, the schema and the input', async () => {
  const { asked, baseUrl } = await listen(response => send(response, 200, completion('{"town":"Old Harbour"}')));

  const answer = await ask(baseUrl);

  expect(answer).toEqual({
    ok: true,
    value: {
      output: { town: 'Old Harbour' },
      responseModel: 'tiny-2026-01',
      finishReason: 'stop',
      usage: { inputTokens: 40, outputTokens: 7, cacheReadTokens: 16, reasoningTokens: 2 },
      costMicroUsd: 0,
    },
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.path).toBe('/v1/chat/completions');
  expect(asked[0]?.authorization).toBe(`Bearer ${KEY}`);
  expect(asked[0]?.body.model).toBe('tiny');
  expect(asked[0]?.body.response_format).toMatchObject({
    type: 'json_schema',
    json_schema: { schema: REQUEST.outputSchema, strict: false },
  });
  expect(asked[0]?.body.messages.at(-1)?.content).toContain('The canteen stands in Old Harbour.');
});

it('tells what was wrong with the last answer when it is asked again', async () => {
  const { asked, baseUrl } = await listen(response => send(response, 200, completion('{"town":"Old Harbour"}')));

  await modelAt(baseUrl).generate({ ...REQUEST, corrections: ['/town: is missing'] }, new AbortController().signal);

  expect(asked[0]?.body.messages.at(-1)?.content).toContain('/town: is missing');
});

it('knows the price of a model that stands in the table, and none of another', () => {
  const known = openAiCompatible({ baseUrl: 'https://api.openai.com/v1', modelId: 'gpt-4o-mini', apiKey: () => Promise.resolve(null) });
  const unknown = openAiCompatible({ baseUrl: 'http://127.0.0.1:9/v1', modelId: 'tiny', apiKey: () => Promise.resolve(null) });

  expect(known.priceTableHash).toMatch(/^sha256:/);
  expect(unknown.priceTableHash).toBeNull();
});

it.each([
  [
    'a rate limit in seconds',
    429,
    failure('slow down', 'rate_limit'),
    { 'retry-after': '7' },
    { class: 'rate_limited', retryAfterMs: 7000 },
  ],
  [
    'a rate limit until a date',
    429,
    failure('slow down', 'rate_limit'),
    { date: 'Tue, 10 Nov 2026 10:00:00 GMT', 'retry-after': 'Tue, 10 Nov 2026 10:00:30 GMT' },
    { class: 'rate_limited', retryAfterMs: 30_000 },
  ],
  ['an empty account', 429, failure('no credit', 'insufficient_quota'), {}, { class: 'policy', code: 'quota' }],
  ['a fault of the server', 500, failure('oops', 'server_error'), {}, { class: 'transient', code: 'http_500' }],
  ['an unknown model', 404, failure('no such model', 'model_not_found'), {}, { class: 'not_found', code: 'no_such_model' }],
  ['a filter that refuses the prompt', 400, failure('filtered', 'content_filter'), {}, { class: 'policy', code: 'content_filter' }],
  ['a prompt that is too long', 400, failure('too long', 'context_length_exceeded'), {}, { class: 'validation', code: 'too_long' }],
  ['a page instead of an answer', 200, '<html>', {}, { class: 'transient' }],
])('types the error of %s, and calls once', async (_what, status, body, headers, error) => {
  const { asked, baseUrl } = await listen(response => send(response, status, body, headers));

  const answer = await ask(baseUrl);

  expect(answer.ok).toBe(false);
  expect(answer).toMatchObject({ error });
  expect(asked).toHaveLength(1);
});

it('never says the key, though the server repeats it', async () => {
  const { baseUrl } = await listen(response => send(response, 401, failure(`Incorrect API key provided: ${KEY}`, 'invalid_api_key')));
  const refusedKey = await ask(baseUrl);
  expect(refusedKey).toMatchObject({ error: { class: 'auth', code: 'key_refused' } });
  expect(JSON.stringify(refusedKey)).not.toContain(KEY);
  server?.closeAllConnections();
  server?.close();

  const other = await listen(response => send(response, 500, failure(`key ${KEY} is at fault`, 'server_error')));
  const fault = await ask(other.baseUrl);
  expect(fault).toMatchObject({ error: { class: 'transient' } });
  expect(JSON.stringify(fault)).not.toContain(KEY);
});

it('stops an answer that the content filter cut off', async () => {
  const { baseUrl } = await listen(response => send(response, 200, completion('{"to', 'content_filter')));

  expect(await ask(baseUrl)).toMatchObject({ error: { class: 'policy', code: 'content_filter' } });
});

it.each([
  ['was cut off by its length', completion('{"town":"Old Har', 'length'), '{"town":"Old Har', 'length'],
  ['is no JSON', completion('Old Harbour, I think.'), 'Old Harbour, I think.', 'stop'],
])('gives an answer that %s as its text, with what it cost', async (_what, body, output, finishReason) => {
  const { baseUrl } = await listen(response => send(response, 200, body));

  expect(await ask(baseUrl)).toMatchObject({ ok: true, value: { output, finishReason, usage: { inputTokens: 40, outputTokens: 7 } } });
});

it('takes the JSON out of a fence', async () => {
  const { baseUrl } = await listen(response => send(response, 200, completion('```json\n{"town":"Old Harbour"}\n```')));

  expect(await ask(baseUrl)).toMatchObject({ ok: true, value: { output: { town: 'Old Harbour' } } });
});

it('gives up after its time limit', async () => {
  const { baseUrl } = await listen(() => undefined);

  expect(await ask(baseUrl, 50)).toMatchObject({ error: { class: 'timeout' } });
});

it('ends with the signal', async () => {
  const abort = new AbortController();
  const { baseUrl } = await listen(() => abort.abort());

  expect(await modelAt(baseUrl).generate(REQUEST, abort.signal)).toMatchObject({ error: { class: 'cancelled' } });
});

it('calls a server that hangs up or is not there transient', async () => {
  const { baseUrl } = await listen(response => response.destroy());
  expect(await ask(baseUrl)).toMatchObject({ error: { class: 'transient' } });
  server?.close();

  expect(await ask(baseUrl)).toMatchObject({ error: { class: 'transient', code: 'network' } });
});
