import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { OrgId, RunId } from '../../engine/base/ids.ts';
import { chainBreak } from '../../engine/trace/chain.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import type { TraceRow } from '../../engine/trace/trace-row.ts';
import { DATABASE_NAME } from '../../engine/open-workspace.ts';
import { openSqlite, type SqliteStore } from '../../engine/stores/sqlite/open-sqlite.ts';

/** Reads the files as the next process would, beside the one that writes. */
export interface ProjectionCheck {
  /** What differs between a run's trace and what the tables say of it, at this moment. */
  check(runId: RunId): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** After so many commits of a run only one in ten is looked at: folding a long trace after each would take most of the time. */
const LONG_RUN = 40;
const SELDOM = 10;

/** Opened anew after so many checks; in between, the same reader sees what is committed. */
const CHECKS_A_READER = 12;

interface Reader {
  readonly store: SqliteStore;
  readonly database: Database.Database;
  left: number;
}

export function openProjectionCheck(folder: string, orgId: OrgId): ProjectionCheck {
  const file = join(folder, DATABASE_NAME);
  let reader: Promise<Reader> | null = null;
  const open = async (): Promise<Reader> => {
    const store = await openSqlite({ file, orgId, orgName: 'reader', mode: 'read-only', nowUs: () => 0 });
    if (!store.ok) throw new Error(store.error.sentence);
    return { store: store.value, database: new Database(file, { readonly: true, fileMustExist: true }), left: CHECKS_A_READER };
  };
  const seen = new Map<RunId, number>();
  const shut = async (): Promise<void> => {
    const old = await reader;
    reader = null;
    old?.database.close();
    await old?.store.close();
  };
  return {
    async check(runId) {
      const commits = (seen.get(runId) ?? 0) + 1;
      seen.set(runId, commits);
      if (commits > LONG_RUN && commits % SELDOM !== 0) return [];
      reader ??= open();
      const { store, database } = await reader;
      // Both read at once, with nothing in between: they see one and the same commit.
      const reading = store.trace.rowsOf(orgId, runId);
      const tables = tablesOf(database, orgId, runId);
      const wrong = differences(await reading, tables);
      const current = await reader;
      current.left -= 1;
      if (current.left === 0) await shut();
      return wrong;
    },
    close: shut,
  };
}

interface Tables {
  readonly run: Record<string, unknown> | undefined;
  readonly waits: readonly { readonly wait_id: string; readonly closed_how: string | null; readonly deadline_at_us: number | null }[];
  readonly consumed: readonly string[];
}

function tablesOf(database: Database.Database, orgId: string, runId: string): Tables {
  return {
    run: database
      .prepare<[string, string], Record<string, unknown>>('SELECT * FROM atelier_runs WHERE org_id = ? AND run_id = ?')
      .get(orgId, runId),
    waits: database
      .prepare<[string, string], Tables['waits'][number]>(
        'SELECT wait_id, closed_how, deadline_at_us FROM atelier_waits WHERE org_id = ? AND run_id = ? ORDER BY opened_at_us, rowid',
      )
      .all(orgId, runId),
    consumed: database
      .prepare<[string, string], string>(
        'SELECT idempotency_key FROM atelier_event_consumptions WHERE org_id = ? AND run_id = ? ORDER BY idempotency_key',
      )
      .pluck()
      .all(orgId, runId),
  };
}

function differences(rows: readonly TraceRow[], { run, waits, consumed }: Tables): readonly string[] {
  const last = rows.at(-1);
  if (last === undefined || run === undefined)
    return [`${String(rows.length)} rows, and the list ${run === undefined ? 'has no' : 'has a'} line`];
  const broken = chainBreak(rows);
  if (broken !== null) return [broken.sentence];
  const folded = foldRun(rows);
  const { state } = folded;
  const costs = rows.map(row => (row.kind === 'ledger.recorded' ? row.data.costMicroUsd : 0));
  const expected: Record<string, unknown> = {
    status: state.status,
    flow_id: last.flowId,
    version_hash: last.versionHash,
    packet_hash: folded.packetHash,
    created_at_us: rows[0]?.atUs,
    started_at_us: rows.find(({ kind }) => kind === 'run.started')?.atUs ?? null,
    ended_at_us: rows.find(({ kind }) => ENDS.has(kind))?.atUs ?? null,
    wake_at_us: state.status === 'running' && state.cursor.at === 'backoff' ? state.cursor.wakeAtUs : null,
    cost_micro_usd: costs.reduce((sum, cost) => sum + cost, 0),
    cache_hits: rows.filter(({ kind }) => kind === 'cache.hit').length,
    cache_misses: rows.filter(({ kind }) => kind === 'cache.miss').length,
    last_seq: last.seq,
    last_hash: last.rowHash,
  };
  const wrong = Object.entries(expected)
    .filter(([column, value]) => run[column] !== value)
    .map(([column, value]) => `the list says ${column} ${String(run[column])}, the trace ${String(value)}`);
  const told = waitsIn(rows).map(words);
  const kept = waits.map(({ wait_id, closed_how, deadline_at_us }) => words([wait_id, closed_how, deadline_at_us]));
  if (told.join() !== kept.join()) wrong.push(`the waits are ${kept.join('; ')}, the trace has ${told.join('; ')}`);
  const taken = rows.flatMap(row => (row.kind === 'event.matched' ? [row.data.eventId.replace(/^evt_/, '')] : [])).toSorted();
  if (taken.join() !== consumed.join()) wrong.push(`consumed are ${consumed.join()}, the trace has ${taken.join()}`);
  return wrong;
}

const ENDS: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed', 'run.halted']);
type Closed = readonly [waitId: string, how: string | null, deadlineAtUs: number | null];
const words = ([waitId, how, deadlineAtUs]: Closed): string => `${waitId} ${how ?? 'open'} ${String(deadlineAtUs)}`;

/** Each wait that the trace tells of, and how it ended. */
function waitsIn(rows: readonly TraceRow[]): readonly Closed[] {
  const waits = new Map<string, Closed>();
  let open: string | null = null;
  const close = (how: string): void => {
    const wait = waits.get(open ?? '');
    if (wait !== undefined) waits.set(wait[0], [wait[0], how, wait[2]]);
    open = null;
  };
  for (const row of rows) {
    if (row.kind === 'step.waiting') {
      const { waitId, deadlineAtUs } = row.data.wait;
      waits.set(waitId, [waitId, null, deadlineAtUs]);
      open = waitId;
    } else if (row.kind === 'human.resolved') close('resolved');
    else if (row.kind === 'event.matched') close('matched');
    else if (row.kind === 'step.timed_out') close('timed_out');
    else if (row.kind === 'run.cancel_requested') close('cancelled');
  }
  return [...waits.values()];
}
