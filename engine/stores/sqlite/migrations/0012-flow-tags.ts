import type { Migration } from './migration.ts';

/** Words by which flows are found again. */
export const flowTags: Migration = {
  number: 12,
  name: 'flow-tags',
  sql: `
CREATE TABLE atelier_flow_tags (
  org_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (org_id, flow_id, tag),
  FOREIGN KEY (org_id, flow_id) REFERENCES atelier_flows
) WITHOUT ROWID;
`,
};
