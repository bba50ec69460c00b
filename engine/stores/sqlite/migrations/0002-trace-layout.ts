import type { Migration } from './migration.ts';

/** A hash as the 32 bytes it stands for, under the name and in the form that people, hashes and questions know it by. */
const hashColumn = (name: string, constraint = ''): string => `${name}_digest BLOB${constraint},
  ${name}_hash TEXT AS (iif(${name}_digest IS NULL, NULL, 'sha256:' || lower(hex(${name}_digest)))) VIRTUAL,`;

/** Bytes of a hash in its written form. A text that is no hash stays what it is, so that `atelier verify` still finds it. */
const digestOf = (column: string): string => `coalesce(unhex(substr(${column}, 8)), ${column})`;

const PLAIN =
  'org_id, run_id, seq, at_us, flow_id, version_no, step_id, step_kind, visit, attempt, epoch, actor, skill, product, action, event_type, ' +
  'gate_result, human_outcome, error_class, error_code, duration_us, caused_by, kind, data';

/**
 * Hashes of the trace take 32 bytes and not 71: four hashes stand in most rows, and they were a third of what a row weighs beside its data.
 * `version_hash`, `context_hash`, `prev_hash` and `row_hash` are computed when they are asked for and cost nothing on disk.
 */
export const traceLayout: Migration = {
  number: 2,
  name: 'trace-layout',
  sql: `
CREATE TABLE atelier_traces_next (
  org_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  flow_id TEXT NOT NULL,
  version_no INTEGER,
  ${hashColumn('version', ' NOT NULL')}
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
  ${hashColumn('context')}
  caused_by INTEGER,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  ${hashColumn('prev', ' NOT NULL')}
  ${hashColumn('row', ' NOT NULL')}
  PRIMARY KEY (org_id, run_id, seq),
  FOREIGN KEY (org_id, run_id) REFERENCES atelier_runs
);
INSERT INTO atelier_traces_next (${PLAIN}, version_digest, context_digest, prev_digest, row_digest)
  SELECT ${PLAIN}, ${['version_hash', 'context_hash', 'prev_hash', 'row_hash'].map(digestOf).join(', ')} FROM atelier_traces ORDER BY rowid;
DROP TABLE atelier_traces;
ALTER TABLE atelier_traces_next RENAME TO atelier_traces;

-- "Every run where Sage drafted a proposal and a human rejected it" reads these two and nothing else.
CREATE INDEX atelier_traces_agent ON atelier_traces (org_id, skill, run_id) WHERE kind = 'agent.returned';
CREATE INDEX atelier_traces_human ON atelier_traces (org_id, human_outcome, run_id) WHERE kind = 'human.resolved';

CREATE TRIGGER atelier_traces_never_changed BEFORE UPDATE ON atelier_traces
BEGIN SELECT RAISE(ABORT, 'atelier_traces is append-only: a row is never changed'); END;
CREATE TRIGGER atelier_traces_never_removed BEFORE DELETE ON atelier_traces
BEGIN SELECT RAISE(ABORT, 'atelier_traces is append-only: a row is never removed'); END;
-- REPLACE removes the old row without asking the trigger above unless recursive_triggers is on, which each connection decides for itself;
-- so a key that exists is refused before it, and so is a rowid that exists. An insert that names no rowid shows as -1 here, and need not be
-- looked up: this check ran for every row and took a fifth of its insert.
CREATE TRIGGER atelier_traces_never_replaced BEFORE INSERT ON atelier_traces
WHEN EXISTS (SELECT 1 FROM atelier_traces WHERE org_id = NEW.org_id AND run_id = NEW.run_id AND seq = NEW.seq)
  OR (NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM atelier_traces WHERE rowid = NEW.rowid))
BEGIN SELECT RAISE(ABORT, 'atelier_traces is append-only: a row is never replaced'); END;
`,
};
