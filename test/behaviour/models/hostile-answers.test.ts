import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../engine/base/canonical-json.ts';
import { ok } from '../../../engine/base/result.ts';
import { ERROR_CLASSES } from '../../../engine/base/step-error.ts';
import { RemoteChoice } from '../../../engine/models/model-settings.ts';
import { openPriceBook } from '../../../engine/models/price.ts';
import { remoteModel } from '../../../engine/models/remote-model.ts';
import { json, openProviderServer, type Answer, type ProviderServer } from './a-provider-server.ts';
import { WIRES } from './provider-wires.ts';

const SEED = 20261121;
const REQUEST = {
  modelClass: 'fast',
  prompt: 'Say it.',
  input: {},
  sources: [],
  outputSchema: { type: 'object' },
  corrections: [],
} as const;

/** What no figure or text of an answer should be. */
const hostile = fc.constantFrom<unknown>(
  ...[
    null,
    -1,
    1e308,
    0.5,
    '7',
    '',
    [],
    {},
    true,
    9007199254740993,
    '\ud800',
    '__proto__',
    { toString: 1 },
    [[[[[[]]]]]],
    'NaN',
    '../../etc/passwd',
  ],
  '{"a":1e999}',
  '{"__proto__":{"polluted":true}}',
  `${'['.repeat(200)}${']'.repeat(200)}`,
);

let server: ProviderServer;
beforeAll(async () => {
  server = await openProviderServer();
});
afterAll(() => server.close());

describe.each(WIRES)('an answer of $provider', wire => {
  const ask = (answer: Answer, stream: boolean) => {
    server.say(answer);
    const choice = {
      ...RemoteChoice.parse({ provider: wire.provider, modelId: wire.modelId, baseUrl: `${server.origin}${wire.base}` }),
      stream,
    };
    const price = { provider: wire.provider, modelId: wire.modelId, input: 2, output: 8, source: 'a test', date: '2026-11-01' };
    return remoteModel(choice, { apiKey: () => Promise.resolve(ok('k-1234567')), prices: openPriceBook([price]), nowMs: () => 0 }).generate(
      REQUEST,
      new AbortController().signal,
    );
  };

  it('with anything in any place is an answer that can be kept, or a typed error', async () => {
    const body = await bodyOf(wire.whole('{"said":"yes"}', 'done'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 3 }), fc.boolean(), async (changes, stream) => {
        const changed = changes.reduce<unknown>((whole, [at, value]) => replaced(whole, at, value), body);
        const answer = stream
          ? (response: Parameters<Answer>[0]) => {
              response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${JSON.stringify(changed)}\n\ndata: [DONE]\n\n`);
            }
          : json(200, changed);

        const given = await ask(answer, stream);

        if (!given.ok) {
          expect(ERROR_CLASSES).toContain(given.error.class);
          expect(given.error.message.length).toBeLessThanOrEqual(4000);
          return;
        }
        const { output, usage, costMicroUsd, responseModel } = given.value;
        expect(() => canonicalJson(output)).not.toThrow();
        for (const count of [usage.inputTokens, usage.outputTokens, usage.cacheReadTokens, usage.reasoningTokens, costMicroUsd])
          expect(Number.isSafeInteger(count) && count >= 0, String(count)).toBe(true);
        expect(typeof responseModel).toBe('string');
        expect(responseModel.length).toBeLessThanOrEqual(200);
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      }),
      { numRuns: 15, seed: SEED },
    );
  });

  it.each(['', 'null', '"yes"', '{', '\u0000', '<html>', '{"choices":[]}', '{"content":[]}', '{"output":[]}', '{"candidates":[]}'])(
    'that is %j is no answer',
    async body => {
      for (const stream of [false, true]) {
        const given = await ask(json(200, body, stream ? { 'content-type': 'text/event-stream' } : {}), stream);
        expect(given.ok ? given.value : null).toBeNull();
      }
    },
  );

  it('without figures is measured, so that nothing is spent for nothing', async () => {
    const body = await bodyOf(wire.whole('{"said":"yes"}', 'done'));
    const given = await ask(json(200, withoutUsage(body)), false);

    if (given.ok) expect(given.value.costMicroUsd).toBeGreaterThan(0);
    else expect(given.error).toMatchObject({ class: 'transient', code: 'unreadable_response' });
  });
});

it('that never ends is given up', async () => {
  const choice = RemoteChoice.parse({ provider: 'openai-compatible', modelId: 'tiny', baseUrl: `${server.origin}/v1` });
  const flood = Buffer.alloc(1024 * 1024, 32);
  server.say(response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed && response.write(flood));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });

  const given = await remoteModel(choice, { apiKey: () => Promise.resolve(ok(null)), prices: () => null, nowMs: () => 0 }).generate(
    REQUEST,
    new AbortController().signal,
  );

  expect(given).toMatchObject({ ok: false, error: { class: 'transient' } });
});

/** What an answer would send. */
function bodyOf(answer: Answer): Promise<unknown> {
  return new Promise(resolve => {
    const response = { writeHead: () => response, end: (text: string) => resolve(JSON.parse(text)) };
    answer(response as unknown as Parameters<Answer>[0], { path: '', headers: {}, body: '' }); // true: `json` uses these two alone
  });
}

/** A copy with another value in the place that `at` picks among all places. */
function replaced(whole: unknown, at: number, value: unknown): unknown {
  const paths = pathsIn(whole);
  const path = paths[at % paths.length] ?? [];
  const put = (node: unknown, [key, ...deeper]: readonly string[]): unknown => {
    if (key === undefined) return value;
    if (Array.isArray(node)) return node.map((each: unknown, index) => (String(index) === key ? put(each, deeper) : each));
    return typeof node === 'object' && node !== null ? { ...node, [key]: put((node as Record<string, unknown>)[key], deeper) } : node; // true: an object's own key
  };
  return put(whole, path);
}

function pathsIn(node: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner =
    typeof node === 'object' && node !== null ? Object.entries(node).flatMap(([key, each]) => pathsIn(each, [...path, key])) : [];
  return path.length === 0 ? inner : [path, ...inner];
}

const withoutUsage = (body: unknown): unknown =>
  Object.fromEntries(Object.entries(body as object).filter(([key]) => key !== 'usage' && key !== 'usageMetadata')); // true: every whole answer is an object
