import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FlowId } from '../../../engine/base/ids.ts';
import { flowText } from '../../../engine/flow/flow-text.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';
import { importFlow } from '../../../engine/import-flow.ts';
import { listVersions } from '../../../engine/list-versions.ts';
import { publishFlow } from '../../../engine/publish-flow.ts';
import { restoreVersion } from '../../../engine/restore-version.ts';
import { openTestWorkspace, packetOf } from '../../test-workspace.ts';
import { someFlow } from '../../unit/flow/some-flow.ts';

const SCORE = {
  id: 'score',
  kind: 'sage_skill',
  title: 'Score',
  config: { skill: 'score_mission_fit', input: { intake: '{{ packet.intake }}' } },
  save: { fit: 'output.score' },
  next: 'fit',
};
const FIT = { id: 'fit', kind: 'gate', config: { expression: 'context.fit >= 0.7', onPass: 'review' } };
const REVIEW = { id: 'review', kind: 'human_task', config: { assignee: 'role:partner', description: 'Look.' } };
const PLAIN = {
  format: 'atelier-flow/1',
  name: 'Fit',
  packet: { slices: { intake: { schema: { type: 'string' } } } },
  start: 'score',
  steps: [SCORE, FIT, REVIEW],
};
const flowOf = (...steps: object[]): Flow => Flow.parse({ ...PLAIN, steps });
const FLOW = flowOf(SCORE, FIT, REVIEW);
const OTHER = { ...FLOW, name: 'Fit or not' };

let place: Awaited<ReturnType<typeof openTestWorkspace>>;
let flowId: FlowId;
let count = 0;
beforeAll(async () => {
  place = await openTestWorkspace();
});
afterAll(() => place.leave());
beforeEach(() => {
  flowId = FlowId.parse(`flow-${String(count++)}`);
});

const take = (flow: Flow, force = false) => importFlow(place.workspace, { flowId, flow, force });
const edit = async (flow: Flow) => {
  const { flows, orgId, clock } = place.workspace;
  const draft = await flows.draft(orgId, flowId);
  await flows.save(orgId, flowId, draft?.revision ?? 0, flow, clock.nowUs());
};
const publish = (message = '', revision: number | null = null) => {
  const { skills, products } = place.workspace;
  return publishFlow(place.workspace, { skills: skills.list(), products: products.list() }, { flowId, revision, message });
};

describe('publishing', () => {
  it('makes a version, pinned to its skills and its language', async () => {
    await take(FLOW);

    expect(await publish('First')).toMatchObject({
      ok: true,
      value: {
        isNew: true,
        sentence: 'Version 1 of “Fit” is published.',
        version: {
          versionNo: 1,
          message: 'First',
          publishedBy: place.workspace.me,
          pins: {
            expressions: 'atelier-cel/1',
            skills: { score_mission_fit: { version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string } },
          },
        },
      },
    });
  });

  it('gives the version that has this very definition already, and says so', async () => {
    await take(FLOW);
    await publish('First');
    await edit({ ...FLOW, layout: { [FLOW.steps[0]?.id ?? fault()]: { x: 1, y: 1 } } });

    expect(await publish('Again')).toMatchObject({
      ok: true,
      value: {
        isNew: false,
        version: { versionNo: 1, message: 'First' },
        sentence: 'Version 1 of “Fit” has this very definition already, so there is no new one.',
      },
    });
  });

  it.each([
    ['an arrow to nowhere', flowOf({ ...SCORE, next: 'nowhere' }, FIT, REVIEW), 'score'],
    ['a step that nothing leads to', flowOf({ ...SCORE, next: 'review' }, FIT, REVIEW), 'fit'],
    [
      'an expression of the wrong type',
      flowOf(SCORE, { ...FIT, config: { expression: 'context.fit + "x"', onPass: 'review' } }, REVIEW),
      'fit',
    ],
    ['a skill that is not there', flowOf({ ...SCORE, config: { skill: 'no_such', input: {} } }, FIT, REVIEW), 'score'],
    [
      'an action that is not there',
      flowOf(SCORE, FIT, { id: 'review', kind: 'product_action', config: { product: 'rfp', action: 'no_such' } }),
      'review',
    ],
  ])('refuses %s', async (_what, flow, stepId) => {
    await take(flow);

    const refusal = await publish();

    expect(refusal).toMatchObject({ ok: false, error: { kind: 'has-errors' } });
    expect(!refusal.ok && refusal.error.kind === 'has-errors' ? refusal.error.problems.map(problem => problem.stepId) : []).toContain(
      stepId,
    );
  });

  it('refuses a draft that moved on, and a flow that is not there', async () => {
    expect(await publish()).toEqual({ ok: false, error: { kind: 'no-such-flow' } });
    await take(FLOW);
    await edit(OTHER);

    expect(await publish('', 1)).toEqual({ ok: false, error: { kind: 'revision-moved', revision: 2 } });
  });
});

