import { describe, expect, it } from 'vitest';
import { hashText } from '../../../engine/base/hash.ts';
import { OrgId } from '../../../engine/base/ids.ts';
import { stageKey, type StageParts } from '../../../engine/cache/stage-key.ts';

const hash = (text: string) => hashText('atelier/value/v1', text);
const PARTS: StageParts = {
  orgId: OrgId.parse('local'),
  stage: { id: 'terra.ground', codeVersion: '1', kind: 'coded' },
  model: { class: 'grounding', provider: 'local-extractive', modelId: 'extractive-1' },
  promptHash: hash('prompt'),
  toolsHash: null,
  outputSchemaHash: hash('schema'),
  policyHash: hash('policy'),
  params: { temperature: null },
  inputs: [
    { port: 'claims', source: 'steps.claims.output.claims', hash: hash('claims') },
    { port: 'source:transcript', source: 'packet.transcript', hash: hash('transcript') },
  ],
};

/** Each part changed alone. */
const CHANGES: readonly (readonly [string, StageParts])[] = [
  ['the org', { ...PARTS, orgId: OrgId.parse('another') }],
  ['the skill', { ...PARTS, stage: { ...PARTS.stage, id: 'other' } }],
  ['its code', { ...PARTS, stage: { ...PARTS.stage, codeVersion: '2' } }],
  ['the model', { ...PARTS, model: { ...PARTS.model, modelId: 'other' } }],
  ['the provider', { ...PARTS, model: { ...PARTS.model, provider: 'other' } }],
  ['the model class', { ...PARTS, model: { ...PARTS.model, class: 'other' } }],
  ['the prompt', { ...PARTS, promptHash: hash('another prompt') }],
  ['the tools', { ...PARTS, toolsHash: hash('tools') }],
  ['the output schema', { ...PARTS, outputSchemaHash: hash('another schema') }],
  ['the policy', { ...PARTS, policyHash: null }],
  ['a parameter', { ...PARTS, params: { temperature: 0 } }],
  ['an input', { ...PARTS, inputs: PARTS.inputs.map((input, index) => (index === 0 ? { ...input, hash: hash('other claims') } : input)) }],
  [
    'a slice',
    { ...PARTS, inputs: PARTS.inputs.map((input, index) => (index === 1 ? { ...input, hash: hash('other transcript') } : input)) },
  ],
  ['the number of inputs', { ...PARTS, inputs: PARTS.inputs.slice(1) }],
];

describe('a stage key', () => {
  it('is the same for the same parts, whatever the order of the inputs', () => {
    expect(stageKey({ ...PARTS, inputs: PARTS.inputs.toReversed() }).key).toBe(stageKey(PARTS).key);
  });

  it.each(CHANGES)('changes with %s', (_name, changed) => {
    expect(stageKey(changed).key).not.toBe(stageKey(PARTS).key);
  });
});
