import type { JsonObject } from '../base/json.ts';
import type { Hash } from '../base/hash.ts';
import { stepTitle, type StepOf } from '../flow/flow.ts';
import { differencesWords } from '../cache/difference-sentence.ts';
import type { PlanReason } from '../cache/run-plan.ts';
import type { CacheEntry } from '../cache/stage-cache.ts';
import { whyMiss, type KeyDifference } from '../cache/why-miss.ts';
import type { Planning } from './planning.ts';
import { spokenAgo, spokenRun } from './spoken.ts';

/** So many of a step's last answers are compared: a miss is explained against the one that differs least. */
const ANSWERS_COMPARED = 20;

/** Why the cache serves nothing: the reasons, and the words that follow "Will run: ". `key` null: the input is not wholly known, and `preimage` holds what is. */
export async function explainRun(
  step: StepOf<'sage_skill'>,
  { key, preimage }: { readonly key: Hash | null; readonly preimage: JsonObject },
  { needs, request, titleOf, nowUs }: Planning,
): Promise<{ readonly reasons: readonly PlanReason[]; readonly words: string }> {
  const tombstone = key === null ? null : await needs.cache.tombstone(needs.orgId, key);
  if (tombstone !== null)
    return {
      reasons: [{ part: 'distrusted', name: tombstone.by, was: tombstone.from.runId, is: tombstone.reason }],
      words: `the answer kept was distrusted by ${tombstone.by} (${spokenAgo(tombstone.atUs, nowUs)}) because “${tombstone.reason}”.`,
    };
  const answers = await needs.cache.recentOf(needs.orgId, request.flowId, step.id, ANSWERS_COMPARED);
  const nearest = nearestOf(answers, key === null ? whatIsKnown(preimage) : answer => whyMiss(answer, preimage));
  if (nearest === null) return { reasons: [{ part: 'first' }], words: 'it has not answered in this flow before.' };
  const { differences, entry } = nearest;
  const since = `${spokenRun(entry.from.runId)} (${spokenAgo(entry.from.atUs, nowUs)})`;
  return {
    reasons: differences,
    words:
      differences.length === 0
        ? `nothing that was kept since ${since} fits what it will be asked.`
        : `${differencesWords(differences, stepTitle(step), titleOf)} since ${since}.`,
  };
}

interface Nearest {
  readonly entry: CacheEntry;
  readonly differences: readonly KeyDifference[];
}

/** Of equal ones the newest, which comes first. */
function nearestOf(answers: readonly CacheEntry[], differencesFrom: (preimage: JsonObject) => readonly KeyDifference[]): Nearest | null {
  let nearest: Nearest | null = null;
  for (const entry of answers) {
    const differences = differencesFrom(entry.preimage);
    if (nearest === null || differences.length < nearest.differences.length) nearest = { entry, differences };
  }
  return nearest;
}

/** Compares but for the ports that are not known yet. */
const whatIsKnown =
  (preimage: JsonObject) =>
  (was: JsonObject): readonly KeyDifference[] => {
    const known = new Set(portsOf(preimage));
    return whyMiss({ ...was, inputs: inputsOf(was).filter(input => known.has(portOf(input))) }, preimage);
  };

const inputsOf = ({ inputs }: JsonObject): readonly JsonObject[string][] => (Array.isArray(inputs) ? (inputs as JsonObject[string][]) : []); // true: Array.isArray of a Json value
const portOf = (input: JsonObject[string]): string => (Array.isArray(input) ? String(input[0]) : '');
const portsOf = (preimage: JsonObject): string[] => inputsOf(preimage).map(portOf);
