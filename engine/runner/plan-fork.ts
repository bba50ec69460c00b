import type { Json } from '../base/json.ts';
import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { isJsonObject } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { nearestName } from '../flow/nearest-name.ts';
import { stepOf, stepTitle, type Flow, type Step } from '../flow/flow.ts';
import { DEFAULT_OUTCOMES } from '../steps/human_task/definition.ts';
import type { Run } from '../trace/run.ts';
import type { ForkRequest } from './fork-door.ts';

/** Where a fork leaves its parent. */
export interface ForkPlan {
  readonly visit: number;
  /** How many of the parent's visits lie before it. */
  readonly visitsBefore: number;
  /** In which passing through its step each pinned output stands in, by step of the fork. */
  readonly pinnedVisits: Readonly<Record<string, number>>;
  /** Ids of the parent's steps by those of the fork's, where they differ. */
  readonly steps: Readonly<Record<string, string>>;
}

/** What a pinned output has to fit, as far as the workspace knows it. */
export type OutputSchemaOf = (step: Step) => JsonSchema | undefined;

/** Refused with a sentence: where the parent cannot be forked, or an edit that names what is not there. `parentFlow` is what the parent ran, `flow` what the fork will run. */
export function planFork(
  parent: Run,
  parentFlow: Flow,
  flow: Flow,
  request: ForkRequest,
  outputSchemaOf: OutputSchemaOf,
): Result<ForkPlan, string> {
  const at = stepOf(parentFlow, request.at);
  if (at === undefined) return refused(`The flow of this run has no step “${request.at}”.${meant(request.at, parentFlow)}`);
  const index = visitIndex(parent, at, request.visit);
  if (!index.ok) return index;
  const renamed = renamedSteps(parentFlow, flow, request.steps ?? {});
  if (!renamed.ok) return renamed;
  const now = request.steps?.[request.at] ?? request.at;
  if (stepOf(flow, now) === undefined)
    return refused(`The other version has no step “${now}”. Say which of its steps stands for “${stepTitle(at)}”: ${at.id}=new_id.`);
  const problem =
    sliceProblem(flow, request) ??
    outputProblem(flow, request.outputs ?? {}, outputSchemaOf) ??
    outputProblem(flow, request.pins ?? {}, outputSchemaOf);
  if (problem !== null) return refused(problem);
  const visitsBefore = index.value + (request.after === true ? 1 : 0);
  if (parent.visits[visitsBefore - 1]?.endedAtUs === null)
    return refused(`“${stepTitle(at)}” is not over in this run, so nothing can go on after it. Wait for its end, or run again from it.`);
  const before = parent.visits.slice(0, visitsBefore);
  const visit = parent.visits[index.value]?.visit ?? 1;
  const pinnedVisits = Object.keys(request.outputs ?? {}).map(stepId => {
    const old = renamed.value[stepId] ?? stepId;
    return [stepId, old === request.at ? visit : Math.max(1, before.filter(each => each.stepId === old).length)] as const;
  });
  return ok({ visit, visitsBefore, pinnedVisits: Object.fromEntries(pinnedVisits), steps: renamed.value });
}

/** The place of the wanted visit among all of the run's. */
function visitIndex(parent: Run, at: Step, wanted: number | undefined): Result<number, string> {
  const index = parent.visits.findLastIndex(({ stepId, visit }) => stepId === at.id && (wanted === undefined || visit === wanted));
  if (index >= 0) return ok(index);
  const times = parent.visits.filter(({ stepId }) => stepId === at.id).length;
  if (times > 0)
    return refused(
      `The run came to “${stepTitle(at)}” ${times === 1 ? 'once' : `${String(times)} times`} only, not ${String(wanted)} times.`,
    );
  const reached = [...new Set(parent.visits.map(({ stepId }) => stepId))];
  return refused(
    `The run never came to “${stepTitle(at)}”, so nothing can be run again from there. ${reached.length === 0 ? 'It has not begun yet.' : `It came to ${reached.slice(0, 20).join(', ')}.`}`,
  );
}

function renamedSteps(parentFlow: Flow, flow: Flow, map: Readonly<Record<string, string>>): Result<Record<string, string>, string> {
  const byNew: Record<string, string> = {};
  for (const [old, now] of Object.entries(map)) {
    const [before, after] = [stepOf(parentFlow, old), stepOf(flow, now)];
    if (before === undefined) return refused(`${old}=${now}: the flow of the run has no step “${old}”.${meant(old, parentFlow)}`);
    if (after === undefined) return refused(`${old}=${now}: the other version has no step “${now}”.${meant(now, flow)}`);
    if (before.kind !== after.kind) return refused(`${old}=${now}: the two are of different kinds, so one cannot stand for the other.`);
    if (Object.hasOwn(byNew, now)) return refused(`${old}=${now}: “${now}” stands for “${byNew[now] ?? ''}” already.`);
    byNew[now] = old;
  }
  return ok(byNew);
}

function sliceProblem(flow: Flow, { slices = {} }: ForkRequest): string | null {
  const declared = Object.keys(flow.packet.slices);
  const unknown = Object.keys(slices).find(name => !declared.includes(name));
  if (unknown === undefined) return null;
  return `The flow asks for no slice “${unknown}”. ${declared.length === 0 ? 'It asks for none.' : `It asks for ${declared.join(', ')}.`}`;
}

/** Why these outputs cannot stand in for those of the flow's steps, as a sentence; null when they can. */
export function outputProblem(flow: Flow, outputs: Readonly<Record<string, Json>>, outputSchemaOf: OutputSchemaOf): string | null {
  for (const [stepId, output] of Object.entries(outputs)) {
    const step = stepOf(flow, stepId);
    if (step === undefined) return `An output is pinned for “${stepId}”, and the flow has no such step.${meant(stepId, flow)}`;
    const problem = misfit(step, output, outputSchemaOf);
    if (problem !== null) return `The output pinned for “${stepTitle(step)}” ${problem}`;
  }
  return null;
}

function misfit(step: Step, output: Json, outputSchemaOf: OutputSchemaOf): string | null {
  switch (step.kind) {
    case 'gate':
      return 'cannot be: a gate decides by what it reads. Pin the step whose output it reads.';
    case 'human_task': {
      const outcomes = (step.config.outcomes ?? DEFAULT_OUTCOMES).map(({ id }) => id);
      const outcome = isJsonObject(output) ? output['outcome'] : undefined;
      return typeof outcome === 'string' && outcomes.includes(outcome) ? null : `needs an "outcome": one of ${outcomes.join(', ')}.`;
    }
    case 'event_wait':
      return isJsonObject(output) && isJsonObject(output['event'])
        ? null
        : 'needs an "event": the envelope that the step would have taken.';
    case 'sage_skill':
    case 'product_action': {
      const schema = outputSchemaOf(step);
      const [problem] = schema === undefined ? [] : schemaProblems(schema, output);
      return problem === undefined ? null : `does not fit: ${problem.path === '' ? 'the output' : problem.path}: ${problem.message}`;
    }
    default:
      return neverHere(step);
  }
}

function meant(name: string, { steps }: Flow): string {
  const near = nearestName(
    name,
    steps.map(({ id }) => id),
  );
  return near === null ? '' : ` Is “${near}” meant?`;
}
