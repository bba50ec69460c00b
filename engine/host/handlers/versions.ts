import { neverHere } from '../../base/never-here.ts';
import type { Hash } from '../../base/hash.ts';
import { checkFlow } from '../../flow/check-flow.ts';
import { diffFlows } from '../../flow/diff-flows.ts';
import { flowHash } from '../../flow/flow-hash.ts';
import { listVersions } from '../../list-versions.ts';
import { readParent } from '../../read-parent.ts';
import { restoreVersion } from '../../restore-version.ts';
import { catalogOf } from '../catalog-of.ts';
import { door } from '../door.ts';
import { foundFlow } from '../found-flow.ts';
import { addFlow, openFlow } from '../open-flow.ts';
import { versionMatrix } from '../version-matrix.ts';

export const versionsHandlers = door.versions.router({
  list: door.versions.list.handler(async ({ input: { flowId }, context: { workspace }, errors }) => {
    const draft = await workspace.flows.draft(workspace.orgId, flowId);
    if (draft === null) throw errors.NO_SUCH_FLOW({ data: { flowId } });
    const catalog = catalogOf(workspace);
    const versions = await listVersions(workspace, flowId);
    const faults = async (versionHash: Hash): Promise<string[]> => {
      const flow = await workspace.flows.definition(workspace.orgId, versionHash);
      return flow === null ? [] : checkFlow(flow, catalog).flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
    };
    return {
      forkedFrom: draft.forkedFrom ?? null,
      versions: await Promise.all(
        versions.map(async version => ({ ...version, drift: [...version.drift], faults: await faults(version.versionHash) })),
      ),
    };
  }),

  read: door.versions.read.handler(async ({ input, context: { workspace }, errors }) => {
    const flow = await foundFlow(workspace, input, errors);
    return { flow, problems: [...checkFlow(flow, catalogOf(workspace))] };
  }),

  diff: door.versions.diff.handler(async ({ input: { a, b }, context: { workspace }, errors }) => {
    const [was, is] = [await foundFlow(workspace, a, errors), await foundFlow(workspace, b, errors)];
    return diffFlows(was, is, catalogOf(workspace));
  }),

  matrix: door.versions.matrix.handler(async ({ input: { a, b }, context: { workspace }, errors }) => {
    const [was, is] = [await foundFlow(workspace, a, errors), await foundFlow(workspace, b, errors)];
    return versionMatrix(workspace, { ...a, flow: was }, { ...b, flow: is });
  }),

  restore: door.versions.restore.handler(async ({ input, context: { workspace, changes }, errors }) => {
    const { flowId, versionNo } = input;
    const restored = await restoreVersion(workspace, input);
    if (restored.ok) {
      changes.announce({ kind: 'flow', flowId });
      return openFlow(workspace, restored.value);
    }
    const problem = restored.error;
    switch (problem.kind) {
      case 'no-such-flow':
        throw errors.NO_SUCH_FLOW({ data: { flowId } });
      case 'no-such-version':
        throw errors.NO_SUCH_VERSION({ data: { flowId, versionNo } });
      case 'revision-moved':
        throw errors.REVISION_MOVED({ data: { revision: problem.revision } });
      default:
        return neverHere(problem);
    }
  }),

  parent: door.versions.parent.handler(async ({ input: { flowId, versionNo }, context: { workspace }, errors }) => {
    const read = await readParent(workspace, flowId, versionNo);
    if (read.ok) return { ...read.value, versions: [...read.value.versions] };
    const problem = read.error;
    switch (problem.kind) {
      case 'no-such-flow':
        throw errors.NO_SUCH_FLOW({ data: { flowId } });
      case 'no-such-version':
        throw errors.NO_SUCH_VERSION({ data: problem });
      case 'nothing-to-pull':
        throw errors.NOTHING_TO_PULL({ data: { sentence: problem.sentence } });
      default:
        return neverHere(problem);
    }
  }),

  fork: door.versions.fork.handler(async ({ input: { from, name }, context: { workspace, changes }, errors }) => {
    const flow = await foundFlow(workspace, from, errors);
    const forkedFrom = { flowId: from.flowId, versionNo: from.versionNo, versionHash: flowHash(flow) };
    // What the parent itself took in from its own parent says nothing of the fork.
    const { pulled: _pulled, ...drawn } = flow;
    const draft = await addFlow(workspace, { ...drawn, name }, { forkedFrom, base: flow });
    changes.announce({ kind: 'flow', flowId: draft.flowId });
    return openFlow(workspace, draft);
  }),
});
