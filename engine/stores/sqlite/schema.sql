-- Written by dump-schema.ts from the migrations; the database is made by them and not by this file.

CREATE TABLE atelier_blobs (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  hash TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (org_id, hash)
);

CREATE TRIGGER atelier_checkpoint_heads_never_changed BEFORE UPDATE ON atelier_checkpoint_heads
BEGIN SELECT RAISE(ABORT, 'atelier_checkpoint_heads is append-only: a row is never changed'); END;

CREATE TRIGGER atelier_checkpoint_heads_never_removed BEFORE DELETE ON atelier_checkpoint_heads
BEGIN SELECT RAISE(ABORT, 'atelier_checkpoint_heads is append-only: a row is never removed'); END;

CREATE TRIGGER atelier_checkpoint_heads_never_replaced BEFORE INSERT ON atelier_checkpoint_heads
WHEN EXISTS (SELECT 1 FROM atelier_checkpoint_heads WHERE org_id = NEW.org_id AND run_id = NEW.run_id AND last_seq = NEW.last_seq)
BEGIN SELECT RAISE(ABORT, 'atelier_checkpoint_heads is append-only: a row is never replaced'); END;

CREATE TABLE atelier_checkpoint_heads (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  run_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  last_hash TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (org_id, run_id, last_seq)
) WITHOUT ROWID;

CREATE TRIGGER atelier_checkpoints_never_changed BEFORE UPDATE ON atelier_checkpoints
BEGIN SELECT RAISE(ABORT, 'atelier_checkpoints is append-only: a row is never changed'); END;

CREATE TRIGGER atelier_checkpoints_never_removed BEFORE DELETE ON atelier_checkpoints
BEGIN SELECT RAISE(ABORT, 'atelier_checkpoints is append-only: a row is never removed'); END;

CREATE TRIGGER atelier_checkpoints_never_replaced BEFORE INSERT ON atelier_checkpoints
WHEN EXISTS (SELECT 1 FROM atelier_checkpoints WHERE org_id = NEW.org_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'atelier_checkpoints is append-only: a row is never replaced'); END;

CREATE TABLE atelier_checkpoints (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  number INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  run_count INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  root TEXT NOT NULL,
  previous TEXT,
  key_fingerprint TEXT NOT NULL,
  public_key TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (org_id, number)
) WITHOUT ROWID;

CREATE TABLE atelier_definitions (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  version_hash TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (org_id, version_hash)
);

CREATE TABLE atelier_event_consumptions (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  product TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  run_id TEXT NOT NULL,
  PRIMARY KEY (org_id, product, idempotency_key, run_id),
  FOREIGN KEY (org_id, product, idempotency_key) REFERENCES atelier_event_inbox,
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);

CREATE INDEX atelier_event_consumptions_of_run ON atelier_event_consumptions (org_id, run_id);

CREATE TABLE atelier_event_inbox (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  product TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  event_type TEXT NOT NULL,
  envelope TEXT NOT NULL,
  received_at_us INTEGER NOT NULL, settled_at_us INTEGER,
  PRIMARY KEY (org_id, product, idempotency_key)
);

CREATE INDEX atelier_event_inbox_newest ON atelier_event_inbox (org_id, received_at_us);

CREATE INDEX atelier_event_inbox_of_type ON atelier_event_inbox (org_id, event_type, received_at_us);

CREATE INDEX atelier_event_inbox_unsettled ON atelier_event_inbox (org_id, received_at_us) WHERE settled_at_us IS NULL;

CREATE TABLE atelier_event_outbox (
  org_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  visit INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  product TEXT NOT NULL,
  event_type TEXT NOT NULL,
  envelope TEXT NOT NULL,
  created_at_us INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'dead')),
  -- Of deliveries since it was dispatched, or since a person asked for it again.
  attempts INTEGER NOT NULL,
  next_at_us INTEGER NOT NULL,
  -- JSON; of the last attempt that failed.
  error TEXT,
  settled_at_us INTEGER,
  -- 0 until the end of the delivery stands in the trace of the run.
  told INTEGER NOT NULL,
  PRIMARY KEY (org_id, event_id),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);

CREATE INDEX atelier_event_outbox_due ON atelier_event_outbox (org_id, product, next_at_us) WHERE status = 'pending';

CREATE INDEX atelier_event_outbox_newest ON atelier_event_outbox (org_id, created_at_us);

