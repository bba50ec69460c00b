import { describe, expect, it } from 'vitest';
import { hashText } from '../../../engine/base/hash.ts';
import { OrgId } from '../../../engine/base/ids.ts';
import { differencesWords } from '../../../engine/cache/difference-sentence.ts';
import { stageKey, type StageParts } from '../../../engine/cache/stage-key.ts';
import { whyMiss } from '../../../engine/cache/why-miss.ts';

const hash = (text: string) => hashText('atelier/value/v1', text);
const PARTS: StageParts = {
  orgId: OrgId.parse('local'),
  stage: { id: 'extract_claims', codeVersion: '1', kind: 'coded' },
  model: { class: 'drafting', provider: 'test', modelId: 'small-1' },
  ...{ promptHash: hash('prompt'), toolsHash: null, outputSchemaHash: hash('schema'), policyHash: hash('policy') },
  params: { temperature: 0 },
  inputs: [
    { port: 'notes', source: 'steps.draft.output.notes', hash: hash('notes') },
    { port: 'tone', source: 'context.tone', hash: hash('tone') },
    { port: 'text', source: 'packet.transcript', hash: hash('transcript') },
    { port: 'source:transcript', source: 'packet.transcript', hash: hash('slice') },
    { port: 'both', source: 'packet.transcript steps.draft.output.notes', hash: hash('both') },
  ],
};
const withInput = (place: number, change: Partial<StageParts['inputs'][number]>): StageParts => ({
  ...PARTS,
  inputs: PARTS.inputs.map((input, index) => (index === place ? { ...input, ...change } : input)),
});
const missFrom = (changed: StageParts) => whyMiss(stageKey(PARTS).preimage, stageKey(changed).preimage);

const CHANGES: readonly (readonly [part: string, name: string | undefined, changed: StageParts, words: string])[] = [
  ['prompt', undefined, { ...PARTS, promptHash: hash('other') }, 'the prompt of “Claims” changed'],
  ['code', undefined, { ...PARTS, stage: { ...PARTS.stage, codeVersion: '2' } }, 'the code of the skill of “Claims” changed'],
  [
    'model',
    undefined,
    { ...PARTS, model: { ...PARTS.model, modelId: 'small-2' } },
    'the model changed from test small-1 (drafting) to test small-2 (drafting)',
  ],
  ['params', 'temperature', { ...PARTS, params: { temperature: 1 } }, 'the model’s parameter “temperature” changed from 0 to 1'],
  ['schema', undefined, { ...PARTS, outputSchemaHash: hash('other') }, 'what “Claims” has to answer changed its form'],
  ['policy', undefined, { ...PARTS, policyHash: null }, 'the rules of the skill of “Claims” changed'],
  ['upstream', 'draft', withInput(0, { hash: hash('other') }), 'what “First draft” gave changed'],
  ['context', 'tone', withInput(1, { hash: hash('other') }), '“tone” in the context changed'],
  ['slice', 'transcript', withInput(3, { hash: hash('other') }), 'the slice “transcript” changed'],
  ['port', 'both', withInput(4, { hash: hash('other') }), 'the input “both” of “Claims” changed'],
  ['port', 'tone', withInput(1, { source: 'literal' }), 'the input “tone” of “Claims” changed'],
  ['port', 'both', { ...PARTS, inputs: PARTS.inputs.slice(0, 4) }, 'the input “both” of “Claims” is gone'],
];

describe('Why a key misses', () => {
  it('is nothing when the keys are the same', () => {
    expect(missFrom(PARTS)).toEqual([]);
  });

  it.each(CHANGES)('is the %s (%s)', (part, name, changed, words) => {
    const differences = missFrom(changed);

    expect(differences.map(each => [each.part, each.name])).toEqual([[part, name]]);
    expect(differencesWords(differences, 'Claims', id => (id === 'draft' ? 'First draft' : id))).toBe(words);
  });

  it('names a slice once, though it is read as text and may be cited', () => {
    const changed = {
      ...PARTS,
      inputs: PARTS.inputs.map(input => (input.source === 'packet.transcript' ? { ...input, hash: hash('other') } : input)),
    };

    expect(missFrom(changed)).toMatchObject([{ part: 'slice', name: 'transcript' }]);
  });

  it('tells of many things the first two and how many more', () => {
    const changed = { ...withInput(3, { hash: hash('x') }), promptHash: hash('other'), policyHash: null, params: {} };

    expect(differencesWords(missFrom(changed), 'Claims', id => id)).toBe(
      'the slice “transcript” changed, the prompt of “Claims” changed and 2 things more',
    );
  });
});
