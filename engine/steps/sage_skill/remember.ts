import { isNews } from '../../memory/is-news.ts';
import { memoryIdOf, type Remembering } from '../../memory/memory.ts';
import { failed, type StepOutcome } from '../step-work.ts';
import type { SageTask } from './ask-stage.ts';
import { memoryScopes } from './memory-scopes.ts';
import { AGENT } from './stage-facts.ts';
import { whatToRemember } from './what-to-remember.ts';

/**
 * The outcome with what the step remembers of it, written in the transaction that ends the step. A stage that the cache serves remembers as one
 * that was asked does: from its output alone, and only what is news, so that a run from the cache leaves the memory that an uncached one leaves.
 */
export async function remembering(
  { step, scope, needs }: Pick<SageTask, 'step' | 'scope' | 'needs'>,
  outcome: StepOutcome,
): Promise<StepOutcome> {
  // What follows from a made-up output is nothing to remember for other runs.
  if (scope.run.pins !== undefined) return outcome;
  if (outcome.kind !== 'completed' || (step.config.memory?.write?.length ?? 0) === 0) return outcome;
  const { orgId, flowId } = scope.run;
  const scopes = await memoryScopes(step.config.memory?.write, 'config.memory.write', { scope, flowId });
  if (!scopes.ok) return failed(scopes.error, outcome.facts);
  const remembered = await whatToRemember(step, outcome.output, scope);
  if (!remembered.ok) return failed(remembered.error, outcome.facts);
  const news: Remembering[] = [];
  for (const memoryScope of scopes.value)
    for (const { topic, text, claimId, citations } of remembered.value) {
      if (!isNews(await needs.memory.history(orgId, memoryIdOf(memoryScope, topic)), text)) continue;
      news.push({ scope: memoryScope, topic, text, by: AGENT, atUs: needs.clock.nowUs(), claimId, citations });
    }
  if (news.length === 0) return outcome;
  return {
    ...outcome,
    facts: facts => {
      outcome.facts(facts);
      for (const each of news) facts.remember(each);
    },
  };
}
