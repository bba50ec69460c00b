import type { Migration } from './migration.ts';

/** Makes a table without rowids one of history: no row of it is ever changed, removed or replaced. */
const appendOnly = (table: string, key: readonly string[]): string => `
CREATE TRIGGER ${table}_never_changed BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only: a row is never changed'); END;
CREATE TRIGGER ${table}_never_removed BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is append-only: a row is never removed'); END;
CREATE TRIGGER ${table}_never_replaced BEFORE INSERT ON ${table}
WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key.map(column => `${column} = NEW.${column}`).join(' AND ')})
BEGIN SELECT RAISE(ABORT, '${table} is append-only: a row is never replaced'); END;`;

/** Signed checkpoints over all runs, and the indexes that checking and asking read. */
export const checkpoints: Migration = {
  number: 7,
  name: 'checkpoints',
  sql: `
-- One signed Merkle root over the heads of all runs; previous is the hash of the row before.
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
${appendOnly('atelier_checkpoints', ['org_id', 'number'])}

-- Where the chain of a run ended when checkpoint "number" found it changed; a run that rests is noted once.
CREATE TABLE atelier_checkpoint_heads (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  run_id TEXT NOT NULL,
  last_seq INTEGER NOT NULL,
  last_hash TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (org_id, run_id, last_seq)
) WITHOUT ROWID;
${appendOnly('atelier_checkpoint_heads', ['org_id', 'run_id', 'last_seq'])}

-- What the saved questions read. Few rows are of these kinds, so keeping the indexes costs the others nothing.
CREATE INDEX atelier_traces_served ON atelier_traces (org_id, skill, run_id) WHERE kind = 'cache.hit';
CREATE INDEX atelier_traces_failed ON atelier_traces (org_id, flow_id, step_id, error_class, error_code) WHERE kind IN ('step.failed', 'step.retry_scheduled');
CREATE INDEX atelier_ledger_contested ON atelier_ledger (org_id, at_us) WHERE claims_contested > 0;

-- What belongs to a run, for checking it.
CREATE INDEX atelier_waits_of_run ON atelier_waits (org_id, run_id);
CREATE INDEX atelier_event_consumptions_of_run ON atelier_event_consumptions (org_id, run_id);
CREATE INDEX atelier_event_outbox_of_run ON atelier_event_outbox (org_id, run_id);
`,
};
