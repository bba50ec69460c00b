import type { StepId } from '../base/ids.ts';
import { MAX_TRANSITIONS, type Flow } from '../flow/flow.ts';
import { openEarlierStages } from './earlier-stages.ts';
import { nothingKnown } from './knowledge.ts';
import { learn, noteFailure, type Fork, type Judge, type Judged, type Walk } from './walk.ts';
import { walkWays } from './walk-ways.ts';

/**
 * Goes where a run may go, in three parts, and says of each step what happens the first time:
 * 1. the line on which each step has one way on, as the run would take it, loops included, until a decision is not known;
 * 2. from there both ways of every decision (`walkWays`);
 * 3. what only the failure of a step leads to. What is said of the steps before holds as long as nothing fails.
 */
export async function walkFlow(flow: Flow, judge: Judge): Promise<ReadonlyMap<StepId, Judged>> {
  const steps = new Map(flow.steps.map(step => [step.id, step]));
  const walk: Walk = { flow, steps, judge, judged: new Map(), failures: [], earlier: openEarlierStages('certain') };
  const fork = await walkLine(walk);
  if (fork !== null) await walkWays(walk, [fork], null);
  for (let failure = walk.failures.shift(); failure !== undefined; failure = walk.failures.shift()) {
    const [route] = failure.ways;
    const alike = walk.failures.filter(({ ways }) => ways[0] === route);
    if (route !== undefined && route !== null && !walk.judged.has(route)) await walkWays(walk, [failure, ...alike], failure.from);
  }
  return walk.judged;
}

/** The line that is certain; gives the decision at which it ends, null when it ends otherwise. */
async function walkLine(walk: Walk): Promise<Fork | null> {
  const knowledge = nothingKnown();
  const seen = new Map<StepId, number>();
  let changes = 0;
  let at = walk.flow.start ?? null;
  for (let moves = 0; at !== null && moves < MAX_TRANSITIONS; moves++) {
    const step = walk.steps.get(at);
    // Here again and nothing new is known: it would go round for ever.
    if (step === undefined || seen.get(at) === changes) return null;
    seen.set(at, changes);
    const judgement = walk.earlier.heed(await walk.judge(step, knowledge));
    if (!walk.judged.has(at)) walk.judged.set(at, { judgement, certain: true, onFailureOf: null });
    walk.earlier.note(judgement);
    noteFailure(walk, judgement, knowledge);
    if (await learn(knowledge, judgement)) changes++;
    const { ways, decidedBy } = judgement;
    if (ways.length > 1) return { from: step.id, ways, decidedBy, knowledge };
    at = ways[0] ?? null;
  }
  return null;
}
