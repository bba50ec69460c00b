import type { Migration } from './migration.ts';

/** Flows that are put away, what can be undone in a draft, and the index that finds a flow's last run. */
export const flowShelf: Migration = {
  number: 11,
  name: 'flow-shelf',
  sql: `
-- When the flow was put away; null while it is in use.
ALTER TABLE atelier_flows ADD COLUMN archived_at_us INTEGER;

-- JSON: what was done to the draft and can be taken back. It holds for that revision and no other.
CREATE TABLE atelier_flow_histories (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  history TEXT NOT NULL,
  PRIMARY KEY (org_id, flow_id),
  FOREIGN KEY (org_id, flow_id) REFERENCES atelier_flows
) WITHOUT ROWID;

CREATE INDEX atelier_runs_of_flow ON atelier_runs (org_id, flow_id, created_at_us);
`,
};
