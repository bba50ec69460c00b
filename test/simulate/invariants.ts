import type { LedgerRow } from '../../engine/ledger/ledger-row.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import type { Told } from './judge-run.ts';
import type { Call } from './outside.ts';
import { ACTIONS } from './script.ts';
import type { SimWorld } from './sim-world.ts';

/** What must hold of a world once all its runs have ended, whatever happened on the way; as sentences of what does not. */
export async function brokenInvariants(world: SimWorld, told: readonly Told[]): Promise<readonly string[]> {
  const { workspace } = world.life;
  const ledger = await workspace.ledger.rows(workspace.orgId, null);
  return [
    ...told.flatMap(({ run, rows }) => brokenRun(run.runId, rows)),
    ...brokenBill(ledger, world.outside.calls),
    ...brokenEffects(world.outside.calls, told),
    ...brokenWord(world, told),
    ...world.outside.calls
      .filter(({ isOpen, life }) => isOpen && life === world.lives - 1)
      .map(({ key }) => `nobody waits for ${key}, and nobody hung up`),
    ...brokenArtefacts(world, told),
  ];
}

const ENDS: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed', 'run.halted']);
const STEP_ENDS: ReadonlySet<string> = new Set(['step.completed', 'step.failed', 'step.timed_out', 'step.cancelled']);

/** One active step, each visit ended once, one end of the run and nothing after it. */
function brokenRun(runId: string, rows: readonly TraceRow[]): string[] {
  const wrong: string[] = [];
  const ended = new Set<string>();
  let active: string | null = null;
  let over = false;
  for (const row of rows) {
    const place = `${row.stepId ?? ''}#${String(row.visit)}`;
    if (over) wrong.push(`${runId}: ${row.kind} comes after its end`);
    if (row.kind === 'step.started' && active !== null && active !== place)
      wrong.push(`${runId}: ${place} starts while ${active} is under way`);
    if (row.kind === 'step.started') active = place;
    if (STEP_ENDS.has(row.kind)) {
      if (ended.has(place)) wrong.push(`${runId}: ${place} ends twice`);
      ended.add(place);
      active = null;
    }
    over ||= ENDS.has(row.kind);
  }
  return over ? wrong : [...wrong, `${runId} has not ended`];
}

/** What the ledger says was paid is what the model billed, but for answers that a crash swallowed on their way. */
function brokenBill(ledger: readonly LedgerRow[], calls: readonly Call[]): string[] {
  const paid = calls.filter(({ who, costMicroUsd }) => who === 'model' && costMicroUsd > 0);
  const sum = (list: readonly { readonly costMicroUsd: number }[]): number =>
    list.reduce((total, { costMicroUsd }) => total + costMicroUsd, 0);
  const wrong: string[] = [];
  // Where the input names the run, each call's fate is known to the last one.
  for (const runId of new Set(paid.map(call => call.runId)))
    if (runId !== null) {
      const billed = sum(paid.filter(call => call.runId === runId && call.state === 'known'));
      const noted = sum(ledger.filter(row => row.runId === runId && row.skill !== 'sim.say'));
      if (billed !== noted) wrong.push(`${runId}: the ledger has ${String(noted)}, the bill says ${String(billed)}`);
    }
  // Elsewhere each ledger row is one call, each call is in one row at most, and only a crash or a stop can have kept one out.
  const shared = paid.filter(call => call.runId === null);
  const noted = ledger.filter(({ skill, costMicroUsd }) => skill === 'sim.say' && costMicroUsd > 0).map(row => row.costMicroUsd);
  for (const cost of noted)
    if (!shared.some(call => call.costMicroUsd === cost)) wrong.push(`the ledger has ${String(cost)}, which nobody billed`);
  if (new Set(noted).size !== noted.length) wrong.push('one call stands in the ledger twice');
  const missing = shared.filter(call => !noted.includes(call.costMicroUsd) && call.state !== 'lost' && call.state !== 'given up');
  for (const call of missing) wrong.push(`a call of ${String(call.costMicroUsd)} was billed and is not in the ledger`);
  return wrong;
}

/** A product hears each key for one visit alone, and what may be done once is asked for once, unless a person found that it never was. */
function brokenEffects(calls: readonly Call[], told: readonly Told[]): string[] {
  const wrong: string[] = [];
  const byKey = Map.groupBy(
    calls.filter(({ who }) => who === 'product'),
    ({ idempotencyKey }) => idempotencyKey,
  );
  for (const [key, same] of byKey) {
    const places = new Set(same.map(({ runId, place }) => `${String(runId)} ${place?.stepId ?? ''} ${String(place?.sinceUs)}`));
    if (places.size > 1) wrong.push(`the key ${String(key)} was used for ${[...places].join(' and ')}`);
    if (same[0]?.name === ACTIONS.bill && same.length > 1) wrong.push(`${String(key)} was billed ${String(same.length)} times`);
  }
  for (const { run } of told)
    for (const visit of run.visits.filter(({ kind }) => kind === 'product_action')) {
      const keys = new Set(
        calls
          .filter(({ runId, place }) => runId === run.runId && place?.stepId === visit.stepId && place.sinceUs === visit.startedAtUs)
          .map(({ idempotencyKey }) => idempotencyKey),
      );
      if (keys.size > 1) wrong.push(`${run.runId}: ${visit.stepId} used ${String(keys.size)} keys in one visit`);
    }
  return wrong;
}

/** What was acknowledged is there: runs, answers, cancels. */
function brokenWord(world: SimWorld, told: readonly Told[]): string[] {
  const wrong: string[] = [];
  const there = new Set<string>(told.map(({ run }) => run.runId));
  for (const runId of world.books.started) if (!there.has(runId)) wrong.push(`the run ${runId} was acknowledged and is gone`);
  const resolved = told.flatMap(({ rows }) => rows.flatMap(row => (row.kind === 'human.resolved' ? [row.data.comment ?? ''] : [])));
  for (const [name, { state }] of world.books.answers) {
    const times = resolved.filter(comment => comment === name).length;
    if (state === 'taken' && times !== 1) wrong.push(`${name} was acknowledged and stands in the traces ${String(times)} times`);
    if (state !== 'taken' && times > 1) wrong.push(`${name} stands in the traces ${String(times)} times`);
  }
  return wrong;
}

/** A document that a trace announces lies in the folder, and nothing half done lies beside it. */
function brokenArtefacts({ artefacts }: SimWorld, told: readonly Told[]): string[] {
  return told.flatMap(({ run }) =>
    run.artefacts
      .filter(({ path }) => !artefacts.published.has(path))
      .map(({ path }) => `${run.runId} announces ${path}, which is not there`),
  );
}
