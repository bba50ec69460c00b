import { readdirSync, readFileSync } from 'node:fs';
import { leapingMs } from '../../leaping-clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/base/json.ts';
import { schemaProblems } from '../../../engine/base/json-schema.ts';
import type { RunId } from '../../../engine/base/ids.ts';
import { BusEvent } from '../../../engine/bus/event.ts';
import { checkFlow } from '../../../engine/flow/check-flow.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { PacketDocument, sliceText } from '../../../engine/packet/packet.ts';
import { openProducts } from '../../../engine/products/load-products.ts';
import { BUILT_IN_SKILLS } from '../../../engine/skills/built-in-skills.ts';
import type { Citation } from '../../../engine/skills/claim.ts';
import { openSkills } from '../../../engine/skills/load-skills.ts';
import type { Run } from '../../../engine/trace/run.ts';
import { openTestWorkspace, startRun } from '../../test-workspace.ts';
import { refHash } from '../../../engine/base/value-ref.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(`resources/${path}`, 'utf8'));
const flowNames = readdirSync('resources/flows').filter(name => name.endsWith('.flow.json'));
const packetNames = readdirSync('resources/packets').filter(name => name.endsWith('.packet.json'));

const skills = openSkills({
  shippedFolder: 'resources/skills',
  workspaceFolder: 'resources/none',
  coded: BUILT_IN_SKILLS,
  nowMs: leapingMs(),
  runOwnCode: () => Promise.reject(new Error('No code of a workspace is run here.')),
  trust: { decision: () => 'trusted', give: () => Promise.resolve() },
  writeWhole: () => Promise.reject(new Error('Nothing is written here.')),
});
const products = openProducts(['resources/products'], leapingMs());

it('ships skills and products without a fault, and code for each that asks for it', () => {
  expect(skills.problems()).toEqual([]);
  expect(products.problems()).toEqual([]);
  expect(
    skills
      .list()
      .filter(skill => skill.kind === 'coded')
      .map(skill => skill.name),
  ).toEqual(BUILT_IN_SKILLS.map(({ name }) => name).sort());
});

it.each(products.list().map(manifest => [manifest.product, manifest] as const))(
  '%s answers and tells what its own schemas allow',
  (_product, manifest) => {
    for (const action of Object.values(manifest.actions)) {
      for (const { response } of action.examples) expect(schemaProblems(action.response, response)).toEqual([]);
    }
    for (const event of Object.values(manifest.events)) expect(schemaProblems(event.payload, event.example)).toEqual([]);
  },
);

it.each(flowNames)('%s has no problem, and stands on the grid from left to right', name => {
  const flow = Flow.parse(read(`flows/${name}`));
  expect(checkFlow(flow, { skills: skills.list(), products: products.list() })).toEqual([]);
  const places = Object.values(flow.layout ?? {});
  expect(places).toHaveLength(flow.steps.length);
  for (const { x, y } of places) expect([x % 8, y % 8]).toEqual([0, 0]);
  for (const step of flow.steps) {
    const [from, to] = [flow.layout?.[step.id], 'next' in step && step.next !== undefined ? flow.layout?.[step.next] : undefined];
    if (from !== undefined && to !== undefined && to.x > from.x) expect(to.x - from.x).toBeGreaterThanOrEqual(240 + 80);
  }
});

