import type { FlowHead } from '../contract/flows.ts';
import { checkFlow } from '../flow/check-flow.ts';
import { byWord, type FlowTag } from '../flow/flow-tag.ts';
import type { Draft } from '../flow/flow-store.ts';
import type { Workspace } from '../workspace.ts';
import { catalogOf } from './catalog-of.ts';

type Counts = FlowHead['problems'];

interface Counted {
  readonly revision: number;
  /** What the flow could refer to when it was checked. */
  readonly catalog: string;
  readonly counts: Counts;
}

const counted = new WeakMap<object, Map<string, Counted>>();

/** A flow as the list shows it. */
export async function flowHead(
  { flows, runs, orgId }: Workspace,
  draft: Draft,
  { problems, tags }: Pick<FlowHead, 'problems'> & { readonly tags: readonly FlowTag[] },
): Promise<FlowHead> {
  const { flowId, flow, updatedAtUs } = draft;
  const [[latest], [lastRun]] = await Promise.all([flows.versions(orgId, flowId), runs.summaries(orgId, { flowId, limit: 1 })]);
  return {
    flowId,
    name: flow.name,
    updatedAtUs,
    stepCount: flow.steps.length,
    latestVersionNo: latest?.versionNo ?? null,
    problems,
    lastRun: lastRun === undefined ? null : { runId: lastRun.runId, status: lastRun.status, atUs: lastRun.createdAtUs },
    archivedAtUs: draft.archivedAtUs ?? null,
    tags: tags.toSorted(byWord),
  };
}

/** Counts what is wrong with a draft; a draft that was counted before is checked again only when it or the catalog is another one. */
export function problemCounts(workspace: Workspace): (draft: Draft) => Counts {
  const now = catalogOf(workspace);
  const catalog = JSON.stringify(now);
  const known = counted.get(workspace) ?? new Map<string, Counted>();
  counted.set(workspace, known);
  return ({ flowId, revision, flow }) => {
    const before = known.get(flowId);
    if (before?.revision === revision && before.catalog === catalog) return before.counts;
    const problems = checkFlow(flow, now);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const counts = { errors, warnings: problems.length - errors };
    known.set(flowId, { revision, catalog, counts });
    return counts;
  };
}
