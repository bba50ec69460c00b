import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '../../../engine/base/result.ts';
import type { Models } from '../../../engine/models/model.ts';

/** All the places at once: a paid answer, a simulated product, a gate, a person, and a second paid answer. */
export const CRASH_FLOW = {
  format: 'atelier-flow/1',
  name: 'Crash',
  packet: { slices: { note: { schema: { type: 'string' } } } },
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', config: { skill: 'draft_welcome_note', input: {} }, next: 'ok' },
    { id: 'ok', kind: 'gate', config: { expression: 'steps.draft.output != null', onPass: 'ask' } },
    { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'May this go out?' }, next: 'end' },
    { id: 'end', kind: 'gate', config: { expression: 'steps.ask.output.outcome == "approve"', onPass: 'last' } },
    { id: 'last', kind: 'human_task', config: { assignee: 'role:partner', description: 'Was it received?' } },
  ],
};

const BILL = 'bill.txt';

/** A model that costs money: each call leaves a line on the bill, which outlives the process. */
export function paidModel(folder: string): Models {
  return () => ({
    provider: 'counting-provider',
    modelId: 'counting-1',
    params: {},
    priceTableHash: null,
    generate: request => {
      appendFileSync(join(folder, BILL), 'call\n');
      return Promise.resolve(
        ok({
          output: exampleOf(request.outputSchema),
          responseModel: 'counting-1',
          finishReason: 'stop',
          costMicroUsd: 100,
          usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, reasoningTokens: 0 },
        }),
      );
    },
  });
}

export const callsPaid = (folder: string): number =>
  existsSync(join(folder, BILL)) ? readFileSync(join(folder, BILL), 'utf8').trim().split('\n').length : 0;

/** A value of the schema's shape: the model's answer must fit it like any other. */
function exampleOf(schema: Record<string, unknown>): never {
  const type = Array.isArray(schema['type']) ? (schema['type'] as unknown[])[0] : schema['type'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as never;
  if (type === 'object')
    return Object.fromEntries(
      Object.entries((schema['properties'] ?? {}) as Record<string, Record<string, unknown>>).map(([name, child]) => [
        name,
        exampleOf(child),
      ]),
    ) as never;
  if (type === 'array') return [] as never;
  if (type === 'number' || type === 'integer') return Number(schema['minimum'] ?? 0) as never;
  return (type === 'boolean' ? false : type === 'null' ? null : 'The workshop moved to Thursday.') as never;
}