CREATE INDEX atelier_event_outbox_of_run ON atelier_event_outbox (org_id, run_id);

CREATE INDEX atelier_event_outbox_untold ON atelier_event_outbox (org_id, settled_at_us) WHERE told = 0 AND status <> 'pending';

CREATE TABLE atelier_event_rejections (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  code TEXT NOT NULL,
  product TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_at_us INTEGER NOT NULL,
  last_at_us INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (org_id, code, product)
);

CREATE TABLE atelier_flow_histories (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  history TEXT NOT NULL,
  PRIMARY KEY (org_id, flow_id),
  FOREIGN KEY (org_id, flow_id) REFERENCES atelier_flows
) WITHOUT ROWID;

CREATE TABLE atelier_flow_tags (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (org_id, flow_id, tag),
  FOREIGN KEY (org_id, flow_id) REFERENCES atelier_flows
) WITHOUT ROWID;

CREATE TABLE atelier_flow_versions (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  version_no INTEGER NOT NULL,
  version_hash TEXT NOT NULL,
  message TEXT NOT NULL,
  published_by TEXT NOT NULL,
  at_us INTEGER NOT NULL, pins TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (org_id, flow_id, version_no),
  UNIQUE (org_id, flow_id, version_hash),
  FOREIGN KEY (org_id, version_hash) REFERENCES atelier_definitions
);

CREATE TABLE atelier_flows (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  flow_id TEXT NOT NULL,
  name TEXT NOT NULL,
  draft TEXT NOT NULL,
  revision INTEGER NOT NULL,
  updated_at_us INTEGER NOT NULL, forked_from_flow TEXT, forked_from_version INTEGER, forked_from_hash TEXT, imported_hash TEXT, archived_at_us INTEGER,
  PRIMARY KEY (org_id, flow_id)
);

CREATE TRIGGER atelier_ledger_never_changed BEFORE UPDATE ON atelier_ledger
BEGIN SELECT RAISE(ABORT, 'atelier_ledger is append-only: a row is never changed'); END;

CREATE TRIGGER atelier_ledger_never_removed BEFORE DELETE ON atelier_ledger
BEGIN SELECT RAISE(ABORT, 'atelier_ledger is append-only: a row is never removed'); END;

CREATE TRIGGER atelier_ledger_never_replaced BEFORE INSERT ON atelier_ledger
WHEN EXISTS (SELECT 1 FROM atelier_ledger WHERE org_id = NEW.org_id AND run_id = NEW.run_id AND trace_seq = NEW.trace_seq AND stage = NEW.stage)
  OR EXISTS (SELECT 1 FROM atelier_ledger WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'atelier_ledger is append-only: a row is never replaced'); END;

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
  citations INTEGER NOT NULL, bypass_reason TEXT, flow_id TEXT, version_no INTEGER, missed_answers INTEGER,
  PRIMARY KEY (org_id, run_id, trace_seq, stage),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);

CREATE INDEX atelier_ledger_calls ON atelier_ledger (org_id, skill, provider, request_model)
  WHERE status = 'ok' AND cache IN ('miss', 'bypass');

CREATE INDEX atelier_ledger_contested ON atelier_ledger (org_id, at_us) WHERE claims_contested > 0;

CREATE INDEX atelier_ledger_figures ON atelier_ledger (org_id, at_us, flow_id, version_no, skill, status, cache, cost_micro_usd, avoided_micro_usd,
  input_tokens, output_tokens, claims_total, claims_contested);

CREATE TRIGGER atelier_memories_never_changed BEFORE UPDATE ON atelier_memories
BEGIN SELECT RAISE(ABORT, 'atelier_memories is append-only: a version is never changed'); END;

CREATE TRIGGER atelier_memories_never_removed BEFORE DELETE ON atelier_memories
BEGIN SELECT RAISE(ABORT, 'atelier_memories is append-only: a version is retired, never removed'); END;

CREATE TRIGGER atelier_memories_never_replaced BEFORE INSERT ON atelier_memories
WHEN EXISTS (SELECT 1 FROM atelier_memories WHERE org_id = NEW.org_id AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM atelier_memories WHERE org_id = NEW.org_id AND memory_id = NEW.memory_id AND version = NEW.version)
  OR (NEW.line <> -1 AND EXISTS (SELECT 1 FROM atelier_memories WHERE line = NEW.line))
BEGIN SELECT RAISE(ABORT, 'atelier_memories is append-only: a version is never replaced'); END;