describe('the list of versions', () => {
  it('says who, when, with which message, how many runs, and which one the draft is', async () => {
    const { workspace } = place;
    await take(FLOW);
    await publish('First');
    await edit(OTHER);
    await publish('Second');
    const started = await workspace.runner.start({
      flowId,
      flow: FLOW,
      versionNo: 1,
      packet: packetOf(workspace, FLOW, { intake: 'We help.' }),
      mode: 'draft',
      by: workspace.me,
      startKey: null,
    });
    expect(started.ok).toBe(true);

    expect(
      (await listVersions(workspace, flowId)).map(({ versionNo, message, runs, isDraft, drift }) => ({
        versionNo,
        message,
        runs,
        isDraft,
        drift,
      })),
    ).toEqual([
      { versionNo: 2, message: 'Second', runs: 0, isDraft: true, drift: [] },
      { versionNo: 1, message: 'First', runs: 1, isDraft: false, drift: [] },
    ]);
  });

  it('says which skill is another now', async () => {
    const { skills } = place.workspace;
    await take(FLOW);
    await publish();
    await skills.savePrompt('score_mission_fit', 'Score it anew: {{ input.intake }}');

    const [version] = await listVersions(place.workspace, flowId);
    await skills.savePrompt('score_mission_fit', null);

    expect(version?.drift).toEqual(['The prompt of the skill score_mission_fit changed since.']);
  });
});

describe('restoring a version', () => {
  it('makes it the draft again, with the notes of now', async () => {
    await take(FLOW);
    await publish('First');
    const notes = [{ id: 'n', text: 'Ask Ben.', x: 0, y: 0 }];
    await edit({ ...OTHER, notes });
    await publish('Second');

    const restored = await restoreVersion(place.workspace, { flowId, versionNo: 1, revision: null });

    expect(restored).toMatchObject({ ok: true, value: { revision: 3, flow: { ...FLOW, notes } } });
    expect(await publish('Third')).toMatchObject({ ok: true, value: { isNew: false, version: { versionNo: 1 } } });
  });

  it('refuses a version, a flow, and a revision that are not there', async () => {
    expect(await restoreVersion(place.workspace, { flowId, versionNo: 1, revision: null })).toEqual({
      ok: false,
      error: { kind: 'no-such-flow' },
    });
    await take(FLOW);
    await publish();
    expect(await restoreVersion(place.workspace, { flowId, versionNo: 2, revision: null })).toEqual({
      ok: false,
      error: { kind: 'no-such-version', versionNos: [1] },
    });
    expect(await restoreVersion(place.workspace, { flowId, versionNo: 1, revision: 7 })).toEqual({
      ok: false,
      error: { kind: 'revision-moved', revision: 1 },
    });
  });
});

describe('importing a flow’s file', () => {
  it('makes the flow, leaves one that says the same, and takes a changed file as the next revision', async () => {
    expect(await take(FLOW)).toMatchObject({ ok: true, value: { how: 'created', draft: { revision: 1 } } });
    expect(await take(FLOW)).toMatchObject({ ok: true, value: { how: 'same', draft: { revision: 1 } } });
    expect(await take(OTHER)).toMatchObject({ ok: true, value: { how: 'replaced', draft: { revision: 2, flow: OTHER } } });
  });

  it('refuses to lose changes that stand nowhere else, unless it is told to', async () => {
    await take(FLOW);
    await edit({ ...FLOW, name: 'Mine' });

    expect(await take(OTHER)).toEqual({
      ok: false,
      error: `The draft of ${flowId} has changes that stand in no version and in no file, and this import would lose them. Publish or export it first, or import with --force.`,
    });
    expect(await take(OTHER, true)).toMatchObject({ ok: true, value: { how: 'replaced' } });
  });

  it('takes a file over a draft that a version holds', async () => {
    await take(FLOW);
    await edit({ ...FLOW, name: 'Mine' });
    await publish('Mine');

    expect(await take(OTHER)).toMatchObject({ ok: true, value: { how: 'replaced' } });
  });

  it('and exporting it gives the same bytes, whatever the flow', async () => {
    const { flows, orgId } = place.workspace;
    await fc.assert(
      fc.asyncProperty(someFlow, async flow => {
        const text = flowText(flow);
        const read = readFlowText(text).flow;
        const taken = read === null ? null : await take(read, true);
        expect(taken?.ok).toBe(true);

        const draft = await flows.draft(orgId, flowId);
        expect(draft === null ? null : flowText(draft.flow)).toBe(text);
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
  });
});

function fault(): never {
  throw new Error('The flow has steps.');
}
