import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '../../../engine/base/result.ts';
import type { Models } from '../../../engine/models/model.ts';
import { PAID_NOTE_SKILL } from '../../paid-note.ts';

/** All the places at once: a paid answer, a simulated product, a gate, a person, and a second paid answer. */
export const CRASH_FLOW = {
  format: 'atelier-flow/1',
  name: 'Crash',
  packet: { slices: { note: { schema: { type: 'string' } } } },
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', config: { skill: 'paid_note', input: { note: '{{ packet.note }}' } }, next: 'ok' },
    { id: 'ok', kind: 'gate', config: { expression: 'steps.draft.output != null', onPass: 'ask' } },
    { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'May this go out?' }, next: 'end' },
    { id: 'end', kind: 'gate', config: { expression: 'steps.ask.output.outcome == "approve"', onPass: 'last' } },
    { id: 'last', kind: 'human_task', config: { assignee: 'role:partner', description: 'Was it received?' } },
  ],
};

/** Puts the one skill of the crash flow into a workspace's folder. */
export function addPaidSkill(folder: string): void {
  mkdirSync(join(folder, 'skills', 'paid_note'), { recursive: true });
  writeFileSync(join(folder, 'skills', 'paid_note', 'SKILL.md'), PAID_NOTE_SKILL);
}

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
          output: { text: `Seen: ${JSON.stringify(request.input['note'])}` },
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
