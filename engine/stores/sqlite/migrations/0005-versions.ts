import type { Migration } from './migration.ts';

/** What a version is pinned to, where a flow came from, and what its file last said. */
export const versions: Migration = {
  number: 5,
  name: 'versions',
  sql: `
-- JSON: the skills, with their versions and hashes, and the language of expressions that the version was published with.
ALTER TABLE atelier_flow_versions ADD COLUMN pins TEXT NOT NULL DEFAULT '{}';

-- The flow, and the version of it unless it was a draft, that this one is a fork of.
ALTER TABLE atelier_flows ADD COLUMN forked_from_flow TEXT;
ALTER TABLE atelier_flows ADD COLUMN forked_from_version INTEGER;
ALTER TABLE atelier_flows ADD COLUMN forked_from_hash TEXT;
-- Hash of the file last imported: a draft that still says the same can be replaced by the next file without losing anything.
ALTER TABLE atelier_flows ADD COLUMN imported_hash TEXT;

CREATE INDEX atelier_runs_of_version ON atelier_runs (org_id, flow_id, version_hash);
`,
};
