import { Actor } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import type { ValueRef } from '../../base/value-ref.ts';
import { ledgerHash } from '../../ledger/ledger-hash.ts';
import type { LedgerRow } from '../../ledger/ledger-row.ts';
import type { SkillAnswer } from '../../skills/skill.ts';
import type { StageSpending } from '../../skills/stage-model.ts';
import { completed, type Facts, type Scope, type StepOutcome } from '../step-work.ts';
import type { StageCast } from './identify-stage.ts';

export const AGENT = Actor.parse('agent:sage');

/** Announces a ledger row and writes it. */
export function recordLine(facts: Facts, line: Omit<LedgerRow, 'traceSeq'>): void {
  const traceSeq = facts.add(
    'ledger.recorded',
    { stage: line.stage, cache: line.cache, costMicroUsd: line.costMicroUsd, rowHash: ledgerHash(line) },
    { skill: line.skill },
  );
  facts.record({ ...line, traceSeq });
}

/** A whole answer as it is kept. */
export const answerJson = ({ output, citations, claims, artefact, taken = [] }: SkillAnswer): Json => ({
  output,
  citations,
  claims: claims === null ? null : { ...claims },
  artefact: artefact === null ? null : { ...artefact },
  ...(taken.length > 0 && { taken: taken.map(passage => ({ ...passage })) }),
});

export const loadAnswer = async ({ load }: Pick<Scope, 'load'>, ref: ValueRef): Promise<SkillAnswer> =>
  (await load(ref)) as unknown as SkillAnswer; // true: `answerJson` wrote it, and its hash was checked

/** The end of a step whose answer was given in this run. */
export const finished = (
  answer: SkillAnswer,
  { skill }: StageCast,
  { usage, costMicroUsd }: Pick<StageSpending, 'usage' | 'costMicroUsd'>,
  facts: (facts: Facts) => void,
): StepOutcome =>
  completed(answer.output, {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    costMicroUsd,
    citations: answer.citations,
    artefact: answer.artefact,
    own: { skill: skill.name },
    facts,
  });
