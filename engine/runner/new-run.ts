import { RunId } from '../base/ids.ts';
import { flowHash } from '../flow/flow-hash.ts';
import { GENESIS_HASH, sealRow } from '../trace/chain.ts';
import { foldRun } from '../trace/fold-run.ts';
import { NO_OWN_COLUMNS, type ForkedFrom, type UnsealedRow } from '../trace/trace-row.ts';
import { keptPins } from './pins.ts';
import type { NewRun } from './run-store.ts';
import type { StartRequest } from './runner-door.ts';
import type { RunnerNeeds } from './runner-needs.ts';

/** Who creates a run owns it: there is nobody it could be taken from. */
export const CREATOR_EPOCH = 1;

/** A start, or a fork with where it came from and the large values among its edits. */
export interface RunToStart extends StartRequest {
  readonly forkedFrom?: ForkedFrom;
  readonly blobs?: NonNullable<NewRun['blobs']>;
}

/** R1: a run's first row, pinned to its definition and its packet. */
export function newRun(request: RunToStart, needs: Pick<RunnerNeeds, 'orgId' | 'ids' | 'clock'>): NewRun {
  const { flow, flowId, versionNo, packet, mode, by, startKey, trigger = 'manual', cache = 'use', forkedFrom, until } = request;
  const pinned = keptPins(request);
  const blobs = [...(request.blobs ?? []), ...pinned.blobs];
  const created: UnsealedRow<'run.created'> = {
    ...NO_OWN_COLUMNS,
    orgId: needs.orgId,
    runId: RunId.parse(needs.ids.next('run')),
    seq: 1,
    atUs: needs.clock.nowUs(),
    flowId,
    versionNo,
    versionHash: flowHash(flow),
    epoch: CREATOR_EPOCH,
    actor: by,
    kind: 'run.created',
    data: {
      mode,
      flowName: flow.name,
      packetHash: packet.hash,
      slices: Object.fromEntries(packet.slices.map(({ name, hash }) => [name, hash])),
      trigger,
      ...(cache === 'ignore' ? { cache } : {}),
      ...(forkedFrom === undefined ? {} : { forkedFrom }),
      ...(until === undefined ? {} : { until }),
      ...(pinned.outputs === null ? {} : { pins: pinned.outputs }),
    },
  };
  const row = sealRow(GENESIS_HASH, created);
  return { run: foldRun([row]), rows: [row], flow, packet, startKey, ...(blobs.length === 0 ? {} : { blobs }) };
}
