import type { Database, Statement } from 'better-sqlite3';
import { refBytes, refHash } from '../../base/value-ref.ts';
import { EventConsumedError, StaleEpochError, WaitClosedError } from '../../runner/run-store.ts';
import type { OpenWait } from '../../trace/run-summary.ts';
import { TraceGapError } from '../../trace/trace-store.ts';
import { openMemoryWriter, versionOf } from './memory-writer.ts';
import { openOutboxWriter } from './event-outbox.ts';
import { LEDGER_SQL, ledgerCells } from './ledger-rows.ts';
import type { PlainChange } from './plain-change.ts';
import { openTraceWriter } from './trace-rows.ts';
import type { WriteJob } from './group-writer.ts';

const FIGURES = `started_at_us = ?, ended_at_us = ?, wake_at_us = ?, cost_micro_usd = ?, avoided_micro_usd = ?, cache_hits = ?, cache_misses = ?,
  cause = ?, last_seq = ?, last_hash = ?`;

const SQL = {
  tip: 'SELECT status, epoch, last_seq AS "lastSeq", last_hash AS "lastHash" FROM atelier_runs WHERE org_id = ? AND run_id = ?',
  isWaitOpen: 'SELECT 1 FROM atelier_waits WHERE org_id = ? AND wait_id = ? AND run_id = ? AND closed_how IS NULL',
  isEventHere: 'SELECT 1 FROM atelier_event_inbox WHERE org_id = ? AND product = ? AND idempotency_key = ?',
  isEventTaken: 'SELECT 1 FROM atelier_event_consumptions WHERE org_id = ? AND product = ? AND idempotency_key = ? AND run_id = ?',
  run: `UPDATE atelier_runs SET ${FIGURES} WHERE org_id = ? AND run_id = ?`,
  // Compare-and-set in one go: nothing happens to a run whose tip is another, or whose status is to change.
  followingRun: `UPDATE atelier_runs SET ${FIGURES} WHERE org_id = ? AND run_id = ?
    AND epoch = ? AND last_seq = ? AND last_hash = ? AND status = ?`,
  // Apart: naming the status rewrites the index of unfinished runs, a page of each commit, even where it stays the same.
  runAndStatus: `UPDATE atelier_runs SET status = ?, ${FIGURES} WHERE org_id = ? AND run_id = ?`,
  blob: 'INSERT OR IGNORE INTO atelier_blobs (org_id, hash, text) VALUES (?, ?, ?)',
  openWait: `INSERT INTO atelier_waits (org_id, wait_id, run_id, flow_id, flow_name, step_id, visit, subject, opened_at_us, deadline_at_us)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  closeWait: 'UPDATE atelier_waits SET closed_how = ?, closed_by = ?, closed_at_us = ? WHERE org_id = ? AND wait_id = ?',
  reassignWait: `UPDATE atelier_waits SET subject = json_set(subject, '$.assignee', ?) WHERE org_id = ? AND wait_id = ?`,
  consumeEvent: 'INSERT INTO atelier_event_consumptions (org_id, product, idempotency_key, run_id) VALUES (?, ?, ?, ?)',
  // A trusted entry stays: equal keys have equal evidence, and the first answer is the one that others were served.
  cache: `INSERT INTO atelier_stage_cache (org_id, stage_key, generation, preimage, answer_hash, answer_bytes, answer, from_run, from_step,
      from_at_us, flow_id, cost_micro_usd, input_tokens, output_tokens)
    SELECT ?, ?, 1 + (SELECT coalesce(max(generation), 0) FROM atelier_stage_cache WHERE org_id = ? AND stage_key = ?),
      ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
    WHERE NOT EXISTS (SELECT 1 FROM atelier_stage_cache WHERE org_id = ? AND stage_key = ? AND distrusted_at_us IS NULL)`,
} as const;

/**
 * Gives the job that makes a change: refused when its rows do not follow the run's last, or when a wait or an event is no longer there to take.
 *
 * A durable commit costs its flush and, beside it, the pages that it changed: each is copied into the log, summed, flushed, and copied once
 * more into the database. An ordinary step changed 6.6 pages: the end of the trace and of its key, the run's line, an index of it, and the
 * pages above them where one is full. So nothing is written that did not change (the index of unfinished runs, a page), rows are made
 * small (hashes as bytes, no empty columns, no ordinary values: 2.2 KB a step with 1 KB of state, of 3.1), and what the engine has made into text once is
 * handed down as that text. What is left is 5.3 pages. Rows under their key alone (WITHOUT ROWID) were worse, 7 pages: rows of more than
 * 1 KB flow over into a page of their own there. Larger pages, a larger cache, fewer checkpoints and foreign keys switched off changed
 * nothing that could be told from noise.
 */
export type ChangeWriter = (change: PlainChange) => WriteJob<void>;

type Statements = { readonly [Name in keyof typeof SQL | 'ledger']: Statement };
type Tip = { readonly status: string; readonly epoch: number; readonly lastSeq: number; readonly lastHash: string };

export function openChangeWriter(database: Database): ChangeWriter {
  const writeOutbox = openOutboxWriter(database);
  const writeMemory = openMemoryWriter(database);
  const writeRow = openTraceWriter(database);
  const tipOf = database.prepare<[string, string], Tip>(SQL.tip);
  const statements = Object.fromEntries(
    Object.entries({ ...SQL, ledger: LEDGER_SQL.insert }).map(([name, sql]) => [name, database.prepare(sql)]),
  ) as Statements; // true: one statement for each name of SQL and the one added here
  return change => {
    const { line, rows } = change;
    const { status } = line.columns;
    let tip: Tip | undefined;
    /** The run's line is compared and set at once where nothing else has to be asked before; otherwise it is read first. */
    const isPlain = change.closeWait === null && change.reassignWait === null && change.consumeEvent === null && isGapless(change);
    const followed = (): boolean =>
      isPlain &&
      status === 'running' &&
      statements.followingRun.run(
        ...figuresOf(line),
        rows.at(-1)?.epoch ?? line.epoch,
        line.lastSeq - rows.length,
        rows[0]?.prevHash ?? line.lastHash,
        status,
      ).changes === 1;
    return {
      check: () => {
        if (isPlain) return null;
        tip = tipOf.get(line.orgId, line.runId);
        return outOfTurn(change, tip) ?? waitRefusal(change, statements) ?? eventRefusal(change, statements);
      },
      write: () => {
        if (!followed()) {
          if (isPlain) tip = tipOf.get(line.orgId, line.runId);
          const refusal = outOfTurn(change, tip);
          if (refusal !== null) throw refusal;
          if (status === tip?.status) statements.run.run(...figuresOf(line));
          else statements.runAndStatus.run(status, ...figuresOf(line));
        }
        for (const row of rows) writeRow(row);
        writeFacts(change, statements);
        for (const write of change.memory) writeMemory(line.orgId, versionOf(write));
        const atUs = rows.at(-1)?.atUs ?? 0;
        for (const outboxChange of change.outbox) writeOutbox(line, outboxChange, atUs);
      },
    };
  };
}

/** Whether the rows are numbered up to the run's last. */
const isGapless = ({ line, rows }: PlainChange): boolean => rows.every((row, index) => row.seq === line.lastSeq - rows.length + 1 + index);

/** The rows must follow the run's last, and no other owner may have claimed the run since. */
function outOfTurn(change: PlainChange, tip: Tip | undefined): Error | null {
  const { line, rows } = change;
  if (tip === undefined) return new TraceGapError(`There is no run ${line.runId} that these rows could follow.`);
  const epoch = rows.at(-1)?.epoch ?? line.epoch;
  if (epoch !== tip.epoch)
    return new StaleEpochError(`Another owner has run ${line.runId}: it is in epoch ${tip.epoch}, these rows are of ${epoch}.`);
  if (!isGapless(change) || line.lastSeq !== tip.lastSeq + rows.length || (rows[0]?.prevHash ?? line.lastHash) !== tip.lastHash)
    return new TraceGapError(`The rows of run ${line.runId} do not follow its row ${tip.lastSeq}.`);
  return null;
}

function waitRefusal({ line, closeWait, reassignWait }: PlainChange, { isWaitOpen }: Statements): Error | null {
  const waitId = closeWait?.waitId ?? reassignWait?.waitId;
  if (waitId === undefined || isWaitOpen.get(line.orgId, waitId, line.runId) !== undefined) return null;
  return new WaitClosedError(`The wait ${waitId} of run ${line.runId} is over: someone or something else ended it first.`);
}

function eventRefusal({ line, consumeEvent }: PlainChange, { isEventHere, isEventTaken }: Statements): Error | null {
  if (consumeEvent === null) return null;
  const { product, idempotencyKey } = consumeEvent;
  const isHere = isEventHere.get(line.orgId, product, idempotencyKey) !== undefined;
  if (isHere && isEventTaken.get(line.orgId, product, idempotencyKey, line.runId) === undefined) return null;
  return new EventConsumedError(
    `The event ${idempotencyKey} of ${product} ${isHere ? `was taken by run ${line.runId} before` : 'is not in the inbox'}.`,
  );
}

function writeFacts(change: PlainChange, statements: Statements): void {
  const { line, rows, blobs, ledger, cache, openWait, closeWait, reassignWait, consumeEvent } = change;
  const { orgId, runId, flowId } = line;
  for (const { hash, text } of blobs) statements.blob.run(orgId, hash, text);
  for (const row of ledger) statements.ledger.run(...ledgerCells(row, line));
  for (const entry of cache) statements.cache.run(...cacheCells(entry, flowId));
  if (closeWait !== null) {
    const closedAtUs = rows.at(-1)?.atUs ?? null;
    statements.closeWait.run(closeWait.how, closeWait.by, closedAtUs, orgId, closeWait.waitId);
  }
  if (reassignWait !== null) statements.reassignWait.run(reassignWait.to, orgId, reassignWait.waitId);
  if (consumeEvent !== null) statements.consumeEvent.run(orgId, consumeEvent.product, consumeEvent.idempotencyKey, runId);
  if (openWait !== null) statements.openWait.run(orgId, ...waitCells(openWait));
}

/** What `FIGURES` names, then the run's key. */
function figuresOf({ orgId, runId, lastSeq, lastHash, columns }: PlainChange['line']): unknown[] {
  const { startedAtUs, endedAtUs, wakeAtUs, costMicroUsd, avoidedMicroUsd, cacheHits, cacheMisses, cause } = columns;
  return [startedAtUs, endedAtUs, wakeAtUs, costMicroUsd, avoidedMicroUsd, cacheHits, cacheMisses, cause, lastSeq, lastHash, orgId, runId];
}

function waitCells({ runId, flowId, flowName, stepId, visit, wait, openedAtUs }: OpenWait): unknown[] {
  return [wait.waitId, runId, flowId, flowName, stepId, visit, JSON.stringify(wait.subject), openedAtUs, wait.deadlineAtUs];
}

function cacheCells(entry: PlainChange['cache'][number], flowId: string): unknown[] {
  const { orgId, stageKey, preimage, answer, from, costMicroUsd, inputTokens, outputTokens } = entry;
  return [
    ...[orgId, stageKey, orgId, stageKey, JSON.stringify(preimage), refHash(answer), refBytes(answer)],
    answer.value === undefined ? null : JSON.stringify(answer.value),
    ...[from.runId, from.stepId, from.atUs, flowId, costMicroUsd, inputTokens, outputTokens, orgId, stageKey],
  ];
}
