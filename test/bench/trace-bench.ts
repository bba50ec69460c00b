// 1,000,000 trace rows in one workspace, written through the store: the seed's question, one run's rows, opening a run, appending, checking,
// signing, each beside a floor where there is one. `ATELIER_BENCH_ROWS` makes it smaller.
import Database from 'better-sqlite3';
import { generateKeyPairSync, hash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { columnName } from '../../engine/base/column-name.ts';
import { signatureProblem, signingKey } from '../../engine/checkpoints/signing-key.ts';
import { takeCheckpoint } from '../../engine/checkpoints/take-checkpoint.ts';
import { SHIPPED_RESOURCES } from '../../engine/open-workspace.ts';
import { loadQuestions } from '../../engine/questions/load-questions.ts';
import { openSqlite, type SqliteStore } from '../../engine/stores/sqlite/open-sqlite.ts';
import { GENESIS_HASH, sealRows } from '../../engine/trace/chain.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import { STORED_FIELDS } from '../../engine/trace/stored-row.ts';
import { verify } from '../../engine/verify/verify.ts';
import { loopRows } from './loop-rows.ts';
import { BENCH_ORG, ROWS_A_RUN, runIdOf, writeRuns } from './many-runs.ts';
import { median, quantile, spread, target, thousands } from './figures.ts';

const ROWS = Number(process.env['ATELIER_BENCH_ROWS'] ?? 1_000_000);
const RUNS = Math.floor(ROWS / ROWS_A_RUN);
const IN_FLIGHT = 500;
const ROUNDS = 7;

async function open(file: string): Promise<SqliteStore> {
  const opened = await openSqlite({ file, orgId: BENCH_ORG, orgName: 'Bench', mode: 'own', nowUs: () => 1_700_000_000_000_000 });
  if (!opened.ok) throw new Error(opened.error.sentence);
  return opened.value;
}

const timeMs = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

async function timesMs(rounds: number, work: (round: number) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timeMs(() => work(round)));
  return times;
}

const milliseconds = (times: readonly number[]): string => `${median(times).toFixed(2)} ms (p95 ${quantile(times, 0.95).toFixed(2)})`;

/** Appends in the large workspace beside the same in an empty one, one round after the other. */
async function appending(store: SqliteStore, folder: string): Promise<void> {
  const large: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = await open(join(folder, `empty-${String(round)}`, 'atelier.db'));
    await writeRuns(fresh.runs, 0, IN_FLIGHT); // its statements are warm and its log is there, as the other's are
    empty.push(await timeMs(() => writeRuns(fresh.runs, IN_FLIGHT, IN_FLIGHT)));
    await fresh.close();
    large.push(await timeMs(() => writeRuns(store.runs, RUNS + round * IN_FLIGHT, IN_FLIGHT)));
  }
  const ratios = empty.map((ms, round) => ms / (large[round] ?? Number.NaN));
  const rate = (times: readonly number[]): string => `${thousands((IN_FLIGHT * ROWS_A_RUN * 1000) / median(times))} rows/s`;
  target(
    `append, ${thousands(IN_FLIGHT)} runs in flight: empty workspace ${rate(empty)}, large one ${rate(large)}, ratio ${median(ratios).toFixed(2)}, rounds ${spread(ratios)}`,
    '≥ 0.80',
    median(ratios) >= 0.8,
  );
}

async function asking(file: string): Promise<void> {
  const { questions } = await loadQuestions([join(SHIPPED_RESOURCES, 'questions')]);
  const database = new Database(file, { readonly: true });
  for (const { name, sql, parameters } of questions) {
    const statement = database.prepare(sql);
    const values = { ...parameters, org: BENCH_ORG };
    const found = statement.all(values).length;
    const times = await timesMs(name === 'drafted-and-rejected' ? 50 : 3, () => statement.all(values));
    if (name === 'drafted-and-rejected')
      target(`the seed's question: ${milliseconds(times)}, ${thousands(found)} runs`, '≤ 5 ms', median(times) <= 5);
    else console.log(`  question ${name}: ${milliseconds(times)}, ${thousands(found)} rows`);
  }
  database.close();
}

async function reading(store: SqliteStore, file: string): Promise<void> {
  const database = new Database(file, { readonly: true });
  const bare = database
    .prepare<string[], unknown[]>(
      `SELECT ${STORED_FIELDS.map(columnName).join(', ')} FROM atelier_traces WHERE org_id = ? AND run_id = ? ORDER BY seq`,
    )
    .raw();
  const some = (round: number) => runIdOf((round * 7919) % RUNS);
  await timesMs(50, round => store.trace.rowsOf(BENCH_ORG, some(round)));
  const floor = await timesMs(200, round => bare.all(BENCH_ORG, some(round)));
  const rows = await timesMs(200, round => store.trace.rowsOf(BENCH_ORG, some(round)));
  const opened = await timesMs(200, async round => foldRun(await store.trace.rowsOf(BENCH_ORG, some(round))));
  target(
    `one run's ${String(ROWS_A_RUN)} rows: bare SELECT ${milliseconds(floor)}, ours, each checked by its schema, ${milliseconds(rows)}`,
    '≤ 1 ms',
    median(rows) <= 1,
  );
  target(`opening a run (rows and fold): ${milliseconds(opened)}`, '≤ 20 ms', median(opened) <= 20);
  database.close();
}

