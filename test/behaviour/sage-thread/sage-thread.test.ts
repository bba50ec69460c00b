import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import { ok } from '../../../engine/base/result.ts';
import type { JsonObject } from '../../../engine/base/json.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import { localExtractive } from '../../../engine/models/local-extractive.ts';
import type { ModelRequest, SourceText } from '../../../engine/models/model.ts';
import { PacketDocument } from '../../../engine/packet/packet.ts';
import { modelInThreads, skillInThreads } from '../../../engine/sage-thread/in-threads.ts';
import { openSageThreads, type SageThreads } from '../../../engine/sage-thread/open-sage-threads.ts';
import { soqraticReview } from '../../../engine/skills/soqratic/review.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';

const { slices } = PacketDocument.parse(JSON.parse(readFileSync('resources/packets/session-maya-week-6.packet.json', 'utf8')));
const sources: readonly SourceText[] = Object.entries(slices).flatMap(([name, text]) =>
  typeof text === 'string' ? [{ slice: SliceName.parse(name), sliceHash: valueHash(text), text }] : [],
);

let threads: SageThreads;
beforeAll(() => {
  threads = openSageThreads();
});
afterAll(() => threads.close());

const NEVER = new AbortController().signal;
const question = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  modelClass: 'drafting',
  prompt: 'What was agreed?',
  input: {},
  sources,
  outputSchema: { type: 'object', properties: { agreed: { type: 'array', items: { type: 'string' } }, price: { type: 'number' } } },
  corrections: [],
  ...more,
});

it('answers in a thread what it answers here, and tells how far it has come', async () => {
  const shares: number[] = [];
  const there = await modelInThreads(localExtractive(), threads, 0).generate(question({ tell: share => shares.push(share) }), NEVER);
  expect(there).toEqual(await localExtractive().generate(question(), NEVER));
  expect(shares.some(share => share > 0 && share < 1)).toBe(true);
});

it('has a skill do in a thread what it does here, and the model it asks stays here', async () => {
  const input: JsonObject = { claims: [{ claim_id: 'c1', text: 'Maya: I will make a sheet.', kind: 'commitment' }], verdicts: [] };
  const said = {
    verdict: 'accept',
    next_question: 'Who pays?',
    avoids: [{ about: 'journal', why: 'It is silent about money.' }],
    notes: [],
  };
  const stage = { sources, prompt: '', memory: stageMemory([]), hasModel: true, model: () => Promise.resolve(ok(said)) };
  const there = await skillInThreads(soqraticReview, threads, 0).run(input, stage);
  expect(there).toEqual(await soqraticReview.run(input, stage));
  expect(there).toMatchObject({ ok: true, value: { output: { next_question: 'Who pays?' } } });
});

it('is stopped at once, in the midst of its work, and the next task has its turn', async () => {
  const endless = sources.map(source => ({ ...source, text: `${source.text}\n\n`.repeat(400) }));
  const stop = new AbortController();
  const model = modelInThreads(localExtractive(), threads, 0);
  let begin: () => void = () => undefined;
  const begun = new Promise<void>(resolve => {
    begin = resolve;
  });
  const stopped = model.generate(question({ sources: endless, tell: () => begin() }), stop.signal);
  await begun;
  stop.abort();
  expect(await stopped).toMatchObject({ ok: false, error: { class: 'cancelled' } });
  expect(await model.generate(question(), stop.signal)).toMatchObject({ ok: false, error: { class: 'cancelled' } });
  expect((await model.generate(question(), NEVER)).ok).toBe(true);
});
