import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, refused } from '../../../engine/base/result.ts';
import type { ModelRequest } from '../../../engine/models/model.ts';
import { RemoteChoice } from '../../../engine/models/model-settings.ts';
import { openPriceBook } from '../../../engine/models/price.ts';
import { remoteModel } from '../../../engine/models/remote-model.ts';
import { json, openProviderServer, type Answer, type ProviderServer } from './a-provider-server.ts';
import { WIRES, type Wire } from './provider-wires.ts';

const KEY = 'test-key-9f3a1c';
const ANSWER = '{"town":"Old Harbour"}';
const USAGE = { inputTokens: 40, outputTokens: 7, cacheReadTokens: 16, reasoningTokens: 2 };

const REQUEST: ModelRequest = {
  modelClass: 'drafting',
  prompt: 'Name the town.',
  input: { letter: 'The canteen stands in Old Harbour.' },
  sources: [],
  outputSchema: { type: 'object', required: ['town'], properties: { town: { type: 'string' } }, additionalProperties: false },
  corrections: [],
};

let server: ProviderServer;
beforeAll(async () => {
  server = await openProviderServer();
});
afterAll(() => server.close());

describe.each(WIRES)('a model at $provider', wire => {
  const modelWith = (more: Partial<RemoteChoice> = {}) =>
    remoteModel(
      { ...RemoteChoice.parse({ provider: wire.provider, modelId: wire.modelId, baseUrl: `${server.origin}${wire.base}` }), ...more },
      {
        apiKey: () => Promise.resolve(ok(KEY)),
        prices: openPriceBook([
          { provider: wire.provider, modelId: wire.modelId, input: 2, output: 8, cacheRead: 0.5, source: 'a test', date: '2026-11-01' },
        ]),
        nowMs: () => Date.UTC(2026, 10, 21),
      },
    );
  const ask = (answer: Answer, more?: Partial<RemoteChoice>, signal = new AbortController().signal) => {
    server.say(answer);
    return modelWith(more).generate(REQUEST, signal);
  };

  it.each([
    ['whole', (of: Wire) => of.whole(ANSWER, 'done'), {}],
    ['in pieces', (of: Wire) => of.pieces(['{"town":', '"Old Har', 'bour"}'], 'done'), { stream: true }],
  ] as const)('gives an answer that comes %s, with the provider’s own usage and what it costs', async (_how, answer, more) => {
    const given = await ask(answer(wire), more);

    expect(given).toMatchObject({
      ok: true,
      // 24 new tokens at 2 dollars a million, 16 kept ones at 0.5, 7 at 8: 112 millionths.
      value: { output: { town: 'Old Harbour' }, finishReason: 'stop', usage: USAGE, costMicroUsd: 112 },
    });
    expect(server.asked).toHaveLength(1);
  });

  it('is asked with the key, the schema and the input, and the key stands in its header alone', async () => {
    await ask(wire.whole(ANSWER, 'done'));

    const [call] = server.asked;
    expect(call?.path).toMatch(wire.path);
    expect(call?.headers[wire.key.header]).toBe(`${wire.key.before}${KEY}`);
    expect(call?.body).toMatch(wire.schemaMark);
    expect(call?.body).toContain('The canteen stands in Old Harbour.');
    expect(call?.body).toMatch(/"(?:max_tokens|max_output_tokens|maxOutputTokens)":8192/);
    expect(`${call?.path ?? ''}${call?.body ?? ''}`).not.toContain(KEY);
  });

  it.each([
    ['bare', ANSWER],
    ['in a fence', `Here it is:\n\`\`\`json\n${ANSWER}\n\`\`\`\nAnything else?`],
    ['among words', `Sure! ${ANSWER} Tell me if you need more.`],
  ])('needs no schema of its provider where that is told in the prompt: JSON %s is taken', async (_how, text) => {
    const given = await ask(wire.whole(text, 'done'), { structured: 'prompt' });

    expect(given).toMatchObject({ ok: true, value: { output: { town: 'Old Harbour' } } });
    expect(server.asked[0]?.body).not.toMatch(wire.schemaMark);
    expect(server.asked[0]?.body).toContain('JSON Schema');
  });

  it('tells what was wrong with the last answer when it is asked again', async () => {
    server.say(wire.whole(ANSWER, 'done'));
    await modelWith().generate({ ...REQUEST, corrections: ['/town: is missing'] }, new AbortController().signal);

    expect(server.asked[0]?.body).toContain('/town: is missing');
  });

  it.each([
    [
      'a rate limit in seconds',
      (of: Wire) => json(of.statuses.rate, of.fault('rate', 'slow down'), { 'retry-after': '9' }),
      { class: 'rate_limited', retryAfterMs: 9000 },
    ],
    [
      'a rate limit in milliseconds',
      (of: Wire) => json(of.statuses.rate, of.fault('rate', 'slow down'), { 'retry-after-ms': '1500' }),
      { class: 'rate_limited', retryAfterMs: 1500 },
    ],
    [
      'a rate limit until a date',
      (of: Wire) =>
        json(of.statuses.rate, of.fault('rate', 'slow down'), {
          date: 'Tue, 10 Nov 2026 10:00:00 GMT',
          'retry-after': 'Tue, 10 Nov 2026 10:00:30 GMT',
        }),
      { class: 'rate_limited', retryAfterMs: 30_000 },
    ],
    [
      'a rate limit until the end of the world',
      (of: Wire) => json(of.statuses.rate, of.fault('rate', 'slow down'), { 'retry-after': '1e300' }),
      { class: 'rate_limited', retryAfterMs: 3_600_000 },
    ],
    ['an empty account', (of: Wire) => json(of.statuses.credit, of.fault('credit', 'no credit')), { class: 'policy', code: 'quota' }],
    ['a fault of the server', (of: Wire) => json(of.statuses.server, of.fault('server', 'oops')), { class: 'transient' }],
    [
      'a server that is down for maintenance',
      () => json(503, '<html>Back soon</html>', { 'content-type': 'text/html' }),
      { class: 'transient', code: 'http_503' },
    ],
    [
      'an unknown model',
      (of: Wire) => json(of.statuses.model, of.fault('model', 'no such model')),
      { class: 'not_found', code: 'no_such_model' },
    ],
    ['a wrong key', (of: Wire) => json(of.statuses.key, of.fault('key', 'bad key')), { class: 'auth', code: 'key_refused' }],
    ['a key that may not', (of: Wire) => json(403, of.fault('key', 'not for you')), { class: 'auth', code: 'key_refused' }],
    [
      'a filter that refuses the prompt',
      (of: Wire) => json(400, of.fault('filter', 'filtered')),
      { class: 'policy', code: 'content_filter' },
    ],
    [
      'a prompt that is too long',
      (of: Wire) => json(of.statuses.long, of.fault('long', 'too long')),
      { class: 'validation', code: 'too_long' },
    ],
    [
      'a schema that is not taken',
      (of: Wire) => json(of.statuses.schema, of.fault('schema', 'json_schema is not supported')),
      { class: 'validation', code: 'schema_refused' },
    ],
    [
      'a page instead of an answer',
      () => json(200, '<html>', { 'content-type': 'text/html' }),
      { class: 'transient', code: 'unreadable_response' },
    ],
    ['an answer that holds nothing', () => json(200, {}), { class: 'transient' }],
    ['another address', () => json(302, '', { location: 'http://127.0.0.1:1/v1' }), { class: 'transient', code: 'network' }],
    ['a line that hangs up', () => (response: { destroy(): unknown }) => void response.destroy(), { class: 'transient', code: 'network' }],
  ] as const)('types the error of %s, and calls once', async (_what, answer, error) => {
    const given = await ask(answer(wire));

    expect(given).toMatchObject({ ok: false, error });
    expect(server.asked).toHaveLength(1);
  });

  it('never says the key, though the server repeats it', async () => {
    for (const status of [400, 401, 500]) {
      const given = await ask(json(status, wire.fault('server', `the key ${KEY} and sk-proj-ab12****cd34 are at fault`)));
      expect(given.ok).toBe(false);
      expect(JSON.stringify(given)).not.toMatch(/9f3a1c|cd34/);
    }
  });

  it.each([
    ['whole', (of: Wire) => of.whole('{"to', 'filtered'), {}],
    ['in pieces', (of: Wire) => of.pieces(['{"to'], 'filtered'), { stream: true }],
  ] as const)('stops an answer that the content filter cut off, %s', async (_how, answer, more) => {
    expect(await ask(answer(wire), more)).toMatchObject({ error: { class: 'policy', code: 'content_filter' } });
  });

  it.each([
    ['was cut off by its length', (of: Wire) => of.whole('{"town":"Old Har', 'cut'), {}, '{"town":"Old Har', 'length'],
    ['was cut off in pieces', (of: Wire) => of.pieces(['{"town":', '"Old Har'], 'cut'), { stream: true }, '{"town":"Old Har', 'length'],
    ['is no JSON', (of: Wire) => of.whole('Old Harbour, I think.', 'done'), {}, 'Old Harbour, I think.', 'stop'],
    ['says a key twice', (of: Wire) => of.whole('{"town":"A","town":"B"}', 'done'), {}, '{"town":"A","town":"B"}', 'stop'],
  ] as const)('gives an answer that %s as its text, with what it cost', async (_what, answer, more, output, finishReason) => {
    const given = await ask(answer(wire), more);

    expect(given).toMatchObject({ ok: true, value: { output, finishReason, usage: USAGE, costMicroUsd: 112 } });
  });

  it('calls a stream that breaks off transient, however well it began', async () => {
    expect(await ask(wire.broken('{"town":"Old'), { stream: true })).toMatchObject({ error: { class: 'transient' } });
    if (wire.faultWithin !== null) expect(await ask(wire.faultWithin, { stream: true })).toMatchObject({ error: { class: 'transient' } });
  });

  it('gives up after its time limit', async () => {
    expect(await ask(() => undefined, { timeoutMs: 20 })).toMatchObject({ error: { class: 'timeout', code: 'model_timeout' } });
  });

  it('ends with the signal', async () => {
    const abort = new AbortController();

    expect(await ask(() => abort.abort(), {}, abort.signal)).toMatchObject({ error: { class: 'cancelled' } });
  });

  it('is not asked where its key cannot be had', async () => {
    const locked = { class: 'auth', code: 'key_locked', message: 'The keys are locked.' } as const;
    server.say(wire.whole(ANSWER, 'done'));
    const model = remoteModel(
      RemoteChoice.parse({ provider: wire.provider, modelId: wire.modelId, baseUrl: `${server.origin}${wire.base}` }),
      {
        apiKey: () => Promise.resolve(refused(locked)),
        prices: () => null,
        nowMs: () => 0,
      },
    );

    expect(await model.generate(REQUEST, new AbortController().signal)).toEqual({ ok: false, error: locked });
    expect(server.asked).toHaveLength(0);
  });
});
