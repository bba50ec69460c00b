// `npm run bench:observatory`: every screen of the Observatory over 1,000,000 rows of the trace and 200,000 of the ledger, as the window asks it,
// and what its index costs the ledger.
import Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIGURE_GROUPS, type FigureGroup, type RowSearch } from '../../engine/questions/observatory.ts';
import { SHIPPED_RESOURCES } from '../../engine/open-workspace.ts';
import { openSqlite } from '../../engine/stores/sqlite/open-sqlite.ts';
import { openObservatory } from '../../engine/workspace-observatory.ts';
import { median, target, thousands } from './figures.ts';
import { BENCH_ORG, ROWS_A_RUN, writeRuns } from './many-runs.ts';

const RUNS = 50_000;
const IN_FLIGHT = 500;
const ROUNDS = 9;
/** A screen is there within this. */
const SCREEN_MS = 300;

/** The last third of what is written: rows begin at 1.7 × 10¹⁵ µs and stand over ninety days. */
const THIRTY_DAYS_SINCE_US = 1_700_000_000_000_000 + 60 * 86_400_000_000;

/** Three more stages for each run, over ninety days, twelve flows with five versions, eight skills: as a house that works with it has them. */
const MORE_STAGES = `
INSERT INTO atelier_ledger (org_id, run_id, step_id, visit, attempt, stage, trace_seq, at_us, skill, packet_hash, slices, provider, model_class,
  request_model, params, input_tokens, output_tokens, cache_read_tokens, reasoning_tokens, cost_micro_usd, avoided_micro_usd, status, latency_us,
  cache, claims_total, claims_grounded, claims_contested, citations, flow_id, version_no)
SELECT org_id, run_id, step_id, 1, 1, stage, trace_seq + 1000 * n.value, at_us + (row.rowid % 90) * 86400000000, 'skill_' || ((row.rowid + n.value) % 8), packet_hash,
  slices, provider, model_class, request_model, params, 100, 50, 0, 0, CASE row.rowid % 4 WHEN 0 THEN 0 ELSE 1200 END, 0,
  CASE row.rowid % 41 WHEN 0 THEN 'failed' ELSE 'ok' END, 900, CASE row.rowid % 4 WHEN 0 THEN 'hit' ELSE 'miss' END, 6, 5, row.rowid % 3, 4,
  'flow-' || (row.rowid % 12), row.rowid % 5
FROM atelier_ledger AS row, json_each('[1,2,3]') AS n`;

