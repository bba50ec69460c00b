import { canonicalJson } from '../../base/canonical-json.ts';
import type { Hash } from '../../base/hash.ts';
import type { FlowId, OrgId, RunId } from '../../base/ids.ts';
import type { NewRun, RunChange } from '../../runner/run-store.ts';
import type { Run } from '../../trace/run.ts';
import type { Cell } from './columns.ts';
import { runColumns, type RunColumns } from './run-columns.ts';
import { plainRow, type PlainRow } from './trace-rows.ts';

/** What a change makes of the run's line. */
export interface RunLine {
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly flowId: FlowId;
  readonly versionNo: number | null;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly lastHash: Hash;
  readonly columns: RunColumns;
}

/**
 * A change as it goes to the database: plain data, so that another thread can write it, and no more than is written. A run has all its
 * visits in it and grows with each; its line does not.
 */
export interface PlainChange extends Omit<RunChange, 'run' | 'rows' | 'dataTexts'> {
  readonly line: RunLine;
  readonly rows: readonly PlainRow[];
}

export function plainChange({ run, rows, dataTexts, ...facts }: RunChange): PlainChange {
  return { ...facts, line: lineOf(run), rows: rows.map((row, index) => plainRow(row, dataTexts[index] ?? canonicalJson(row.data))) };
}

function lineOf(run: Run): RunLine {
  const { orgId, runId, flowId, versionNo, epoch, lastSeq, lastHash } = run;
  return { orgId, runId, flowId, versionNo, epoch, lastSeq, lastHash, columns: runColumns(run) };
}

/** A run's beginning in the same way. */
export interface PlainNewRun extends Pick<NewRun, 'startKey' | 'blobs'> {
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly flowId: FlowId;
  readonly versionHash: Hash;
  readonly packetHash: Hash;
  /** Null for what the database is known to have. */
  readonly flow: NewRun['flow'] | null;
  readonly packet: NewRun['packet'] | null;
  /** Of the columns of the run's line. */
  readonly cells: Readonly<Record<string, Cell>>;
  readonly rows: readonly PlainRow[];
  readonly lastSeq: number;
}

export function plainNewRun(newRun: NewRun, known: { readonly flow: boolean; readonly packet: boolean }): PlainNewRun {
  const { run, rows, flow, packet, startKey, blobs = [] } = newRun;
  const { orgId, runId, flowId, versionHash, lastSeq } = run;
  return {
    ...{ orgId, runId, flowId, versionHash, packetHash: packet.hash, lastSeq, startKey, blobs },
    flow: known.flow ? null : flow,
    packet: known.packet ? null : packet,
    cells: {
      ...{
        orgId,
        runId,
        flowId,
        flowName: run.flowName,
        versionNo: run.versionNo,
        versionHash,
        mode: run.mode,
        packetHash: run.packetHash,
      },
      ...{ createdAtUs: run.createdAtUs, epoch: run.epoch, lastSeq, lastHash: run.lastHash, startKey },
      ...runColumns(run),
      forkedFromRun: run.forkedFrom?.runId ?? null,
      forkedFromStep: run.forkedFrom?.stepId ?? null,
    },
    rows: rows.map(row => plainRow(row, canonicalJson(row.data))),
  };
}
