import { Actor, type FlowId, type OrgId, type RunId } from '../../engine/base/ids.ts';
import { Flow, type Step } from '../../engine/flow/flow.ts';
import { packetHash, type Packet } from '../../engine/packet/packet.ts';
import { Boundary } from '../../engine/runner/boundary.ts';
import { newRun } from '../../engine/runner/new-run.ts';
import type { RunStore } from '../../engine/runner/run-store.ts';

/** Gates that lead into each other, round and round: each visit reads something, decides and saves it. */
export const LOOP_FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Round and round',
  start: 'gate_0',
  steps: Array.from({ length: 12 }, (_, index) => ({
    id: `gate_${String(index)}`,
    kind: 'gate',
    config: { expression: 'true', onPass: `gate_${String((index + 1) % 12)}` },
  })),
});

/** Writes one run of that flow with about so many rows through the store, four rows a visit, a hundred visits a commit. */
export async function writeLongRun(
  store: RunStore,
  at: { readonly orgId: OrgId; readonly flowId: FlowId; readonly runId: RunId },
  rows: number,
): Promise<void> {
  let atUs = 1_760_000_000_000_000;
  const nowUs = () => (atUs += 500);
  const packet: Packet = { hash: packetHash(at.orgId, []), slices: [] };
  const created = newRun(
    { flowId: at.flowId, flow: LOOP_FLOW, versionNo: null, packet, mode: 'draft', by: Actor.parse('user:ana'), startKey: null },
    { orgId: at.orgId, ids: { next: () => at.runId }, clock: { nowUs, sleepUntil: () => Promise.resolve() } },
  );
  await store.create(created);
  let run = created.run;
  for (let visits = 0; run.lastSeq < rows;) {
    const boundary = new Boundary(run, run.epoch, nowUs);
    if (visits === 0) boundary.add('run.started', null, {});
    for (let index = 0; index < 100; index++, visits++) {
      const place = { step: stepAt(visits), visit: Math.floor(visits / 12) + 1, attempt: 1 };
      boundary.add('step.started', place, { input: boundary.refer({ round: visits }) });
      boundary.add('gate.evaluated', place, { expression: 'true', reads: [], result: true }, { gateResult: true });
      boundary.add(
        'step.completed',
        place,
        { output: boundary.refer({ result: true }), save: { round: boundary.refer(visits) } },
        { gateResult: true },
      );
    }
    if (boundary.run.lastSeq >= rows) boundary.add('run.succeeded', null, { artefacts: [] });
    await store.commit(boundary.change());
    run = boundary.run;
  }
}

function stepAt(visits: number): Step {
  const step = LOOP_FLOW.steps[visits % 12];
  if (step === undefined) throw new Error('The flow has twelve steps.');
  return step;
}