CREATE TRIGGER atelier_memories_words AFTER INSERT ON atelier_memories
BEGIN
  DELETE FROM atelier_memory_words WHERE rowid =
    (SELECT line FROM atelier_memories WHERE org_id = NEW.org_id AND memory_id = NEW.memory_id AND version = NEW.version - 1);
  INSERT INTO atelier_memory_words (rowid, topic, text, org_id)
    SELECT line, topic, text, org_id FROM atelier_memories WHERE line = NEW.line AND state = 'current';
END;

CREATE TABLE atelier_memories (
  -- Named, so that no VACUUM counts anew what the index of words refers to.
  line INTEGER PRIMARY KEY,
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  number INTEGER NOT NULL,
  memory_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  scope TEXT NOT NULL,
  topic TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('current', 'retired')),
  actor TEXT NOT NULL,
  reason TEXT,
  at_us INTEGER NOT NULL,
  run_id TEXT,
  step_id TEXT,
  visit INTEGER,
  attempt INTEGER,
  trace_seq INTEGER,
  claim_id TEXT,
  -- JSON.
  citations TEXT,
  prev_hash TEXT,
  row_hash TEXT NOT NULL,
  UNIQUE (org_id, number),
  UNIQUE (org_id, memory_id, version),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);

CREATE INDEX atelier_memories_of_run ON atelier_memories (org_id, run_id) WHERE run_id IS NOT NULL;

CREATE INDEX atelier_memories_of_scope ON atelier_memories (org_id, scope, memory_id, version);

CREATE VIRTUAL TABLE atelier_memory_words USING fts5 (topic, text, org_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE TABLE 'atelier_memory_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'atelier_memory_words_content'(id INTEGER PRIMARY KEY, c0, c1, c2);

CREATE TABLE 'atelier_memory_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'atelier_memory_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'atelier_memory_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE atelier_orgs (
  org_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at_us INTEGER NOT NULL,
  PRIMARY KEY (org_id)
);

CREATE TABLE atelier_packets (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  packet_hash TEXT NOT NULL,
  slices TEXT NOT NULL,
  PRIMARY KEY (org_id, packet_hash)
);

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

CREATE INDEX atelier_runs_newest ON atelier_runs (org_id, created_at_us);

CREATE INDEX atelier_runs_of_flow ON atelier_runs (org_id, flow_id, created_at_us);

CREATE INDEX atelier_runs_of_version ON atelier_runs (org_id, flow_id, version_hash);

CREATE UNIQUE INDEX atelier_runs_start_key ON atelier_runs (org_id, start_key) WHERE start_key IS NOT NULL;

CREATE INDEX atelier_runs_unfinished ON atelier_runs (org_id, created_at_us) WHERE status IN ('pending', 'running', 'waiting');

CREATE TABLE atelier_slices (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  slice_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  schema TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (org_id, slice_hash)
);

CREATE TRIGGER atelier_stage_cache_distrusted_once BEFORE UPDATE ON atelier_stage_cache
WHEN OLD.distrusted_at_us IS NOT NULL OR NEW.distrusted_at_us IS NULL
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache: an answer is distrusted once and for good'); END;

CREATE TRIGGER atelier_stage_cache_never_changed BEFORE UPDATE OF org_id, stage_key, generation, preimage, answer_hash, answer_bytes, answer,
  from_run, from_step, from_at_us, flow_id, cost_micro_usd, input_tokens, output_tokens ON atelier_stage_cache
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache is append-only: an answer is never changed'); END;

CREATE TRIGGER atelier_stage_cache_never_removed BEFORE DELETE ON atelier_stage_cache
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache is append-only: an answer is distrusted, never removed'); END;

CREATE TRIGGER atelier_stage_cache_never_replaced BEFORE INSERT ON atelier_stage_cache
WHEN EXISTS (SELECT 1 FROM atelier_stage_cache WHERE org_id = NEW.org_id AND stage_key = NEW.stage_key AND generation = NEW.generation)
  OR EXISTS (SELECT 1 FROM atelier_stage_cache WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache is append-only: an answer is never replaced'); END;

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
  distrusted_reason TEXT, distrusted_by TEXT,
  PRIMARY KEY (org_id, stage_key, generation),
  FOREIGN KEY (org_id, from_run) REFERENCES atelier_runs
);