/** Rows a second of the whole check, beside reading the same rows bare, parsing their data and hashing their text twice. */
async function checking(store: SqliteStore, file: string): Promise<void> {
  const database = new Database(file, { readonly: true });
  const bare = database
    .prepare<[], unknown[]>(`SELECT ${STORED_FIELDS.map(columnName).join(', ')} FROM atelier_traces ORDER BY org_id, run_id, seq`)
    .raw();
  const data = STORED_FIELDS.indexOf('data');
  let rows = 0;
  const floorMs = await timeMs(() => {
    for (const row of bare.iterate()) {
      JSON.parse(String(row[data]));
      hash('sha256', `\u0002${hash('sha256', row.join(), 'hex')}`, 'hex');
      rows++;
    }
  });
  database.close();
  const needs = {
    orgId: BENCH_ORG,
    facts: store.facts,
    artefacts: { read: () => Promise.resolve(null), staged: () => Promise.resolve(new Set<string>()) },
    checkpoints: { orgId: BENCH_ORG, store: store.checkpoints, kept: [], signatureProblem },
    breathe,
  };
  const start = performance.now();
  const report = await verify(needs, null);
  const ms = performance.now() - start;
  if (!report.ok) throw new Error(`The bench's own rows do not hold: ${JSON.stringify(report.breaks.slice(0, 3))}`);
  const rate = (report.rows * 1000) / ms;
  target(
    `verify of ${thousands(report.rows)} rows: floor ${thousands((rows * 1000) / floorMs)} rows/s, ours with folds, waits, ledger and values ${thousands(rate)} rows/s, ratio ${(floorMs / ms).toFixed(2)}`,
    '≥ 100,000 rows/s',
    rate >= 100_000,
  );
}

async function signing(store: SqliteStore): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const needs = {
    orgId: BENCH_ORG,
    clock: { nowUs: () => 1, sleepUntil: () => Promise.resolve() },
    store: store.checkpoints,
    key: signingKey(privateKey),
    breathe,
  };
  const firstMs = await timeMs(() => takeCheckpoint(needs));
  await writeRuns(store.runs, RUNS + ROUNDS * IN_FLIGHT, IN_FLIGHT);
  const nextMs = await timeMs(() => takeCheckpoint(needs));
  console.log(
    `checkpoint over ${thousands(RUNS)} runs: the first ${firstMs.toFixed(0)} ms, the next after ${String(IN_FLIGHT)} more ${nextMs.toFixed(0)} ms`,
  );
}

async function folding(): Promise<void> {
  const rows = sealRows(GENESIS_HASH, loopRows(100_000));
  const texts = rows.map(row => JSON.stringify(row));
  const floor = await timesMs(5, () => texts.map(text => JSON.parse(text) as unknown));
  const times = await timesMs(5, () => foldRun(rows));
  target(
    `fold of 100,000 rows: JSON.parse of the same alone ${milliseconds(floor)}, fold ${milliseconds(times)}`,
    '≤ 300 ms',
    median(times) <= 300,
  );
}

/** Bytes that a store and one folded run hold, in a process that has nothing else of it. */
async function holding(file: string): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const store = await open(file);
  const run = foldRun(await store.trace.rowsOf(BENCH_ORG, runIdOf(1)));
  globalThis.gc?.();
  const held = process.memoryUsage().heapUsed - before;
  await store.close();
  return run.lastSeq === ROWS_A_RUN ? held : Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'atelier-trace-bench-'));
try {
  const file = join(folder, 'large', 'atelier.db');
  const small = join(folder, 'small', 'atelier.db');
  const tiny = await open(small);
  await writeRuns(tiny.runs, 0, 2);
  await tiny.close();
  let store = await open(file);
  const start = performance.now();
  for (let from = 0; from < RUNS; from += IN_FLIGHT) await writeRuns(store.runs, from, Math.min(IN_FLIGHT, RUNS - from));
  const rows = RUNS * ROWS_A_RUN;
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${thousands(rows)} rows of ${thousands(RUNS)} runs written in ${seconds.toFixed(1)} s, ${(statSync(file).size / rows).toFixed(0)} bytes a row with all that stands beside it; ${store.describe()}`,
  );
  await appending(store, folder);
  await store.close();
  await holding(small); // what loading and compiling holds is no run's
  const bytes = [await holding(small), await holding(file)].map(each => each / 1024);
  target(
    `memory of a store and one run: ${bytes.map(each => `${each.toFixed(0)} KB`).join(' among 2 runs, ')} among ${thousands(RUNS)}`,
    '≤ 256 KB more',
    (bytes[1] ?? Infinity) - (bytes[0] ?? 0) <= 256,
  );
  store = await open(file);
  await asking(file);
  await reading(store, file);
  await folding();
  await checking(store, file);
  await signing(store);
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
