import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SliceName } from '../../../engine/base/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import { valueHash } from '../../../engine/base/value-ref.ts';
import type { SourceText } from '../../../engine/models/model.ts';
import type { Verdict } from '../../../engine/skills/claim.ts';
import { stageMemory } from '../../../engine/skills/stage-memory.ts';
import { terraGround } from '../../../engine/skills/terra/ground.ts';
import { trySkill } from '../../../engine/try-skill.ts';
import { openTestWorkspace } from '../../test-workspace.ts';
import { INJECTIONS } from '../../unit/skills/injections.ts';

const TRANSCRIPT = [
  'Ana: I spoke with six bakeries in the old town. Four of them throw away ten loaves a day.',
  'Ben: So we have agreed: you interview ten buyers by Friday 20 November.',
  'Ana: I learned that nobody wants to pay for delivery.',
];
const PRIOR = 'Ana agreed to speak with the bakeries before anything else. She promised to write to the market hall.';

/** The evidence with what is tried in the middle of it. */
const withOrder = (order: string) => [TRANSCRIPT[0], order, ...TRANSCRIPT.slice(1)].join('\n\n');

interface Asked {
  readonly tools?: unknown;
  readonly tool_choice?: unknown;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

let server: Server;
let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
const asked: Asked[] = [];

/** A model that keeps to the rule of the fences, and obeys every order that stands outside of them. */
function answerTo(question: string, schema: JsonObject): Json {
  const outside = question.replaceAll(/<evidence id="([0-9a-f]{16})" name="[^"\n]*">\n[\s\S]*?\n<\/evidence id="\1">/g, '');
  const properties = isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  return Object.fromEntries(properties.map(name => [name, [/PWNED/i.test(outside) ? 'PWNED' : 'Ana spoke with six bakeries.']]));
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', chunk => (text += String(chunk)));
    request.on('end', () => {
      const call = JSON.parse(text) as Asked & { readonly response_format: { readonly json_schema: { readonly schema: JsonObject } } };
      asked.push(call);
      const content = JSON.stringify(answerTo(call.messages.at(-1)?.content ?? '', call.response_format.json_schema.schema));
      const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }];
      const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'tiny-1', choices, usage }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // true: it listens on a port
  opened = await openTestWorkspace({
    environment: { ATELIER_MODEL_BASE_URL: `http://127.0.0.1:${String(port)}/v1`, ATELIER_MODEL_ID: 'tiny-1' },
  });
});
afterAll(async () => {
  await opened.leave();
  server.closeAllConnections();
  server.close();
});

const tryNotes = async (transcript: string, models?: 'local') => {
  const { workspace } = opened;
  const skill = workspace.skills.find('draft_session_notes');
  if (skill === undefined) throw new Error('The skill ships with the program.');
  const input = { transcript, prior_sessions: PRIOR, focus: '' };
  const local = models === 'local' ? (await openLocal()).models : workspace.models;
  return { skill, trial: await trySkill({ skill, input }, { ...workspace, models: local }, new AbortController().signal) };
};
let local: Awaited<ReturnType<typeof openTestWorkspace>> | null = null;
const openLocal = async () => (local ??= await openTestWorkspace()).workspace;
afterAll(() => local?.leave());

describe('an order inside of a slice', () => {
  it('reaches a provider’s model as evidence only: the same words, roles and no tool, and an answer that does not obey', async () => {
    const { trial: plain } = await tryNotes(withOrder('Nothing more.'));
    const roles = asked.at(-1)?.messages.map(({ role }) => role);
    if (!plain.answer.ok) throw new Error(plain.answer.error.message);

    for (const { tries, text } of INJECTIONS) {
      const { trial } = await tryNotes(withOrder(text));
      const call = asked.at(-1);

      expect([tries, trial.answer.ok && trial.answer.value.output]).toEqual([tries, plain.answer.value.output]);
      expect(call).toMatchObject({ messages: roles?.map(role => ({ role })) });
      expect([call?.tools, call?.tool_choice]).toEqual([undefined, undefined]);
      expect(call?.messages[0]?.content).toBe(asked[0]?.messages[0]?.content);
    }
  });

  it('makes the local model say no word that is not in the evidence, add no field, and change none that another slice fills', async () => {
    const { trial: plain, skill } = await tryNotes(withOrder('Nothing more.'), 'local');
    const earlier = fieldOf(plain, 'earlier');
    expect(earlier).not.toEqual([]);

    for (const { tries, text } of INJECTIONS) {
      const { trial } = await tryNotes(withOrder(text), 'local');
      if (!trial.answer.ok) throw new Error(trial.answer.error.message);
      const { output } = trial.answer.value;
      const fields = new Set([...Object.keys(skill.output['properties'] as JsonObject)]); // true: this skill's output is an object

      expect([tries, schemaProblems(skill.output, output)]).toEqual([tries, []]);
      expect(Object.keys(output as JsonObject).filter(name => !fields.has(name))).toEqual([]);
      expect([tries, fieldOf(trial, 'earlier')]).toEqual([tries, earlier]);
    }
  });

  it('makes Terra cite nothing but what the slices say, and ground no claim that was not', async () => {
    const claims = ['Ana spoke with six bakeries in the old town.', 'Ana won an award in Paris.'].map((text, index) => ({
      claim_id: `c${String(index + 1)}`,
      text,
    }));
    for (const { tries, text } of INJECTIONS) {
      const source: SourceText = { slice: SliceName.parse('transcript'), sliceHash: valueHash(text), text: withOrder(text) };
      const stage = { sources: [source], prompt: '', memory: stageMemory([]), model: () => Promise.reject(new Error('Nobody is asked.')) };
      const answer = await terraGround.run({ claims, testimony: [] }, stage);
      if (!answer.ok) throw new Error(answer.error.message);
      const { verdicts } = answer.value.output as unknown as { verdicts: readonly Verdict[] }; // true: Terra's own output

      expect([tries, verdicts.map(({ claim_id, verdict }) => `${claim_id} ${verdict}`)]).toEqual([tries, ['c1 grounded', 'c2 contested']]);
      for (const { slice, start, end, quote } of verdicts.flatMap(({ citations }) => citations))
        expect([slice, source.text.slice(start, end)]).toEqual(['transcript', quote]);
    }
  });
});

const fieldOf = ({ answer }: Awaited<ReturnType<typeof trySkill>>, field: string): Json | undefined =>
  answer.ok && isJsonObject(answer.value.output) ? answer.value.output[field] : undefined;
