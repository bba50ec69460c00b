import { describe, expect, it } from 'vitest';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';
import { FLOW_UPGRADES, upgradeFlow, type FlowUpgrade } from '../../../engine/flow/upgrade-flow.ts';
import { FLOW_FORMAT } from '../../../engine/flow/flow.ts';

/** The five kinds as the architecture page shows them, one after the other. */
const ON_PAPER = {
  name: 'Engage',
  trigger: 'manual',
  packet: { slices: ['intake'] },
  steps: [
    {
      kind: 'sage_skill',
      title: 'Score fit',
      skill: 'score_mission_fit',
      input: { intake: '{{ packet.intake }}' },
      save: { mission_fit_score: 'output.score' },
    },
    { kind: 'gate', id: 'fit', expression: 'context.mission_fit_score >= 0.7', onPass: 'draft', onFail: 'halt' },
    { kind: 'sage_skill', id: 'draft', skill: 'draft_engagement_brief', input: { intake: '{{ packet.intake }}' } },
    { kind: 'human_task', assignee: 'role:partner', description: 'Review SOW draft', next: 'propose' },
    {
      kind: 'product_action',
      id: 'propose',
      product: 'rfp',
      action: 'generate_proposal',
      payload: { opportunityId: '{{ packet.intake }}' },
    },
    { kind: 'event_wait', eventType: 'catalyst.purchase.confirmed', match: 'payload.org_id == run.org_id' },
  ],
};

describe('older formats', () => {
  it('are upgraded one number after the other, up to the one that is written', () => {
    expect(FLOW_UPGRADES.map(({ from }) => from)).toEqual(FLOW_UPGRADES.map((_, index) => index));
    expect(FLOW_FORMAT).toBe(`atelier-flow/${String(FLOW_UPGRADES.length)}`);
  });

  it('go through every upgrade that is due, and through no other', () => {
    const noting = (from: number): FlowUpgrade => ({
      from,
      sentence: `From ${String(from)}.`,
      apply: document => ({ ...document, [`seen${String(from)}`]: true }),
    });

    expect(upgradeFlow({ format: 'atelier-flow/1', name: 'x' }, [noting(0), noting(1), noting(2)])).toEqual({
      document: { format: 'atelier-flow/3', name: 'x', seen1: true, seen2: true },
      notices: ['From 1.', 'From 2.'],
    });
  });

  it('leave a flow of this format as it is', () => {
    const document = { format: FLOW_FORMAT, name: 'x', steps: [] };

    expect(upgradeFlow(document)).toEqual({ document, notices: [] });
  });
});

describe('format 0, a flow as it stands on paper', () => {
  const read = readFlowText(JSON.stringify(ON_PAPER));

  it('imports, and says that its arrows are made', () => {
    expect(read.problems.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'older-format']]);
    expect(read.flow).toMatchObject({ format: FLOW_FORMAT, name: 'Engage', trigger: { on: 'manual' }, start: 'score_fit' });
    expect(Object.keys(read.flow?.packet.slices ?? {})).toEqual(['intake']);
  });

  it('follows the order of its steps where they name none', () => {
    expect(read.flow?.steps.map(step => [step.id, step.kind === 'gate' ? step.config.onPass : step.next])).toEqual([
      ['score_fit', 'fit'],
      ['fit', 'draft'],
      ['draft', 'human_task'],
      ['human_task', 'propose'],
      ['propose', 'event_wait'],
      ['event_wait', undefined],
    ]);
  });

  it('has its kind’s fields in its config', () => {
    expect(read.flow?.steps[1]?.config).toEqual({ expression: 'context.mission_fit_score >= 0.7', onPass: 'draft', onFail: 'halt' });
    expect(read.flow?.steps[5]?.config).toEqual({ eventType: 'catalyst.purchase.confirmed', match: 'payload.org_id == run.org_id' });
  });

  it('is told what is wrong with it as any other', () => {
    const { flow, problems } = readFlowText(JSON.stringify({ steps: [{ id: 'fit', kind: 'gate', expression: 5 }] }));

    expect(flow).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual(['Step `fit`: config.expression must be a text, not 5.']);
  });

  it('ends where a step says that nothing comes next', () => {
    const { flow } = readFlowText(
      JSON.stringify({
        steps: [
          { id: 'a', kind: 'event_wait', eventType: 'x', next: null },
          { id: 'b', kind: 'event_wait', eventType: 'y' },
        ],
      }),
    );

    expect(flow?.steps.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(flow?.steps[0]).not.toHaveProperty('next');
  });
});
