import { Actor, type FlowId, type OrgId, type RunId } from '../../engine/base/ids.ts';
import type { Json } from '../../engine/base/json.ts';
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

export interface LongRun {
  readonly store: Pick<RunStore, 'create' | 'commit'>;
  readonly orgId: OrgId;
  readonly flowId: FlowId;
  readonly runId: RunId;
  /** When it begins: the list of runs is ordered by it. */
  readonly startUs: number;
  /** What a visit, counted from 0, gives. Absent: `{ result: true }`. */
  readonly outputOf?: (visit: number) => Json;
}

/** A run that is written through the store, three rows a visit, as far and as fast as one asks. */
export interface WrittenRun {
  /** Rows so far. */
  readonly lastSeq: () => number;
  /** So many visits more in one commit. */
  readonly visit: (visits: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

export async function beginLongRun({ store, orgId, flowId, runId, startUs, outputOf }: LongRun): Promise<WrittenRun> {
  let atUs = startUs;
  const nowUs = () => (atUs += 500);
  const packet: Packet = { hash: packetHash(orgId, []), slices: [] };
  const created = newRun(
    { flowId, flow: LOOP_FLOW, versionNo: null, packet, mode: 'draft', by: Actor.parse('user:ana'), startKey: null },
    { orgId, ids: { next: () => runId }, clock: { nowUs, sleepUntil: () => Promise.resolve() } },
  );
  await store.create(created);
  let run = created.run;
  let visits = 0;
  const commit = async (add: (boundary: Boundary) => void) => {
    const boundary = new Boundary(run, run.epoch, nowUs);
    add(boundary);
    await store.commit(boundary.change());
    run = boundary.run;
  };
  await commit(boundary => void boundary.add('run.started', null, {}));
  return {
    lastSeq: () => run.lastSeq,
    visit: count =>
      commit(boundary => {
        for (let index = 0; index < count; index++, visits++) {
          const place = { step: stepAt(visits), visit: Math.floor(visits / 12) + 1, attempt: 1 };
          const output = boundary.refer(outputOf?.(visits) ?? { result: true });
          boundary.add('step.started', place, { input: boundary.refer({ round: visits }) });
          boundary.add('gate.evaluated', place, { expression: 'true', reads: [], result: true }, { gateResult: true });
          boundary.add('step.completed', place, { output, save: { round: boundary.refer(visits) } }, { gateResult: true });
        }
      }),
    end: () => commit(boundary => void boundary.add('run.succeeded', null, { artefacts: [] })),
  };
}

/** Writes one run with about so many rows, a hundred visits a commit. */
export async function writeLongRun(long: LongRun, rows: number): Promise<void> {
  const run = await beginLongRun(long);
  while (run.lastSeq() < rows) await run.visit(Math.min(100, Math.ceil((rows - run.lastSeq()) / 3)));
  await run.end();
}

function stepAt(visits: number): Step {
  const step = LOOP_FLOW.steps[visits % 12];
  if (step === undefined) throw new Error('The flow has twelve steps.');
  return step;
}
