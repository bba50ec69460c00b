import type { Json } from '../base/json.ts';
import { ok, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { parseExpression } from '../expression/expression.ts';
import { templateReads } from '../expression/template.ts';
import type { StepOf } from '../flow/flow.ts';
import { isNews } from '../memory/is-news.ts';
import { memoryIdOf } from '../memory/memory.ts';
import type { MemoryScope } from '../memory/memory-scope.ts';
import { snapshotOf, type Snapshot } from '../memory/snapshot.ts';
import { openMask } from '../packet/mask.ts';
import { memoryScopes } from '../steps/sage_skill/memory-scopes.ts';
import { whatToRemember } from '../steps/sage_skill/what-to-remember.ts';
import { known, unknownUntil, type Knowledge, type Value } from './knowledge.ts';
import { planScope, unknownAmong } from './plan-scope.ts';
import type { Planning } from './planning.ts';

type SageStep = StepOf<'sage_skill'>;

/** Stands among the scopes of `Knowledge.memory` for one that is not known yet: it may be any. */
const ANY_SCOPE = '*';

/** What a step will read of Sage's memory. */
export interface MemoryKnown {
  /** Of the scopes whose memory is known. */
  readonly snapshots: readonly Snapshot[];
  /** Scopes in which a step before may have something remembered; null when not even the scopes are known. */
  readonly open: readonly MemoryScope[] | null;
  /** What has to happen before all of it is known; null when it is. */
  readonly until: ReadonlySet<string> | null;
}

/** What a step will read where a run stands: what the store has now, with what the steps before will have added. */
export async function memoryKnown(step: SageStep, knowledge: Knowledge, planning: Planning): Promise<Result<MemoryKnown, StepError>> {
  const { needs, facts, request } = planning;
  const named = step.config.memory?.read;
  if (named === undefined || named.length === 0) return ok({ snapshots: [], open: [], until: null });
  const unnamed = unknownIn([...named], knowledge, planning);
  if (unnamed !== null) return ok({ snapshots: [], open: null, until: unnamed });
  const scopes = await memoryScopes(named, 'config.memory.read', { scope: planScope(knowledge, facts), flowId: request.flowId });
  if (!scopes.ok) return scopes;
  const until = new Set<string>();
  const [snapshots, open]: [Snapshot[], MemoryScope[]] = [[], []];
  for (const scope of scopes.value) {
    const added = [knowledge.memory.get(scope), knowledge.memory.get(ANY_SCOPE)].filter(value => value !== undefined);
    const unknown = added.flatMap(value => (value.kind === 'unknown' ? [...value.until] : []));
    for (const stepId of unknown) until.add(stepId);
    if (unknown.length > 0) open.push(scope);
    else snapshots.push(withAdded(await needs.memory.snapshot(needs.orgId, scope), await wordsIn(knowledge, scope)));
  }
  return ok({ snapshots, open, until: until.size === 0 ? null : until });
}

/** What a step that completes will have Sage remember, by scope, over what the steps before did; refused with the error that it cannot but meet. */
export async function memoryAfter(
  step: SageStep,
  output: Value,
  knowledge: Knowledge,
  planning: Planning,
): Promise<Result<ReadonlyMap<string, Value>, StepError>> {
  const { needs, facts, request } = planning;
  const named = step.config.memory?.write;
  const after = new Map<string, Value>();
  if (named === undefined || named.length === 0) return ok(after);
  const scope = planScope(knowledge, facts);
  if (unknownIn([...named], knowledge, planning) !== null) return ok(after.set(ANY_SCOPE, unknownUntil(step.id)));
  const scopes = await memoryScopes(named, 'config.memory.write', { scope, flowId: request.flowId });
  if (!scopes.ok) return scopes;
  const expression = parseExpression(step.config.memory?.remember ?? 'output');
  const isOpen = output.kind === 'unknown' || (expression.ok && unknownAmong(expression.value.reads, knowledge, facts, output) !== null);
  if (isOpen) {
    for (const each of scopes.value) after.set(each, unknownUntil(step.id));
    return ok(after);
  }
  const remembered = await whatToRemember(step, await output.load(), { ...scope, packet: request.packet, isHidden: hiddenBy(request) });
  if (!remembered.ok) return remembered;
  for (const each of scopes.value) {
    const before = knowledge.memory.get(each);
    if (before?.kind === 'unknown') continue;
    const words = await wordsIn(knowledge, each);
    const news: Word[] = [];
    for (const { topic, text } of remembered.value) {
      const word = words.find(([other]) => other === topic)?.[1];
      const history = word === undefined ? await needs.memory.history(needs.orgId, memoryIdOf(each, topic)) : [];
      if (word === undefined ? isNews(history, text) : word !== text) news.push([topic, text]);
    }
    if (news.length > 0) after.set(each, known([...words, ...news].map(word => [...word])));
  }
  return ok(after);
}

function hiddenBy({ flow, packet }: Planning['request']): (text: string) => boolean {
  const sensitive = packet.slices.filter(({ name }) => flow.packet.slices[name]?.sensitive === true);
  const mask = openMask(sensitive);
  return text => sensitive.length > 0 && mask.hides(text);
}

/** A topic and what will be remembered of it. */
type Word = readonly [topic: string, text: string];

/** What steps before will have remembered in a scope; later words of a topic stand behind earlier ones. */
async function wordsIn({ memory }: Knowledge, scope: MemoryScope): Promise<readonly Word[]> {
  const value = memory.get(scope);
  return value?.kind === 'known' ? ((await value.load()) as readonly Json[] as readonly Word[]) : []; // true: `memoryAfter` made it
}

function withAdded(snapshot: Snapshot, words: readonly Word[]): Snapshot {
  if (words.length === 0) return snapshot;
  const texts = new Map(snapshot.memories.map(memory => [memory.topic, memory]));
  for (const [topic, text] of words)
    texts.set(topic, { memoryId: memoryIdOf(snapshot.scope, topic), version: (texts.get(topic)?.version ?? 0) + 1, topic, text });
  return snapshotOf(snapshot.scope, [...texts.values()]);
}

function unknownIn(value: Json, knowledge: Knowledge, { facts }: Planning): ReadonlySet<string> | null {
  const reads = templateReads(value);
  return reads.ok
    ? unknownAmong(
        reads.value.flatMap(({ expression }) => expression.reads),
        knowledge,
        facts,
      )
    : null;
}
