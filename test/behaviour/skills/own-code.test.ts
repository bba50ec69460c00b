import { memoryIdOf } from '../../../engine/memory/memory.ts';
import { MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { snapshotOf } from '../../../engine/memory/snapshot.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashText } from '../../../engine/base/hash.ts';
import { SliceName } from '../../../engine/base/ids.ts';
import type { JsonObject } from '../../../engine/base/json.ts';
import { ok, refused } from '../../../engine/base/result.ts';
import { checkOwnCode, openOwnCode } from '../../../engine/skills/coded/run-own-code.ts';
import type { Stage } from '../../../engine/skills/skill.ts';
import { skillTemplate } from '../../../engine/skills/skill-template.ts';

const NEEDS = { node: process.execPath, importLimitMs: 8_000 };
const LETTER = 'The canteen stands in Old Harbour. It is small.';

let root = '';
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'own-code-'))));
afterAll(() => rmSync(root, { recursive: true }));

function put(name: string, code: string): string {
  const file = join(root, name, 'skill.mjs');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  return file;
}

const defined = (body: string, above = ''): string =>
  `import { defineSkill } from 'atelier-studio/skill';\n${above}\nexport default defineSkill({ async run(input, stage) { ${body} } });\n`;

const stage = (more: Partial<Stage> = {}): Stage => ({
  sources: [{ slice: SliceName.parse('letter'), sliceHash: hashText('atelier/slice/v1', LETTER), text: LETTER }],
  prompt: 'Count.',
  memory: stageMemory([]),
  model: () => Promise.resolve(ok({ town: 'Old Harbour' })),
  ...more,
});

const run = (name: string, code: string, more: Partial<Stage> = {}, input: JsonObject = { text: LETTER }, mayAskModel = true) =>
  openOwnCode(NEEDS)({ file: put(name, code), skill: name, mayAskModel }, input, stage(more));

describe('the code of a workspace’s own skill', () => {
  it('reads what the step reads of memory, and nothing beside', async () => {
    const scope = MemoryScope.parse('org');
    const words = { Invoices: 'They go out on the first.', Tone: 'Short letters.' };
    const memories = Object.entries(words).map(([topic, text]) => ({ memoryId: memoryIdOf(scope, topic), version: 1, topic, text }));
    const code = defined(`
      const found = await stage.memory.search('When do invoices go out?', 1);
      return { found: found.map(({ topic, text }) => topic + ': ' + text), all: stage.memory.snapshots.flatMap(({ memories }) => memories).length };`);
    expect(await run('remembering', code, { memory: stageMemory([snapshotOf(scope, memories)]) })).toMatchObject(
      ok({ output: { found: ['Invoices: They go out on the first.'], all: 2 } }),
    );
  });

  it('is given its input and the stage, asks the model and cites', async () => {
    const answer = await run(
      'whole',
      defined(`
        const { town } = await stage.model({ prompt: stage.prompt + ' Which town?', input });
        const cited = stage.cite({ slice: 'letter', quote: town });
        return { town, length: input.text.length, cited };`),
    );

    expect(answer).toEqual(
      ok({
        output: {
          town: 'Old Harbour',
          length: LETTER.length,
          cited: {
            slice: 'letter',
            slice_hash: hashText('atelier/slice/v1', LETTER),
            start: 22,
            end: 33,
            unit: 'utf16',
            quote: 'Old Harbour',
          },
        },
        citations: 1,
        claims: null,
        artefact: null,
      }),
    );
  });

  it('reaches no file, network, program, secret or module but its own', async () => {
    const tries = [
      `import('node:fs')`,
      `import('node:net')`,
      `import('fs')`,
      `import('zod')`,
      `import('../whole/skill.mjs')`,
      `import('file:///etc/passwd')`,
      `import('data:text/javascript,export default 1')`,
      `(async () => process.env)()`,
      `(async () => globalThis.process.getBuiltinModule('fs'))()`,
      `(async () => fetch('http://127.0.0.1:9'))()`,
      `(async () => new WebSocket('ws://127.0.0.1:9'))()`,
      `(async () => console._stdout.constructor.name)()`,
      `(async () => new Function('return 1')())()`,
      `(async () => stage.cite({ slice: 'secrets', quote: 'x' }))()`,
      `(async () => stage.cite({ slice: 'letter', start: 0, end: 5, quote: 'Lies.' }))()`,
    ];
    const answer = await run(
      'closed',
      defined(`return (await Promise.allSettled([${tries.join(', ')}])).map(({ status, value }) => status + ' ' + (value ?? ''));`),
    );

    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) expect(answer.value.output).toEqual(tries.map(() => 'rejected '));
  });

  it.each([
    ['throws at import', 'throw new Error("No luck.");', 'cannot be loaded: No luck.'],
    ['does not parse', 'export default {', 'cannot be loaded'],
    ['exports no skill', 'export const nothing = 1;', 'exports no skill'],
    ['imports a module of Node', `import 'node:fs';\nexport default { run: () => 1 };`, '“node:fs” is neither'],
    ['throws in run', defined('throw new Error("Still no luck.");'), 'failed: Still no luck.'],
    ['gives what is no JSON', defined('return { at: undefined, f: () => 1n, big: 1n };'), 'failed'],
    ['gives nothing', defined(''), 'no JSON value'],
    ['asks a model without saying so', defined('return stage.model({ prompt: "x" });'), 'effect: pure'],
  ])('that %s is told of in a sentence', async (what, code, says) => {
    const answer = await run(what.replaceAll(/\W/g, '_'), code, {}, {}, !what.startsWith('asks'));

    expect(answer).toMatchObject({ ok: false, error: { class: 'validation', code: 'skill_code' } });
    if (!answer.ok) {
      expect(answer.error.message).toContain(says);
      expect(answer.error.message).toMatch(/^The code of the skill “.*\.$/s);
    }
  });

  it('passes on why the model gave no answer', async () => {
    const limit = { class: 'rate_limited', code: 'rate_limited', message: 'Slow down.', retryAfterMs: 7000 } as const;

    expect(
      await run('limited', defined('return await stage.model({ prompt: "x" });'), { model: () => Promise.resolve(refused(limit)) }),
    ).toEqual(refused(limit));
  });

  it('that never ends is killed with the stage', async () => {
    const stop = new AbortController();
    const model = () => {
      stop.abort();
      return new Promise<never>(() => undefined);
    };
    const ended = await run('endless', defined('void stage.model({ prompt: "x" }); await new Promise(r => setTimeout(r, 20)); for (;;);'), {
      model,
      signal: stop.signal,
    });

    expect(ended).toMatchObject({ ok: false, error: { class: 'cancelled' } });
  });

  it('that never finishes loading is given up', async () => {
    const file = put('stuck', 'for (;;);');

    expect(await checkOwnCode({ ...NEEDS, importLimitMs: 400 }, { file, skill: 'stuck' })).toContain(
      'did not finish loading within 0.4 seconds',
    );
  });

  it('works as the template shows it', async () => {
    const code = skillTemplate('count', 'coded')['skill.mjs'] ?? '';

    expect(await run('template', code)).toMatchObject({
      value: { output: { sentences: 2, longest: 'The canteen stands in Old Harbour.' }, citations: 1 },
    });
  });
});