const folder = await mkdtemp(join(tmpdir(), 'atelier-observatory-'));
const databaseFile = join(folder, 'atelier.db');
try {
  const opened = await openSqlite({ file: databaseFile, orgId: BENCH_ORG, orgName: 'Bench', mode: 'own', nowUs: () => 1 });
  if (!opened.ok) throw new Error(opened.error.sentence);
  for (let from = 0; from < RUNS; from += IN_FLIGHT) await writeRuns(opened.value.runs, from, IN_FLIGHT);
  await opened.value.close();
  const database = new Database(databaseFile);
  database.exec(MORE_STAGES);
  const count = (table: string): number => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  console.log(
    `${thousands(count('atelier_traces'))} rows of the trace (${String(ROWS_A_RUN)} a run), ${thousands(count('atelier_ledger'))} of the ledger`,
  );
  indexCost(database);
  database.close();
  await screens();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function screens(): Promise<void> {
  const observatory = openObservatory({
    ...{ databaseFile, orgId: BENCH_ORG, shippedFolder: join(SHIPPED_RESOURCES, 'questions'), ownFolder: join(folder, 'questions') },
    nowMs: () => performance.now(),
  });
  const figures = (by: FigureGroup, sinceUs: number | null = null) => observatory.figures({ by, sinceUs, offsetMinutes: 60 });
  const search = (more: Partial<RowSearch>) => observatory.search({ of: 'trace', words: '', before: null, limit: 100, ...more });
  await figured('the first question, with the reader’s start', () => observatory.tables(), 1);
  for (const by of FIGURE_GROUPS)
    await figured(`charts by ${by}, thirty days as the screen opens`, () => figures(by, THIRTY_DAYS_SINCE_US));
  for (const by of FIGURE_GROUPS) await figured(`charts by ${by}, all ninety days`, () => figures(by));
  await figured('the newest rows of the trace', () => search({}));
  await figured('the newest rows of the ledger', () => search({ of: 'ledger' }));
  await figured('words in the trace, found in many rows', () => search({ words: 'festival films' }));
  await figured('words in the trace, found in none: a screen’s part of it', () => search({ words: 'kingfisher' }));
  await figured('words in the ledger, found in none: a screen’s part of it', () => search({ of: 'ledger', words: 'kingfisher' }));
  await figured('a rare kind of row', () => search({ kind: 'run.failed' }));
  await figured('failed stages of one skill', () => search({ of: 'ledger', status: 'failed', skill: 'skill_3' }));
  await figured('a SELECT over one day', () =>
    observatory.ask('SELECT skill, count(*) FROM atelier_ledger WHERE org_id = :org AND at_us < 1700086400000000 GROUP BY skill', {}),
  );
  for (const { name, sql, parameters } of (await observatory.questions()).questions)
    await figured(`the question ${name}`, () => observatory.ask(sql, parameters), 3);
  await wholeSearch((before: number | null) => search({ words: 'kingfisher', before }));
  observatory.close();
}

/** How long a screen waits, beside what it may. */
async function figured(name: string, ask: () => Promise<unknown>, rounds = ROUNDS): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now();
    const answer = await ask();
    times.push(performance.now() - startedMs);
    if (typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok !== true)
      throw new Error(`${name}: ${JSON.stringify(answer)}`);
  }
  const middle = median(times);
  target(`${name}: ${middle.toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)}`, `≤ ${String(SCREEN_MS)} ms`, middle <= SCREEN_MS);
}

/** How long the whole trace takes, screen by screen. */
async function wholeSearch(ask: (before: number | null) => ReturnType<ReturnType<typeof openObservatory>['search']>): Promise<void> {
  const startedMs = performance.now();
  let screensAsked = 0;
  let before: number | null = null;
  do {
    const answer = await ask(before);
    if (!answer.ok) throw new Error(answer.error.sentence);
    ({ before } = answer.value);
    screensAsked++;
  } while (before !== null);
  console.log(
    `words in none of all rows of the trace: ${((performance.now() - startedMs) / 1000).toFixed(1)} s in ${String(screensAsked)} parts, each shown as it comes`,
  );
}

/** What the index that charts read costs each row of the ledger: the same rows into a table with it and into one without, in turns. */
function indexCost(database: Database.Database): void {
  const ROWS = 20_000;
  const [plain, indexed]: [number[], number[]] = [[], []];
  database.exec(`CREATE TEMP TABLE plain AS SELECT * FROM atelier_ledger LIMIT 0; CREATE TEMP TABLE indexed AS SELECT * FROM atelier_ledger LIMIT 0;
    CREATE INDEX temp.figures ON indexed (org_id, at_us, flow_id, version_no, skill, status, cache, cost_micro_usd, avoided_micro_usd, input_tokens,
      output_tokens, claims_total, claims_contested)`);
  for (let round = 0; round < 7; round++)
    for (const [table, times] of [
      ['plain', plain],
      ['indexed', indexed],
    ] as const) {
      const startedMs = performance.now();
      database.exec(
        `INSERT INTO ${table} SELECT * FROM atelier_ledger ORDER BY rowid LIMIT ${String(ROWS)} OFFSET ${String(round * ROWS)}`,
      );
      times.push(((performance.now() - startedMs) * 1000) / ROWS);
    }
  console.log(
    `a row of the ledger into its table alone ${median(plain).toFixed(1)} µs (floor), with the index of the charts ${median(indexed).toFixed(1)} µs; a durable commit takes some 200`,
  );
}
