import { SliceName, StepId, type RunId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { refused, type Result } from '../base/result.ts';
import { referTo } from '../base/value-ref.ts';
import { buildPacket } from '../packet/build-packet.ts';
import { PACKET_FORMAT, type Packet } from '../packet/packet.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { ForkedFrom } from '../trace/trace-row.ts';
import { openMasking } from './masking.ts';
import type { ForkProblem, ForkRequest } from './fork-door.ts';
import { outputSchemaOf } from './pins.ts';
import { planFork } from './plan-fork.ts';
import type { RunKeeper } from './run-keeper.ts';
import { startRun } from './start-run.ts';

/**
 * R17: a new run that remembers the one it came from and what was edited; nothing of the parent is written. All that decides what it reuses stands
 * in its first row, and `reuseStep` decides step by step as it goes.
 */
export async function forkRun(keeper: RunKeeper, request: ForkRequest): Promise<Result<RunId, ForkProblem>> {
  const { needs } = keeper;
  const rows = await needs.trace.rowsOf(needs.orgId, request.runId);
  if (rows.length === 0) return refused({ kind: 'no-such-run' });
  const parent = foldRun(rows);
  const [parentFlow, parentPacket] = await Promise.all([
    needs.definition(parent.versionHash),
    needs.runs.packet(needs.orgId, parent.packetHash),
  ]);
  if (parentFlow === null || parentPacket === null) throw new Error(`The definition or the packet of ${parent.runId} is not in the store.`);

  const version = request.version ?? { flowId: parent.flowId, flow: parentFlow, versionNo: parent.versionNo };
  const plan = planFork(parent, parentFlow, version.flow, request, step => outputSchemaOf(step, needs));
  if (!plan.ok) return refused({ kind: 'not-here', sentence: plan.error });
  const packet = buildPacket(needs.orgId, version.flow.packet, {
    format: PACKET_FORMAT,
    slices: { ...valuesOf(parentPacket), ...request.slices },
  });
  if (!packet.ok) return refused({ kind: 'packet-does-not-fit', problems: packet.error });

  const masking = openMasking(version.flow, packet.value);
  const pinned = Object.entries(request.outputs ?? {}).map(
    ([stepId, output]) => [StepId.parse(stepId), masking?.refer(stepId, output) ?? referTo(output)] as const,
  );
  const forkedFrom: ForkedFrom = {
    runId: parent.runId,
    stepId: request.at,
    by: request.by,
    visit: plan.value.visit,
    visitsBefore: plan.value.visitsBefore,
    ...(request.after === true ? { after: true as const } : {}),
    ...(request.slices === undefined ? {} : { slices: Object.keys(request.slices).map(name => SliceName.parse(name)) }),
    ...(pinned.length === 0
      ? {}
      : {
          outputs: Object.fromEntries(
            pinned.map(([stepId, { ref }]) => [stepId, { visit: plan.value.pinnedVisits[stepId] ?? 1, output: ref }]),
          ),
        }),
    ...(Object.keys(plan.value.steps).length === 0
      ? {}
      : { steps: Object.fromEntries(Object.entries(plan.value.steps).map(([now, old]) => [StepId.parse(now), StepId.parse(old)])) }),
  };
  const started = await startRun(keeper, {
    ...version,
    packet: packet.value,
    mode: request.mode ?? parent.mode,
    by: request.by,
    startKey: null,
    ...(request.cache === undefined ? {} : { cache: request.cache }),
    ...(request.until === undefined ? {} : { until: request.until }),
    ...(request.pins === undefined ? {} : { pins: request.pins }),
    forkedFrom,
    blobs: pinned.flatMap(([, { blob }]) => (blob === null ? [] : [blob])),
  });
  if (started.ok) return started;
  if (started.error.kind === 'storage') return refused(started.error);
  throw new Error('A start without a key met a conflict of keys.');
}

const valuesOf = ({ slices }: Packet): Record<string, Json> => Object.fromEntries(slices.map(({ name, value }) => [name, value]));