it.each(packetNames)('%s is a packet, with texts worth reading', name => {
  const packet = PacketDocument.parse(read(`packets/${name}`));
  const words = Object.values(packet.slices).flatMap(value => (typeof value === 'string' ? [value.split(/\s+/).length] : []));
  expect(words.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(280);
});

interface Compose {
  readonly markdown: string;
  readonly citations: readonly (Citation & { readonly number: number })[];
  readonly contested: readonly string[];
}

describe.each(['session-maya-week-6', 'session-tomas-week-3'])('the synthesis of %s', packetId => {
  let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
  beforeAll(async () => {
    opened = await openTestWorkspace();
  });
  afterAll(() => opened.leave());

  const flow = Flow.parse(read('flows/synthesize-session.flow.json'));
  const slices: JsonObject = PacketDocument.parse(read(`packets/${packetId}.packet.json`)).slices;

  /** Answers the facilitator's task, and gives the run once it rests again. */
  async function answered(runId: RunId, outcome: string, answer: JsonObject = {}): Promise<Run> {
    const { workspace } = opened;
    const waiting = await workspace.runner.settled(runId);
    if (waiting?.state.status !== 'waiting') throw new Error(JSON.stringify(waiting?.state));
    const { waitId } = waiting.state.wait;
    const resolved = await workspace.runner.resolve({ waitId, outcome, comment: null, answer, by: workspace.me, roles: workspace.roles });
    if (!resolved.ok) throw new Error(JSON.stringify(resolved.error));
    const rested = await workspace.runner.settled(runId);
    if (rested === null) throw new Error('There is no such run.');
    return rested;
  }

  /** The run, from its start through the facilitator's answer to its end. */
  const runThrough = async (on: JsonObject): Promise<Run> => answered(await startRun(opened.workspace, flow, on), 'approve');

  const stages = (run: Run) =>
    Object.fromEntries(
      run.visits
        .filter(visit => visit.kind === 'sage_skill')
        .map(({ stepId, state }) => [stepId, state.status === 'completed' ? state.from : state.status]),
    );

  async function composed(run: Run): Promise<Compose> {
    const ref = Object.entries(run.outputs).find(([stepId]) => stepId === 'compose')?.[1];
    if (ref === undefined) throw new Error('Nothing was composed.');
    const text = ref.value === undefined ? await opened.workspace.runs.blob(opened.workspace.orgId, ref.hash) : JSON.stringify(ref.value);
    return JSON.parse(text ?? 'null') as Compose;
  }

  it('cites every passage to the character, and flags what the journal and the record tell differently', async () => {
    const run = await runThrough(slices);

    expect(run.state.status).toBe('succeeded');
    expect(run.artefacts).toHaveLength(1);
    const { markdown, citations, contested } = await composed(run);
    expect(citations.length).toBeGreaterThan(15);
    for (const { slice, start, end, quote, number } of citations) {
      expect(sliceText(slices[slice] ?? null).slice(start, end)).toBe(quote);
      expect(markdown).toContain(`[${number}]`);
    }
    expect(contested.length).toBeGreaterThanOrEqual(2);
    expect(markdown.match(/⚠ \*\*Contested\.\*\*/g)).toHaveLength(contested.length);
    for (const heading of [
      'What happened',
      'What was learned',
      'Decisions and commitments',
      'What the journal adds',
      'Open questions',
      'Sources',
    ]) {
      expect(markdown).toContain(`## ${heading}\n`);
    }
  });

  it('works again only on what reads a changed slice, and what depends on it', async () => {
    expect(stages(await runThrough(slices))).toEqual({
      session_notes: 'cache',
      journal_notes: 'cache',
      claims: 'cache',
      ground: 'cache',
      review: 'cache',
      compose: 'cache',
    });

    const longer = { ...slices, journal: `${sliceText(slices['journal'] ?? null)}\n\nNothing else today.` };
    expect(stages(await runThrough(longer))).toMatchObject({
      session_notes: 'cache',
      journal_notes: 'work',
      claims: 'cache',
      ground: 'work',
      review: 'work',
    });
  });

  it('is drafted again with what the facilitator wants looked for', async () => {
    const runId = await startRun(opened.workspace, flow, slices);

    const redrafted = await answered(runId, 'redraft', { focus: 'What did the owner, the sister, the treasurer or the chair say?' });

    const drafts = redrafted.visits
      .filter(visit => visit.stepId === 'session_notes')
      .map(({ state }) => (state.status === 'completed' ? refHash(state.output) : state.status));
    expect(new Set(drafts).size).toBe(2);
    expect((await answered(runId, 'approve')).state.status).toBe('succeeded');
  });

  it('waits for the participant’s reply when the facilitator asks first, and comes back to the facilitator with it', async () => {
    const runId = await startRun(opened.workspace, flow, slices);
    expect((await answered(runId, 'ask')).state).toMatchObject({ status: 'waiting', stepId: 'reply' });
    const event = {
      v: 1,
      event_id: 'e1',
      product: 'janice',
      event_type: 'janice.reply.received',
      org_id: opened.workspace.orgId,
      idempotency_key: runId,
      occurred_at: '2026-11-21T10:00:00Z',
    };

    await opened.workspace.runner.receive(
      BusEvent.parse({ ...event, payload: { reference: runId, from: 'Ana', text: 'Ten, not twelve.' } }),
    );

    const back = await opened.workspace.runner.settled(runId);
    expect(back?.state).toMatchObject({ status: 'waiting', stepId: 'decide' });
    expect(back?.context['reply']?.value).toBe('Ten, not twelve.');
    expect((await answered(runId, 'reject')).state).toMatchObject({ status: 'halted', cause: { stepId: 'again' } });
  });

  it('works again on the synthesis alone when only its prompt changed', async () => {
    expect(await opened.workspace.skills.savePrompt('synthesis.compose', '## In short\nWhat was agreed. At most 3.')).toEqual({
      ok: true,
      value: null,
    });
    const run = await runThrough(slices);
    expect(stages(run)).toEqual({
      session_notes: 'cache',
      journal_notes: 'cache',
      claims: 'cache',
      ground: 'cache',
      review: 'cache',
      compose: 'work',
    });
    expect((await composed(run)).markdown).toContain('## In short');
  });
});