CREATE INDEX atelier_stage_cache_kindred ON atelier_stage_cache
  (org_id, json_extract(preimage, '$.stage.id'), json_extract(preimage, '$.prompt_hash')) WHERE distrusted_at_us IS NULL;

CREATE INDEX atelier_stage_cache_newest ON atelier_stage_cache (org_id, flow_id, from_step, from_at_us);

CREATE TABLE atelier_test_runs (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  test_run_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  started_at_us INTEGER NOT NULL,
  test_run TEXT NOT NULL,
  PRIMARY KEY (org_id, test_run_id)
) WITHOUT ROWID;

CREATE INDEX atelier_test_runs_of_flow ON atelier_test_runs (org_id, flow_id, started_at_us);

CREATE TABLE atelier_test_sets (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  flow_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  test_set TEXT NOT NULL,
  updated_at_us INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (org_id, flow_id)
) WITHOUT ROWID;

CREATE TRIGGER atelier_traces_never_changed BEFORE UPDATE ON atelier_traces
BEGIN SELECT RAISE(ABORT, 'atelier_traces is append-only: a row is never changed'); END;

CREATE TRIGGER atelier_traces_never_removed BEFORE DELETE ON atelier_traces
BEGIN SELECT RAISE(ABORT, 'atelier_traces is append-only: a row is never removed'); END;

CREATE TRIGGER atelier_traces_never_replaced BEFORE INSERT ON atelier_traces
WHEN EXISTS (SELECT 1 FROM atelier_traces WHERE org_id = NEW.org_id AND run_id = NEW.run_id AND seq = NEW.seq)
  OR (NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM atelier_traces WHERE rowid = NEW.rowid))
BEGIN SELECT RAISE(ABORT, 'atelier_traces is append-only: a row is never replaced'); END;

CREATE TABLE "atelier_traces" (
  org_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  flow_id TEXT NOT NULL,
  version_no INTEGER,
  version_digest BLOB NOT NULL,
  version_hash TEXT AS (iif(version_digest IS NULL, NULL, 'sha256:' || lower(hex(version_digest)))) VIRTUAL,
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
  context_digest BLOB,
  context_hash TEXT AS (iif(context_digest IS NULL, NULL, 'sha256:' || lower(hex(context_digest)))) VIRTUAL,
  caused_by INTEGER,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  prev_digest BLOB NOT NULL,
  prev_hash TEXT AS (iif(prev_digest IS NULL, NULL, 'sha256:' || lower(hex(prev_digest)))) VIRTUAL,
  row_digest BLOB NOT NULL,
  row_hash TEXT AS (iif(row_digest IS NULL, NULL, 'sha256:' || lower(hex(row_digest)))) VIRTUAL,
  PRIMARY KEY (org_id, run_id, seq),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);

CREATE INDEX atelier_traces_agent ON atelier_traces (org_id, skill, run_id) WHERE kind = 'agent.returned';

CREATE INDEX atelier_traces_failed ON atelier_traces (org_id, flow_id, step_id, error_class, error_code) WHERE kind IN ('step.failed', 'step.retry_scheduled');

CREATE INDEX atelier_traces_human ON atelier_traces (org_id, human_outcome, run_id) WHERE kind = 'human.resolved';

CREATE INDEX atelier_traces_served ON atelier_traces (org_id, skill, run_id) WHERE kind = 'cache.hit';

CREATE TABLE atelier_trigger_events (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  product TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('started', 'unmatched', 'refused')),
  run_id TEXT,
  sentence TEXT,
  PRIMARY KEY (org_id, flow_id, product, idempotency_key),
  FOREIGN KEY (org_id, product, idempotency_key) REFERENCES atelier_event_inbox
);

CREATE TABLE atelier_triggers (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  flow_id TEXT NOT NULL,
  armed_for TEXT NOT NULL,
  -- Events received before are not its own.
  since_us INTEGER NOT NULL,
  -- When its schedule is due next, as an absolute instant: past ones are caught up once. Null for an event.
  next_at_us INTEGER,
  paused_at_us INTEGER,
  paused_by TEXT,
  last_run_id TEXT,
  last_start_at_us INTEGER,
  problem TEXT,
  problem_at_us INTEGER,
  PRIMARY KEY (org_id, flow_id)
);

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

CREATE INDEX atelier_waits_of_run ON atelier_waits (org_id, run_id);

CREATE INDEX atelier_waits_open ON atelier_waits (org_id, opened_at_us) WHERE closed_how IS NULL;

CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_us INTEGER NOT NULL);
