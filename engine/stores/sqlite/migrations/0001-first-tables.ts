import type { Migration } from './migration.ts';

/** Makes a table of history: no row of it is ever changed, removed or replaced, whatever a connection's settings are. */
const appendOnly = (table: string, key: readonly string[]): string => `
CREATE TRIGGER ${table}_never_changed BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only: a row is never changed'); END;
CREATE TRIGGER ${table}_never_removed BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only: a row is never removed'); END;
-- REPLACE removes the old row without asking the trigger above unless recursive_triggers is on, which each connection decides for itself;
-- so a key that exists is refused before it, and so is a rowid that exists.
CREATE TRIGGER ${table}_never_replaced BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key.map(column => `${column} = NEW.${column}`).join(' AND ')})
  OR EXISTS (SELECT 1 FROM ${table} WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, '${table} is append-only: a row is never replaced'); END;`;

/**
 * Everything a workspace holds: flows, versions, runs with their traces, ledger, cache, blobs, packets, waits and the inbox of the bus.
 * Times (`…_us`) are microseconds since 1970, durations microseconds, money (`…_micro_usd`) millionths of a US dollar, hashes `sha256:<hex>`.
 */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  sql: `
CREATE TABLE atelier_orgs (
  org_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at_us INTEGER NOT NULL,
  PRIMARY KEY (org_id)
);

-- A flow as it is being drawn; revision grows with each save.
CREATE TABLE atelier_flows (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  flow_id TEXT NOT NULL,
  name TEXT NOT NULL,
  draft TEXT NOT NULL,
  revision INTEGER NOT NULL,
  updated_at_us INTEGER NOT NULL,
  PRIMARY KEY (org_id, flow_id)
);

-- What versions and runs are pinned to.
CREATE TABLE atelier_definitions (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  version_hash TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (org_id, version_hash)
);

CREATE TABLE atelier_flow_versions (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  version_no INTEGER NOT NULL,
  version_hash TEXT NOT NULL,
  message TEXT NOT NULL,
  published_by TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (org_id, flow_id, version_no),
  UNIQUE (org_id, flow_id, version_hash),
  FOREIGN KEY (org_id, version_hash) REFERENCES atelier_definitions
);

CREATE TABLE atelier_slices (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  slice_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  schema TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (org_id, slice_hash)
);

-- slices: a JSON object, the hash of each slice by its name.
CREATE TABLE atelier_packets (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  packet_hash TEXT NOT NULL,
  slices TEXT NOT NULL,
  PRIMARY KEY (org_id, packet_hash)
);

-- A projection of atelier_traces, for lists and for the owner's compare-and-set (epoch, last_seq, last_hash).
CREATE TABLE atelier_runs (
  org_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  flow_name TEXT NOT NULL,
  version_no INTEGER,
  version_hash TEXT NOT NULL,
  mode TEXT NOT NULL,
  packet_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'waiting', 'succeeded', 'failed', 'halted')),
  created_at_us INTEGER NOT NULL,
  started_at_us INTEGER,
  ended_at_us INTEGER,
  -- When a retry is due; the deadline of a wait stands with the wait.
  wake_at_us INTEGER,
  cost_micro_usd INTEGER NOT NULL,
  avoided_micro_usd INTEGER NOT NULL,
  cache_hits INTEGER NOT NULL,
  cache_misses INTEGER NOT NULL,
  cause TEXT,
  forked_from_run TEXT,
  forked_from_step TEXT,
  start_key TEXT,
  epoch INTEGER NOT NULL,
  owner TEXT,
  last_seq INTEGER NOT NULL,
  last_hash TEXT NOT NULL,
  PRIMARY KEY (org_id, run_id),
  FOREIGN KEY (org_id, version_hash) REFERENCES atelier_definitions,
  FOREIGN KEY (org_id, packet_hash) REFERENCES atelier_packets
);
CREATE UNIQUE INDEX atelier_runs_start_key ON atelier_runs (org_id, start_key) WHERE start_key IS NOT NULL;
CREATE INDEX atelier_runs_newest ON atelier_runs (org_id, created_at_us);
CREATE INDEX atelier_runs_unfinished ON atelier_runs (org_id, created_at_us) WHERE status IN ('pending', 'running', 'waiting');

-- The source of truth. data: what the kind says beyond these columns, as JSON.
CREATE TABLE atelier_traces (
  org_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  flow_id TEXT NOT NULL,
  version_no INTEGER,
  version_hash TEXT NOT NULL,
  step_id TEXT,
  step_kind TEXT,
  visit INTEGER,
  attempt INTEGER,
  epoch INTEGER NOT NULL,
  actor TEXT NOT NULL,
  skill TEXT,
  product TEXT,
  action TEXT,
  event_type TEXT,
  gate_result INTEGER,
  human_outcome TEXT,
  error_class TEXT,
  error_code TEXT,
  duration_us INTEGER,
  context_hash TEXT,
  caused_by INTEGER,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  row_hash TEXT NOT NULL,
  PRIMARY KEY (org_id, run_id, seq),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);
-- "Every run where Sage drafted a proposal and a human rejected it" reads these two and nothing else.
CREATE INDEX atelier_traces_agent ON atelier_traces (org_id, skill, run_id) WHERE kind = 'agent.returned';
CREATE INDEX atelier_traces_human ON atelier_traces (org_id, human_outcome, run_id) WHERE kind = 'human.resolved';
${appendOnly('atelier_traces', ['org_id', 'run_id', 'seq'])}

-- One row for each stage outcome, cache hits included. slices and params are JSON objects.
CREATE TABLE atelier_ledger (
  org_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  visit INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  stage TEXT NOT NULL,
  trace_seq INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  skill TEXT NOT NULL,
  packet_hash TEXT NOT NULL,
  input_hash TEXT,
  slices TEXT NOT NULL,
  prompt_hash TEXT,
  memory_hash TEXT,
  provider TEXT NOT NULL,
  model_class TEXT NOT NULL,
  request_model TEXT NOT NULL,
  response_model TEXT,
  params TEXT NOT NULL,
  finish_reason TEXT,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  cost_micro_usd INTEGER NOT NULL,
  price_table_hash TEXT,
  avoided_micro_usd INTEGER NOT NULL,
  output_hash TEXT,
  status TEXT NOT NULL,
  error_class TEXT,
  latency_us INTEGER NOT NULL,
  cache TEXT NOT NULL,
  cached_from TEXT,
  claims_total INTEGER,
  claims_grounded INTEGER,
  claims_contested INTEGER,
  citations INTEGER NOT NULL,
  PRIMARY KEY (org_id, run_id, trace_seq, stage),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);
${appendOnly('atelier_ledger', ['org_id', 'run_id', 'trace_seq', 'stage'])}

-- Answers of stages by the hash of all that shaped them. A distrusted entry stays as a tombstone; the next answer is a further generation.
CREATE TABLE atelier_stage_cache (
  org_id TEXT NOT NULL,
  stage_key TEXT NOT NULL,
  generation INTEGER NOT NULL,
  preimage TEXT NOT NULL,
  answer_hash TEXT NOT NULL,
  answer_bytes INTEGER NOT NULL,
  -- JSON; null when the answer is a blob.
  answer TEXT,
  from_run TEXT NOT NULL,
  from_step TEXT NOT NULL,
  from_at_us INTEGER NOT NULL,
  flow_id TEXT NOT NULL,
  cost_micro_usd INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  distrusted_at_us INTEGER,
  distrusted_reason TEXT,
  PRIMARY KEY (org_id, stage_key, generation),
  FOREIGN KEY (org_id, from_run) REFERENCES atelier_runs
);
CREATE INDEX atelier_stage_cache_newest ON atelier_stage_cache (org_id, flow_id, from_step, from_at_us);

-- Canonical JSON texts too large to stand in a row.
CREATE TABLE atelier_blobs (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  hash TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (org_id, hash)
);

-- subject: JSON. A wait is open while closed_how is null; only one way of closing it wins.
CREATE TABLE atelier_waits (
  org_id TEXT NOT NULL,
  wait_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  flow_name TEXT NOT NULL,
  step_id TEXT NOT NULL,
  visit INTEGER NOT NULL,
  subject TEXT NOT NULL,
  opened_at_us INTEGER NOT NULL,
  deadline_at_us INTEGER,
  closed_at_us INTEGER,
  closed_how TEXT CHECK (closed_how IN ('resolved', 'matched', 'timed_out', 'cancelled')),
  closed_by TEXT,
  PRIMARY KEY (org_id, wait_id),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);
CREATE INDEX atelier_waits_open ON atelier_waits (org_id, opened_at_us) WHERE closed_how IS NULL;

-- Events from the bus, once per (org, product, key).
CREATE TABLE atelier_event_inbox (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  product TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  event_type TEXT NOT NULL,
  envelope TEXT NOT NULL,
  received_at_us INTEGER NOT NULL,
  PRIMARY KEY (org_id, product, idempotency_key)
);
CREATE INDEX atelier_event_inbox_of_type ON atelier_event_inbox (org_id, event_type, received_at_us);

-- Which runs took which event: an event tells every run that waits for it, and each run once.
CREATE TABLE atelier_event_consumptions (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  product TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  run_id TEXT NOT NULL,
  PRIMARY KEY (org_id, product, idempotency_key, run_id),
  FOREIGN KEY (org_id, product, idempotency_key) REFERENCES atelier_event_inbox,
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);
`,
};
