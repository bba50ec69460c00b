import { explainMiss, stageKeyOf } from '../../plan/stage-of-step.ts';
import { door } from '../door.ts';

export const cacheHandlers = door.cache.router({
  distrust: door.cache.distrust.handler(async ({ input: { runId, stepId, reason }, context: { workspace }, errors }) => {
    const { orgId, me, clock } = workspace;
    const stageKey = await stageKeyOf(workspace, { runId, stepId });
    if (!stageKey.ok) throw errors.NO_KEY({ message: stageKey.error, data: { sentence: stageKey.error } });
    const ended = await workspace.cache.distrust(orgId, stageKey.value, { by: me, reason, atUs: clock.nowUs() });
    if (ended === null) throw errors.NOT_SERVED({ data: { stageKey: stageKey.value } });
    return { stageKey: stageKey.value, from: ended.from };
  }),

  whyMiss: door.cache.whyMiss.handler(async ({ input: { a, b }, context: { workspace }, errors }) => {
    const explained = await explainMiss(workspace, a, b);
    if (!explained.ok) throw errors.NO_KEY({ message: explained.error, data: { sentence: explained.error } });
    return { same: explained.value.same, differences: [...explained.value.differences] };
  }),
});
