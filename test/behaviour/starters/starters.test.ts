import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunId } from '../../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../../engine/base/json.ts';
import { BusEvent } from '../../../engine/bus/event.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { PacketDocument, sliceText } from '../../../engine/packet/packet.ts';
import { restoreArtefacts } from '../../../engine/restore-artefacts.ts';
import type { Citation, Verdict } from '../../../engine/skills/claim.ts';
import { openValues } from '../../../engine/runner/scope.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { openTestWorkspace, startRun, story } from '../../test-workspace.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(`resources/${path}`, 'utf8'));
const flowOf = (name: string): Flow => Flow.parse(read(`flows/${name}.flow.json`));
const slicesOf = (name: string): JsonObject => PacketDocument.parse(read(`packets/${name}.packet.json`)).slices;

describe('the starter flows, end to end on the embedded model', () => {
  let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
  beforeAll(async () => {
    opened = await openTestWorkspace();
  });
  afterAll(() => opened.leave());

  const start = (flow: string, packet: string): Promise<RunId> => startRun(opened.workspace, flowOf(flow), slicesOf(packet));

  async function rested(runId: RunId): Promise<Run> {
    const run = await opened.workspace.runner.settled(runId);
    if (run === null) throw new Error('There is no such run.');
    return run;
  }

  async function answer(runId: RunId, outcome: string, form: JsonObject = {}): Promise<Run> {
    const { state } = await rested(runId);
    if (state.status !== 'waiting') throw new Error(JSON.stringify(state));
    const { workspace } = opened;
    const { waitId } = state.wait;
    const resolved = await workspace.runner.resolve({
      ...{ waitId, outcome, comment: null, answer: form },
      ...{ by: workspace.me, roles: workspace.roles },
    });
    if (!resolved.ok) throw new Error(JSON.stringify(resolved.error));
    return rested(runId);
  }

  let events = 0;
  async function tell(runId: RunId, eventType: string, payload: JsonObject): Promise<Run> {
    const id = `told-${String(++events)}`;
    await opened.workspace.runner.receive(
      BusEvent.parse({
        ...{ v: 1, event_id: id, idempotency_key: id, product: eventType.split('.')[0], event_type: eventType },
        ...{ org_id: opened.workspace.orgId, occurred_at: '2027-05-03T10:00:00Z', payload },
      }),
    );
    return rested(runId);
  }

  const valueOf = openValues(hash => opened.workspace.runs.blob(opened.workspace.orgId, hash));

  async function output(run: Run, stepId: string): Promise<Json> {
    const ref = Object.entries(run.outputs).find(([id]) => id === stepId)?.[1];
    if (ref === undefined) throw new Error(`${stepId} gave nothing.`);
    return valueOf(ref);
  }

  const verdicts = async (run: Run): Promise<readonly Verdict[]> =>
    ((await output(run, 'ground')) as unknown as { verdicts: Verdict[] }).verdicts; // true: the output schema of terra.ground

  /** Steps in the order in which they worked, waits and ways of gates included. */
  async function told(runId: RunId): Promise<string[]> {
    const lines = story(await opened.workspace.trace.rowsOf(opened.workspace.orgId, runId))
      .filter(line => /^(?:step\.completed|gate\.evaluated|human\.resolved|run\.(?:succeeded|halted|failed))/.test(line))
      .map(line => line.replace(/^(?:step\.completed|gate\.evaluated) /, '').replace(/^human\.resolved /, 'answered '));
    // What a gate or an answer said stands in the line before its step is over.
    return lines.filter(
      (line, at) =>
        lines[at - 1] !== `${line} true` && lines[at - 1] !== `${line} false` && lines[at - 1]?.startsWith(`answered ${line} `) !== true,
    );
  }

  /** Every citation of the run stands in its slice, to the character. */
  async function expectCited(run: Run, slices: JsonObject): Promise<void> {
    const cited = (await verdicts(run)).flatMap(({ citations, against }): readonly Citation[] => [...citations, ...against]);
    expect(cited.length).toBeGreaterThan(5);
    for (const { slice, start: from, end, quote } of cited) expect(sliceText(slices[slice] ?? null).slice(from, end)).toBe(quote);
  }

  /** The document and its provenance, thrown away, are written again byte for byte, and hold against the trace. */
  async function expectRestorable({ runId, artefacts }: Run): Promise<void> {
    expect(artefacts).toHaveLength(1);
    const files = readdirSync(join(opened.folder, 'artefacts')).map(name => join(opened.folder, 'artefacts', name));
    const texts = files.map(file => readFileSync(file, 'utf8'));
    for (const file of files) rmSync(file);
    const written = await restoreArtefacts(opened.workspace, runId);
    expect(written).toMatchObject({
      ok: true,
      value: [expect.stringMatching(/\.md$/) as string, expect.stringMatching(/\.provenance\.json$/) as string],
    });
    expect(files.map(file => readFileSync(file, 'utf8'))).toEqual(texts);
    expect(await restoreArtefacts(opened.workspace, runId)).toEqual({ ok: true, value: [] });
    expect(await opened.workspace.verify({ only: runId })).toMatchObject({ ok: true });
  }

  it('deliver a milestone: accepted, invoiced and paid', async () => {
    const runId = await start('delivery', 'delivery-harbour-kitchen-milestone-2');
    expect((await answer(runId, 'send')).state).toMatchObject({ status: 'waiting', stepId: 'acceptance' });

    const accepted = await tell(runId, 'janice.reply.received', {
      reference: 'opp_3107',
      from: 'Noor Haddad',
      text: 'Accepted, with thanks.',
    });
    expect(accepted.state).toMatchObject({ status: 'waiting', stepId: 'payment' });
    const run = await tell(runId, 'catalyst.invoice.paid', { invoice_id: 'inv_9001', opportunity_id: 'opp_3107', amount_eur: 7200 });

    await expectCited(run, slicesOf('delivery-harbour-kitchen-milestone-2'));
    await expectRestorable(run);
    expect(await told(runId)).toEqual([
      'status',
      'claims',
      'ground',
      'review',
      'answered decide send',
      'ready true',
      'compose',
      'hand_over (simulated)',
      'acceptance',
      'accepted true',
      'invoice (simulated)',
      'payment',
      'run.succeeded',
    ]);
  });

  it('deliver a milestone: what the report claims and the client’s list tells otherwise is contested, and goes back until the manager stops', async () => {
    const runId = await start('delivery', 'delivery-tram-museum-milestone-1');
    const contested = (await verdicts(await rested(runId))).filter(({ verdict }) => verdict === 'contested');
    expect(contested.map(({ reason }) => reason)).toContain('numeric_mismatch');

    expect((await answer(runId, 'correct')).state).toMatchObject({ status: 'waiting', stepId: 'correction' });
    const back = await tell(runId, 'janice.reply.received', {
      reference: runId,
      from: 'Piet Sanders',
      text: 'Ten is right, I counted the names.',
    });
    expect(back.context['correction']?.value).toBe('Ten is right, I counted the names.');
    await answer(runId, 'redraft', { focus: 'how many guides, and who counted them' });
    const run = await answer(runId, 'stop');

    expect(run.state).toMatchObject({ status: 'halted', cause: { stepId: 'again' } });
    expect(run.artefacts).toEqual([]);
    expect((await told(runId)).slice(4)).toEqual([
      'answered decide correct',
      'ready false',
      'back true',
      'ask (simulated)',
      'correction',
      'answered decide redraft',
      'ready false',
      'back false',
      'again true',
      'status',
      expect.stringMatching(/^claims/),
      expect.stringMatching(/^ground/),
      expect.stringMatching(/^review/),
      'answered decide stop',
      'ready false',
      'back false',
      'again false',
      'run.halted',
    ]);
  });

  it('capture an opportunity: asked first, then offered and opened', async () => {
    const runId = await start('capture', 'capture-ferry-school');
    const asked = await answer(runId, 'ask');
    expect(await output(asked, 'review')).toMatchObject({ next_question: 'Have you worked with somebody from outside before?' });
    await tell(runId, 'janice.reply.received', { reference: runId, from: 'Amara Osei', text: 'Once; the concept never came on board.' });
    await answer(runId, 'offer', { budget_limit: 45_000 });
    const run = await tell(runId, 'rfp.proposal.opened', { proposal_id: 'prp_552', opened_by: 'Amara Osei' });

    expect(await output(run, 'notes')).toMatchObject({ budget_eur: 48_000 });
    await expectCited(run, slicesOf('capture-ferry-school'));
    expect(await told(runId)).toEqual([
      'notes',
      'serious true',
      'screen (simulated)',
      'claims',
      'ground',
      'review',
      'answered decide ask',
      'offer false',
      'question true',
      'ask (simulated)',
      'reply',
      'answered decide offer',
      'offer true',
      'proposal (simulated)',
      'send (simulated)',
      'opened',
      'run.succeeded',
    ]);
  });

  it('capture an opportunity: a call without a budget and a date goes no further', async () => {
    const runId = await start('capture', 'capture-glass-quarter');
    expect((await rested(runId)).state).toMatchObject({ status: 'halted', cause: { stepId: 'serious' } });
    expect(await told(runId)).toEqual(['notes', 'serious false', 'run.halted']);
  });

  it('nurture a relationship: the letter takes up what they asked in their own words', async () => {
    const runId = await start('nurture', 'nurture-pier-street-school');
    const sent = await answer(runId, 'write');
    const ref = sent.visits.find(({ stepId }) => stepId === 'send')?.input ?? null;
    const letter = ref === null ? null : await valueOf(ref);
    expect(JSON.stringify(letter)).toContain('you asked us: “How did Harbour Kitchen do it?”');
    await tell(runId, 'janice.reply.received', { reference: 'none', from: 'Eva Ott', text: 'We would like a place in the next round.' });

    expect(await told(runId)).toEqual([
      'read',
      'reason true',
      'claims',
      'ground',
      'answered decide write',
      'write true',
      'send (simulated)',
      'answer',
      'invite true',
      'reserve (simulated)',
      'run.succeeded',
    ]);
  });

  it('nurture a relationship: nobody writes where nobody waits for anything', async () => {
    const runId = await start('nurture', 'nurture-theatre-of-lanterns');
    expect((await rested(runId)).state).toMatchObject({ status: 'halted', cause: { stepId: 'reason' } });
  });

  it('review a quarter: what the reports and the figures tell differently is named, and somebody is asked', async () => {
    const runId = await start('review', 'review-spring-quarter');
    const waiting = await rested(runId);
    const contested = (await verdicts(waiting)).filter(({ verdict }) => verdict === 'contested');
    expect(contested.some(({ against }) => against.some(({ slice, quote }) => slice === 'figures' && quote.includes('52')))).toBe(true);
    expect(await output(waiting, 'review')).toMatchObject({
      next_question: expect.stringMatching(/sick leave|pay so late/) as string,
    });

    expect((await answer(runId, 'send')).state).toMatchObject({ status: 'waiting', stepId: 'corrected' });
    const run = await tell(runId, 'janice.reply.received', { reference: runId, from: 'Lena Brandt', text: 'The figures are right.' });
    expect(run.state.status).toBe('succeeded');
    const { markdown } = (await output(run, 'compose')) as { markdown: string };
    for (const heading of [
      'Results',
      'What we learned',
      'What was decided last time',
      'What troubles us',
      'Questions for the meeting',
      'Sources',
    ])
      expect(markdown).toContain(`## ${heading}\n`);
  });

  it('review a quarter: a paper that the chair does not send is drafted again with a focus, and may wait', async () => {
    const runId = await start('review', 'review-summer-quarter');
    await answer(runId, 'redraft', { focus: 'software, reserve and certificates' });
    expect((await answer(runId, 'wait')).state).toMatchObject({ status: 'halted', cause: { stepId: 'again' } });
    expect((await told(runId)).filter(line => line.startsWith('notes'))).toHaveLength(2);
  });

  it('onboard a partner: a letter that fits goes on to the welcome, which takes up what matters to them', async () => {
    const runId = await start('onboarding', 'onboarding-harbour-kitchen');
    await answer(runId, 'approve', { budget_limit: 22_000 });
    const payload = { opportunity_id: 'opp_3107', purchase_id: 'pur_1', amount_eur: 18_400 };
    const run = await tell(runId, 'catalyst.purchase.confirmed', payload);

    expect(await output(run, 'welcome')).toMatchObject({ matters: expect.stringContaining('matters most to us') as string });
    expect(await told(runId)).toEqual([
      'score',
      'fit true',
      'screen (simulated)',
      'brief',
      'answered decide approve',
      'approved true',
      'proposal (simulated)',
      'purchase',
      'welcome',
      'send (simulated)',
      'run.succeeded',
    ]);
  });

  it('onboard a partner: a letter that does not fit is halted at the first gate', async () => {
    const runId = await start('onboarding', 'onboarding-velodrome-nights');
    expect((await rested(runId)).state).toMatchObject({ status: 'halted', cause: { stepId: 'fit' } });
  });
});
