import type { Migration } from './migration.ts';

/** What starts runs by itself: when each published flow is due next, and which events had their say. */
export const triggers: Migration = {
  number: 3,
  name: 'triggers',
  sql: `
-- One row a flow whose newest version starts by itself. armed_for: the event type or the schedule that the row's times belong to.
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

-- Which events a flow's trigger has looked at, and what came of each; an event is looked at once.
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
`,
};
