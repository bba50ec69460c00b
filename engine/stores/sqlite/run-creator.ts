import type { Database } from 'better-sqlite3';
import type { OrgId, RunId } from '../../base/ids.ts';
import type { Packet } from '../../packet/packet.ts';
import type { RunStore } from '../../runner/run-store.ts';
import { TraceGapError } from '../../trace/trace-store.ts';
import { insertInto } from './columns.ts';
import { openKnownEvidence, type KnownEvidence } from './known-evidence.ts';
import type { PlainNewRun } from './plain-change.ts';
import { openTraceWriter } from './trace-rows.ts';

const RUN_KEYS = [
  ...['orgId', 'runId', 'flowId', 'flowName', 'versionNo', 'versionHash', 'mode', 'packetHash', 'status'],
  ...['createdAtUs', 'startedAtUs', 'endedAtUs', 'wakeAtUs', 'costMicroUsd', 'avoidedMicroUsd', 'cacheHits', 'cacheMisses'],
  ...['cause', 'forkedFromRun', 'forkedFromStep', 'startKey', 'epoch', 'lastSeq', 'lastHash'],
];

const SQL = {
  started: `SELECT run_id AS "runId", flow_id = ? AND version_hash = ? AND packet_hash = ? AS "isSame"
    FROM atelier_runs WHERE org_id = ? AND start_key = ?`,
  definition: 'INSERT INTO atelier_definitions (org_id, version_hash, definition) VALUES (?, ?, ?)',
  packet: 'INSERT INTO atelier_packets (org_id, packet_hash, slices) VALUES (?, ?, ?)',
  hasSlice: 'SELECT 1 FROM atelier_slices WHERE org_id = ? AND slice_hash = ?',
  slice: 'INSERT INTO atelier_slices (org_id, slice_hash, name, schema, value) VALUES (?, ?, ?, ?, ?)',
  blob: 'INSERT OR IGNORE INTO atelier_blobs (org_id, hash, text) VALUES (?, ?, ?)',
  run: insertInto('atelier_runs', RUN_KEYS),
} as const;

export interface RunCreator {
  refusal(newRun: PlainNewRun): TraceGapError | null;
  /** R1, inside the caller's transaction: definition, packet, run and its first rows; or nothing when the start key is known. */
  write(newRun: PlainNewRun): Awaited<ReturnType<RunStore['create']>>;
}

export function openRunCreator(database: Database): RunCreator {
  const started = database.prepare<string[], { runId: RunId; isSame: number }>(SQL.started);
  const known = openKnownEvidence(database);
  const definition = database.prepare(SQL.definition);
  const blob = database.prepare(SQL.blob);
  const run = database.prepare(SQL.run);
  const writeRow = openTraceWriter(database);
  const storePacket = openPacketWriter(database, known);

  return {
    refusal({ runId, rows, lastSeq }) {
      const isGapless = rows.length > 0 && rows.every((row, index) => row.seq === index + 1) && lastSeq === rows.length;
      return isGapless ? null : new TraceGapError(`The first rows of ${runId} are not numbered from 1 to the run's last.`);
    },
    write({ orgId, flowId, versionHash, packetHash, startKey, flow, packet, blobs = [], cells, rows }) {
      const earlier = startKey === null ? undefined : started.get(flowId, versionHash, packetHash, orgId, startKey);
      if (earlier !== undefined) return earlier.isSame === 1 ? { kind: 'existing', runId: earlier.runId } : { kind: 'conflict' };
      if (flow !== null && !known.hasDefinition(orgId, versionHash)) definition.run(orgId, versionHash, JSON.stringify(flow));
      if (packet !== null) storePacket(orgId, packet);
      for (const { hash, text } of blobs) blob.run(orgId, hash, text);
      run.run(...RUN_KEYS.map(key => cells[key]));
      for (const row of rows) writeRow(row);
      return { kind: 'created' };
    },
  };
}

/** Stores a packet and those of its slices that are not there yet. Asks first, so that large known values are not made into text again. */
function openPacketWriter(database: Database, known: KnownEvidence): (orgId: OrgId, packet: Packet) => void {
  const insertPacket = database.prepare(SQL.packet);
  const hasSlice = database.prepare(SQL.hasSlice).pluck();
  const insertSlice = database.prepare(SQL.slice);
  return (orgId, { hash, slices }) => {
    if (known.hasPacket(orgId, hash)) return;
    for (const { name, schema, value, hash: sliceHash } of slices) {
      if (hasSlice.get(orgId, sliceHash) !== undefined) continue;
      insertSlice.run(orgId, sliceHash, name, JSON.stringify(schema), JSON.stringify(value));
    }
    insertPacket.run(orgId, hash, JSON.stringify(Object.fromEntries(slices.map(slice => [slice.name, slice.hash]))));
  };
}
