import { ok, refused } from '../../../engine/base/result.ts';
import type { Models } from '../../../engine/models/model.ts';

const text = { schema: { type: 'string' } };
/** A stage, a person, a gate, a stage. */
export const FLOW = {
  format: 'atelier-flow/1',
  name: 'Draft and ask',
  packet: { slices: { note: text, journal: text } },
  start: 'draft',
  steps: [
    { id: 'draft', kind: 'sage_skill', title: 'Draft', config: { skill: 'paid_note', input: { note: '{{ packet.note }}' } }, next: 'ask' },
    {
      id: 'ask',
      kind: 'human_task',
      title: 'Ask',
      config: { assignee: 'role:partner', description: 'May {{ packet.journal }} go out, run {{ run.id }}?' },
      save: { outcome: 'output.outcome' },
      next: 'fit',
    },
    { id: 'fit', kind: 'gate', title: 'Fit?', config: { expression: 'context.outcome == "approve"', onPass: 'again' } },
    { id: 'again', kind: 'sage_skill', title: 'Again', config: { skill: 'paid_note', input: { note: '{{ steps.draft.output.text }}' } } },
  ],
};

/** The parts of a stage key, all but its inputs. */
export const PREIMAGE = {
  key_v: 1,
  org: 'local',
  stage: { id: 'paid_note', code_version: '1', kind: 'prompt' },
  model: { class: 'drafting', provider: 'scripted', model_id: 'scripted-1' },
  prompt_hash: null,
  tools_hash: null,
  output_schema_hash: 'x',
  policy_hash: null,
  params: {},
};

/** What answers; a test sets it and runs again. */
export const model = { id: 'scripted-1', params: {} as Record<string, number>, suffix: '', fails: false };
export const models: Models = () => ({
  provider: 'scripted',
  modelId: model.id,
  params: model.params,
  priceTableHash: null,
  generate: request =>
    Promise.resolve(
      model.fails
        ? refused({ class: 'auth', code: 'wrong_key', message: 'The key was refused.' })
        : ok({
            output: { text: `Seen: ${JSON.stringify(request.input['note'])}${model.suffix}` },
            responseModel: model.id,
            finishReason: 'stop',
            costMicroUsd: 100,
            usage: { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, reasoningTokens: 0 },
          }),
    ),
});

/** The flow with one step's config changed. */
export const changedStep = (stepId: string, change: (config: object) => object): object => ({
  ...FLOW,
  steps: FLOW.steps.map(step => (step.id === stepId ? { ...step, config: change(step.config) } : step)),
});
