import type { StepId } from '../base/ids.ts';
import { links } from '../flow/links.ts';
import { reachOf } from '../flow/reach.ts';
import type { Flow } from '../flow/flow.ts';
import { openEarlierStages } from './earlier-stages.ts';
import type { Judgement } from './judgement.ts';
import { copyOf, forgetAll, joinInto, type Knowledge } from './knowledge.ts';
import { learn, noteFailure, type Fork, type Walk } from './walk.ts';

/** After so many ways have met at a step, nothing that differs on any way is told apart any more, so that the walk ends soon. */
const MOST_JOINS = 6;

/**
 * Both ways of every decision, from the forks on. Where ways meet, only what they agree on stays known, and what follows is judged again until
 * nothing changes: so what is said of a step holds on whichever way the run comes. Steps that were judged before are passed through.
 */
export async function walkWays(walk: Walk, forks: readonly Fork[], onFailureOf: StepId | null): Promise<void> {
  const { flow, steps, judge, judged } = walk;
  const before = new Set(judged.keys());
  const meetings = meetingsOf(flow, forks);
  const entries = new Map<StepId, Knowledge>();
  const joins = new Map<StepId, number>();
  const found = new Map<StepId, Judgement>();
  const open: StepId[] = [];

  const arrive = async (at: StepId, knowledge: Knowledge): Promise<void> => {
    // What only a failure leads to ends where the run comes anyhow.
    if (onFailureOf !== null && before.has(at)) return;
    const entry = entries.get(at);
    if (entry === undefined || !meetings.has(at)) entries.set(at, knowledge);
    else if (await joinInto(entry, knowledge)) {
      joins.set(at, (joins.get(at) ?? 0) + 1);
      if ((joins.get(at) ?? 0) > MOST_JOINS) forgetAll(entry);
    } else return;
    if (!open.includes(at)) open.push(at);
  };
  const leave = async ({ ways, decidedBy, knowledge }: Fork): Promise<void> => {
    if (ways.length > 1) for (const stepId of decidedBy) knowledge.undecided.add(stepId);
    for (const [index, way] of [...ways.entries()].toReversed())
      if (way !== null) await arrive(way, index === 0 ? knowledge : copyOf(knowledge));
  };

  for (const fork of forks) await leave({ ...fork, knowledge: copyOf(fork.knowledge) });
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [step, entry] = [steps.get(at), entries.get(at)];
    if (step === undefined || entry === undefined) continue;
    const judgement = await judge(step, entry);
    if (!found.has(at)) noteFailure(walk, judgement, entry);
    found.set(at, judgement);
    // An entry where ways meet is kept for the next to come; any other is replaced then, and goes on with the run.
    const after = meetings.has(at) ? copyOf(entry) : entry;
    await learn(after, judgement);
    await leave({ from: step.id, ways: judgement.ways, decidedBy: judgement.decidedBy, knowledge: after });
  }

  const reach = reachOf(flow);
  const others = openEarlierStages('possible');
  for (const judgement of found.values()) others.note(judgement);
  for (const [stepId, judgement] of found) {
    if (before.has(stepId)) continue;
    const heeded = others.heed(walk.earlier.heed(judgement), other => reach.canFollow(other, stepId));
    judged.set(stepId, { judgement: heeded, certain: false, onFailureOf });
  }
}

/** Steps where several arrows end, the one from outside to the start among them, or a fork besides another arrow. */
function meetingsOf(flow: Flow, forks: readonly Fork[]): ReadonlySet<StepId> {
  const arrows = new Map<StepId, number>();
  // The run itself comes to the start, so that a round that goes through it has a meeting too and ends.
  if (flow.start !== undefined) arrows.set(flow.start, 1);
  for (const { to } of links(flow)) arrows.set(to, (arrows.get(to) ?? 0) + 1);
  if (forks.length > 1) for (const { ways } of forks) for (const way of ways) if (way !== null) arrows.set(way, 2);
  return new Set([...arrows].filter(([, number]) => number > 1).map(([stepId]) => stepId));
}
