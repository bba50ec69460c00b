import { neverHere } from '../../base/never-here.ts';
import { spelledTags } from '../../flow/flow-tag.ts';
import { parseExpression } from '../../expression/expression.ts';
import { FLOW_FORMAT, type Flow } from '../../flow/flow.ts';
import { readFlowText } from '../../flow/read-flow-text.ts';
import { flowSheetFile } from '../../flow-sheet-file.ts';
import { publishFlow } from '../../publish-flow.ts';
import { catalogOf } from '../catalog-of.ts';
import { door } from '../door.ts';
import { flowHead, problemCounts } from '../flow-head.ts';
import { addFlow, openFlow } from '../open-flow.ts';
import { tryCondition } from '../try-condition.ts';

export const flowsHandlers = door.flows.router({
  list: door.flows.list.handler(async ({ context: { workspace } }) => {
    const drafts = await workspace.flows.drafts(workspace.orgId);
    const tags = await workspace.flows.tags(workspace.orgId);
    const problemsOf = problemCounts(workspace);
    return Promise.all(
      drafts.map(draft => flowHead(workspace, draft, { problems: problemsOf(draft), tags: tags.get(draft.flowId) ?? [] })),
    );
  }),

  read: door.flows.read.handler(async ({ input, context: { workspace }, errors }) => {
    const draft = await workspace.flows.draft(workspace.orgId, input.flowId);
    if (draft === null) throw errors.NO_SUCH_FLOW({ data: { flowId: input.flowId } });
    return openFlow(workspace, draft);
  }),

  create: door.flows.create.handler(async ({ input, context: { workspace, changes } }) => {
    const flow: Flow = { format: FLOW_FORMAT, name: input.name, trigger: { on: 'manual' }, packet: { slices: {} }, steps: [] };
    const draft = await addFlow(workspace, flow);
    changes.announce({ kind: 'flow', flowId: draft.flowId });
    return openFlow(workspace, draft);
  }),

  importText: door.flows.importText.handler(async ({ input, context: { workspace, changes }, errors }) => {
    const { flow, problems } = readFlowText(input.text);
    if (flow === null) throw errors.NOT_A_FLOW({ data: { problems: [...problems] } });
    const draft = await addFlow(workspace, flow);
    changes.announce({ kind: 'flow', flowId: draft.flowId });
    return openFlow(workspace, draft);
  }),

  saveDraft: door.flows.saveDraft.handler(async ({ input, context: { workspace, changes }, errors }) => {
    const { flowId, revision, flow, history } = input;
    const also = history === undefined ? {} : { history };
    const saved = await workspace.flows.save(workspace.orgId, flowId, revision, flow, workspace.clock.nowUs(), also);
    if (!saved.ok) {
      const draft = saved.error === 'revision-moved' ? await workspace.flows.draft(workspace.orgId, flowId) : null;
      throw draft === null ? errors.NO_SUCH_FLOW({ data: { flowId } }) : errors.REVISION_MOVED({ data: { revision: draft.revision } });
    }
    changes.announce({ kind: 'flow', flowId });
    return { revision: saved.value.revision, updatedAtUs: saved.value.updatedAtUs };
  }),

  keepHistory: door.flows.keepHistory.handler(async ({ input: { flowId, revision, history }, context: { workspace } }) => ({
    isKept: await workspace.flows.keepHistory(workspace.orgId, flowId, revision, history),
  })),

  archive: door.flows.archive.handler(async ({ input: { flowId, isArchived, resume }, context: { workspace, changes }, errors }) => {
    const isThere = await workspace.flows.archive(workspace.orgId, flowId, isArchived ? workspace.clock.nowUs() : null);
    if (!isThere) throw errors.NO_SUCH_FLOW({ data: { flowId } });
    const armed = (await workspace.triggers.list()).find(trigger => trigger.flowId === flowId);
    const pauses = isArchived && armed?.isOn === true;
    if (pauses || (resume && armed !== undefined)) await workspace.triggers.set(flowId, !isArchived, workspace.me);
    changes.announce({ kind: 'flow', flowId });
    return { paused: pauses };
  }),

  setTags: door.flows.setTags.handler(async ({ input: { flowId, tags: wished }, context: { workspace, changes }, errors }) => {
    const { flows, orgId } = workspace;
    const others = [...(await flows.tags(orgId))].filter(([other]) => other !== flowId);
    const tags = spelledTags(
      wished,
      others.flatMap(([, known]) => known),
    );
    if (!(await flows.setTags(orgId, flowId, tags))) throw errors.NO_SUCH_FLOW({ data: { flowId } });
    changes.announce({ kind: 'flow', flowId });
    return [...tags];
  }),

  renameTag: door.flows.renameTag.handler(async ({ input: { from, to }, context: { workspace, changes } }) => {
    const { flows, orgId } = workspace;
    const known = [...(await flows.tags(orgId)).values()].flat().filter(tag => tag !== from);
    const [spelled = null] = to === null ? [] : spelledTags([to], known);
    const flowIds = await flows.renameTag(orgId, from, spelled);
    for (const flowId of flowIds) changes.announce({ kind: 'flow', flowId });
    return [...flowIds];
  }),

  templates: door.flows.templates.handler(async ({ context: { workspace } }) => {
    const { templates, problems } = await workspace.templates.list();
    return { templates: [...templates], problems: [...problems] };
  }),

  addTemplate: door.flows.addTemplate.handler(async ({ input: { flow }, context: { workspace }, errors }) => {
    const added = await workspace.templates.add(flow);
    if (!added.ok) throw errors.NOT_KEPT({ data: { sentence: added.error } });
    return { templateId: added.value };
  }),

  removeTemplate: door.flows.removeTemplate.handler(async ({ input: { templateId }, context: { workspace } }) => ({
    isRemoved: await workspace.templates.remove(templateId),
  })),

  publish: door.flows.publish.handler(async ({ input, context: { workspace, changes }, errors }) => {
    const { flowId } = input;
    const published = await publishFlow(workspace, catalogOf(workspace), input);
    if (!published.ok) {
      const problem = published.error;
      switch (problem.kind) {
        case 'no-such-flow':
          throw errors.NO_SUCH_FLOW({ data: { flowId } });
        case 'revision-moved':
          throw errors.REVISION_MOVED({ data: { revision: problem.revision } });
        case 'has-errors':
          throw errors.HAS_ERRORS({ data: { problems: [...problem.problems] } });
        default:
          return neverHere(problem);
      }
    }
    changes.announce({ kind: 'flow', flowId });
    return published.value.version;
  }),

  sheet: door.flows.sheet.handler(async ({ input, context: { workspace }, errors }) => {
    const sheet = await flowSheetFile(workspace, input);
    if (sheet.ok)
      return { name: sheet.value.name, mediaType: sheet.value.mediaType, base64: Buffer.from(sheet.value.bytes).toString('base64') };
    const { flowId } = input;
    throw sheet.error === 'no-such-flow' ? errors.NO_SUCH_FLOW({ data: { flowId } }) : errors.NO_SUCH_VERSION({ data: { flowId } });
  }),

  tryCondition: door.flows.tryCondition.handler(async ({ input: { flowId, stepId, expression }, context: { workspace }, errors }) => {
    const draft = await workspace.flows.draft(workspace.orgId, flowId);
    if (draft === null) throw errors.NO_SUCH_FLOW({ data: { flowId } });
    const parsed = parseExpression(expression);
    if (!parsed.ok) throw errors.NOT_AN_EXPRESSION({ message: parsed.error.message, data: { sentence: parsed.error.message } });
    return tryCondition(workspace, { flowId, flow: draft.flow, stepId, expression: parsed.value });
  }),

  triggers: door.flows.triggers.handler(async ({ context: { workspace } }) => [...(await workspace.triggers.list())]),

  setTrigger: door.flows.setTrigger.handler(async ({ input: { flowId, isOn }, context: { workspace, changes }, errors }) => {
    const set = await workspace.triggers.set(flowId, isOn, workspace.me);
    if (!set.ok) throw errors.NO_SUCH_TRIGGER({ data: { flowId } });
    changes.announce({ kind: 'flow', flowId });
    return set.value;
  }),
});
