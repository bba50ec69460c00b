import type { Migration } from './migration.ts';

/** What belongs to trying a flow out, and what its test runs came to. */
export const testSets: Migration = {
  number: 13,
  name: 'test-sets',
  sql: `
-- JSON: packets with what is expected of each, and pinned outputs. Beside the flow, never in a version of it.
CREATE TABLE atelier_test_sets (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  flow_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  test_set TEXT NOT NULL,
  updated_at_us INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (org_id, flow_id)
) WITHOUT ROWID;

-- JSON: which packet was tried in which run.
CREATE TABLE atelier_test_runs (
  org_id TEXT NOT NULL REFERENCES atelier_orgs,
  test_run_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  started_at_us INTEGER NOT NULL,
  test_run TEXT NOT NULL,
  PRIMARY KEY (org_id, test_run_id)
) WITHOUT ROWID;

CREATE INDEX atelier_test_runs_of_flow ON atelier_test_runs (org_id, flow_id, started_at_us);
`,
};
