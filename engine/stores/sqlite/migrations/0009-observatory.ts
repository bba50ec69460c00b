import type { Migration } from './migration.ts';

/**
 * The ledger says of which flow and version it is, and one index holds all that charts add up. Without it each chart read 200,000 rows of some 700
 * bytes and, for each, the run it belongs to; with it, 30 MB in their order. It grows at its end, since rows come in the order of time.
 */
export const observatory: Migration = {
  number: 9,
  name: 'observatory',
  sql: `
-- As the run has them; what the ledger's hash covers names the run.
ALTER TABLE atelier_ledger ADD COLUMN flow_id TEXT;
ALTER TABLE atelier_ledger ADD COLUMN version_no INTEGER;
DROP TRIGGER atelier_ledger_never_changed;
UPDATE atelier_ledger SET (flow_id, version_no) = (SELECT flow_id, version_no FROM atelier_runs AS run
  WHERE run.org_id = atelier_ledger.org_id AND run.run_id = atelier_ledger.run_id);
CREATE TRIGGER atelier_ledger_never_changed BEFORE UPDATE ON atelier_ledger
BEGIN SELECT RAISE(ABORT, 'atelier_ledger is append-only: a row is never changed'); END;

CREATE INDEX atelier_ledger_figures ON atelier_ledger (org_id, at_us, flow_id, version_no, skill, status, cache, cost_micro_usd, avoided_micro_usd,
  input_tokens, output_tokens, claims_total, claims_contested);
`,
};
