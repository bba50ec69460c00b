import type { FigureGroup, FigureRequest, RowSearch } from '../../questions/observatory.ts';
import type { ScanRequest } from './sql-request.ts';

/** What a group is called by, and what puts rows into it. */
const GROUPS: Readonly<Record<FigureGroup, { readonly select: string; readonly by: string }>> = {
  day: { select: '(at_us + CAST(:offset AS INTEGER)) / 86400000000 AS day, NULL AS flow_id, NULL AS version_no, NULL AS skill', by: '1' },
  flow: { select: 'NULL AS day, flow_id, NULL AS version_no, NULL AS skill', by: '2' },
  version: { select: 'NULL AS day, flow_id, version_no, NULL AS skill', by: '2, 3' },
  skill: { select: 'NULL AS day, NULL AS flow_id, NULL AS version_no, skill', by: '4' },
};

/** Groups given at most; of days the last ones, of others those that cost most. */
const MOST_GROUPS = 400;

/** Adds up all that the ledger has since an instant, from one index alone. */
export function figuresQuestion(orgId: string, { by, sinceUs, offsetMinutes }: FigureRequest) {
  const { select, by: group } = GROUPS[by];
  return {
    sql: `SELECT ${select}, count(*) AS stages, sum(cache IN ('hit', 'coalesced')) AS hits, sum(status = 'failed') AS failures,
      sum(cost_micro_usd) AS cost_micro_usd, sum(avoided_micro_usd) AS avoided_micro_usd, sum(input_tokens) AS input_tokens,
      sum(output_tokens) AS output_tokens, total(claims_total) AS claims, total(claims_contested) AS contested
      FROM atelier_ledger INDEXED BY atelier_ledger_figures WHERE org_id = :org AND at_us >= :since GROUP BY ${group}
      ORDER BY ${by === 'day' ? '1 DESC' : 'cost_micro_usd DESC, stages DESC, 2, 3, 4'} LIMIT ${String(MOST_GROUPS)}`,
    values: { org: orgId, since: sinceUs ?? 0, ...(by === 'day' ? { offset: offsetMinutes * 60_000_000 } : {}) },
  };
}

const LEDGER_SHOWN = [
  ...['at_us', 'flow_id', 'version_no', 'run_id', 'step_id', 'skill', 'cache', 'status', 'provider', 'request_model'],
  ...[
    'input_tokens',
    'output_tokens',
    'cost_micro_usd',
    'avoided_micro_usd',
    'latency_us',
    'claims_total',
    'claims_contested',
    'citations',
  ],
  ...['error_class', 'bypass_reason', 'trace_seq'],
] as const;
const TRACE_SHOWN = [
  ...['at_us', 'kind', 'flow_id', 'version_no', 'run_id', 'seq', 'step_id', 'actor', 'skill', 'product', 'action', 'event_type'],
  ...['gate_result', 'human_outcome', 'error_class', 'error_code', 'duration_us', 'data'],
] as const;

/** Of a row's data so many characters are shown; all of it is in its run. */
const DATA_SHOWN = 400;

/** Columns that words are looked for in, as one text. */
const LEDGER_TEXT = [
  'flow_id',
  'run_id',
  'step_id',
  'skill',
  'stage',
  'cache',
  'status',
  'provider',
  'request_model',
  'error_class',
  'bypass_reason',
];
const TRACE_TEXT = [
  ...[
    'kind',
    'flow_id',
    'run_id',
    'step_id',
    'actor',
    'skill',
    'product',
    'action',
    'event_type',
    'human_outcome',
    'error_class',
    'error_code',
  ],
  'data',
];

/** A search as what the reader looks through a table by. */
export function searchScan(orgId: string, search: RowSearch, budgetMs: number): ScanRequest {
  const { of, words, before, limit } = search;
  const isLedger = of === 'ledger';
  const table = isLedger ? 'atelier_ledger' : 'atelier_traces';
  const shown = isLedger
    ? LEDGER_SHOWN
    : TRACE_SHOWN.map(column => (column === 'data' ? `substr(data, 1, ${String(DATA_SHOWN)}) AS data` : column));
  const text = (isLedger ? LEDGER_TEXT : TRACE_TEXT).map(column => `coalesce(${column}, '')`).join(` || ' ' || `);
  const values: Record<string, string | number | null> = { org: orgId };
  // The + keeps SQLite from an index that has another order than the rows: their order is what says where to go on.
  const where = ['rowid >= :from', 'rowid < :to', '+org_id = :org'];
  const equals = (column: string, value: string | undefined): void => {
    if (value === undefined) return;
    values[column] = value;
    where.push(`+${column} = :${column}`);
  };
  equals('flow_id', search.flowId);
  equals('skill', search.skill);
  equals('run_id', search.runId);
  if (isLedger) {
    equals('cache', search.cache);
    equals('status', search.status);
    if (search.contested === true) where.push('+claims_contested > 0');
  } else equals('kind', search.kind);
  if (search.sinceUs !== undefined) where.push(`+at_us >= ${String(search.sinceUs)}`);
  if (search.untilUs !== undefined) where.push(`+at_us < ${String(search.untilUs)}`);
  for (const [index, word] of wordsOf(words).entries()) {
    values[`word${String(index)}`] = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    where.push(`(${text}) LIKE :word${String(index)} ESCAPE '\\'`);
  }
  return {
    table,
    sql: `SELECT rowid, ${shown.join(', ')} FROM ${table} WHERE ${where.join(' AND ')} ORDER BY rowid DESC`,
    values,
    before,
    limit,
    budgetMs,
  };
}

const wordsOf = (words: string): readonly string[] =>
  words
    .split(/\s+/u)
    .filter(word => word !== '')
    .slice(0, 12);

export const TABLES_QUESTION = `SELECT tables.name AS "table", columns.name AS "column", columns.type AS type
  FROM sqlite_schema AS tables JOIN pragma_table_xinfo(tables.name) AS columns
  WHERE tables.type = 'table' AND tables.name LIKE 'atelier\\_%' ESCAPE '\\' AND tables.name NOT LIKE 'atelier\\_memory\\_words%' ESCAPE '\\'
  ORDER BY tables.name, columns.cid`;
