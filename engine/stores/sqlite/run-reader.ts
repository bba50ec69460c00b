import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Hash } from '../../base/hash.ts';
import { Actor, RunId } from '../../base/ids.ts';
import { Slice, type Packet } from '../../packet/packet.ts';
import type { RunStore } from '../../runner/run-store.ts';
import { OpenWait, RunSummary } from '../../trace/run-summary.ts';
import { fromJson, selectList } from './columns.ts';
import { openRunSearch } from './run-search.ts';
import { answerRead } from './storage-error.ts';

const SUMMARY = selectList(Object.keys(RunSummary.shape));
const WAIT = `run_id AS "runId", flow_id AS "flowId", flow_name AS "flowName", step_id AS "stepId", visit, opened_at_us AS "openedAtUs",
  wait_id AS "waitId", subject, deadline_at_us AS "deadlineAtUs"`;

const SQL = {
  summary: `SELECT ${SUMMARY} FROM atelier_runs WHERE org_id = ? AND run_id = ?`,
  head: 'SELECT last_seq AS "lastSeq", last_hash AS "lastHash" FROM atelier_runs WHERE org_id = ? AND run_id = ?',
  summaries: `SELECT ${SUMMARY} FROM atelier_runs WHERE org_id = ? ORDER BY created_at_us DESC, run_id DESC LIMIT ?`,
  summariesOfFlow: `SELECT ${SUMMARY} FROM atelier_runs WHERE org_id = ? AND flow_id = ? ORDER BY created_at_us DESC, run_id DESC LIMIT ?`,
  unfinished: `SELECT run_id FROM atelier_runs WHERE org_id = ? AND status IN ('pending', 'running', 'waiting') ORDER BY created_at_us, run_id`,
  openWaits: `SELECT ${WAIT} FROM atelier_waits WHERE org_id = ? AND closed_how IS NULL ORDER BY opened_at_us, wait_id`,
  openWait: `SELECT ${WAIT} FROM atelier_waits WHERE org_id = ? AND wait_id = ? AND closed_how IS NULL`,
  wait: `SELECT ${WAIT} FROM atelier_waits WHERE org_id = ? AND wait_id = ?`,
  waitEnd: `SELECT closed_how AS how, closed_by AS "by", closed_at_us AS "atUs" FROM atelier_waits
    WHERE org_id = ? AND wait_id = ? AND closed_how IS NOT NULL`,
  blob: 'SELECT text FROM atelier_blobs WHERE org_id = ? AND hash = ?',
  packet: 'SELECT slices FROM atelier_packets WHERE org_id = ? AND packet_hash = ?',
  slice: 'SELECT name, schema, value, slice_hash AS "hash" FROM atelier_slices WHERE org_id = ? AND slice_hash = ?',
} as const;

const Head = z.object({ lastSeq: z.int(), lastHash: Hash });
const StoredWaitEnd = z.object({ how: z.enum(['resolved', 'matched', 'timed_out', 'cancelled']), by: Actor, atUs: z.int() });
const SliceHashes = z.record(z.string(), Hash);

export type RunReader = Omit<RunStore, 'create' | 'commit' | 'claim'>;

export function openRunReader(database: Database): RunReader {
  const summary = database.prepare(SQL.summary);
  const head = database.prepare(SQL.head);
  const summaries = database.prepare(SQL.summaries);
  const summariesOfFlow = database.prepare(SQL.summariesOfFlow);
  const unfinished = database.prepare(SQL.unfinished).pluck();
  const openWaits = database.prepare(SQL.openWaits);
  const openWait = database.prepare(SQL.openWait);
  const wait = database.prepare(SQL.wait);
  const waitEnd = database.prepare(SQL.waitEnd);
  const blob = database.prepare<[string, string], string>(SQL.blob).pluck();
  const packet = database.prepare<[string, string], string>(SQL.packet).pluck();
  const slice = database.prepare(SQL.slice);

  const readSlice = (orgId: string, hash: string): Slice | null => ifThere(slice.get(orgId, hash), sliceFrom);
  const readPacket = (orgId: string, hash: Hash): Packet | null =>
    ifThere(packet.get(orgId, hash), text => {
      const hashes = Object.entries(SliceHashes.parse(fromJson(text as string))); // true: the column is TEXT NOT NULL
      const slices = hashes.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sliceHash]) => readSlice(orgId, sliceHash));
      return { hash, slices: slices.filter(found => found !== null) };
    });

  return {
    ...openRunSearch(database),
    summary: (orgId, runId) => answerRead(() => ifThere(summary.get(orgId, runId), row => RunSummary.parse(row))),
    head: (orgId, runId) => answerRead(() => ifThere(head.get(orgId, runId), row => Head.parse(row))),
    summaries: (orgId, { flowId, limit }) =>
      answerRead(() => {
        const rows = flowId === undefined ? summaries.all(orgId, limit) : summariesOfFlow.all(orgId, flowId, limit);
        return rows.map(row => RunSummary.parse(row));
      }),
    unfinished: orgId => answerRead(() => unfinished.all(orgId).map(runId => RunId.parse(runId))),
    openWaits: orgId => answerRead(() => openWaits.all(orgId).map(waitFrom)),
    openWait: (orgId, waitId) => answerRead(() => ifThere(openWait.get(orgId, waitId), waitFrom)),
    wait: (orgId, waitId) => answerRead(() => ifThere(wait.get(orgId, waitId), waitFrom)),
    waitEnd: (orgId, waitId) => answerRead(() => ifThere(waitEnd.get(orgId, waitId), row => StoredWaitEnd.parse(row))),
    blob: (orgId, hash) => answerRead(() => blob.get(orgId, hash) ?? null),
    packet: (orgId, packetHash) => answerRead(() => readPacket(orgId, packetHash)),
    slice: (orgId, sliceHash) => answerRead(() => readSlice(orgId, sliceHash)),
  };
}

const ifThere = <Value>(row: unknown, read: (row: unknown) => Value): Value | null => (row === undefined ? null : read(row));

function sliceFrom(row: unknown): Slice {
  const { schema, value, ...rest } = row as { schema: string; value: string }; // true: SQL.slice selects both
  return Slice.parse({ ...rest, schema: fromJson(schema), value: fromJson(value) });
}

function waitFrom(row: unknown): OpenWait {
  const { waitId, subject, deadlineAtUs, ...rest } = row as { waitId: string; subject: string; deadlineAtUs: number | null }; // true: WAIT selects these
  return OpenWait.parse({ ...rest, wait: { waitId, subject: fromJson(subject), deadlineAtUs } });
}
