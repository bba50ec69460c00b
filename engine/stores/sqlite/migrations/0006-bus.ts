import type { Migration } from './migration.ts';

/** What the bus remembers: which events had their effect, what was refused, and what is on its way out. */
export const bus: Migration = {
  number: 6,
  name: 'bus',
  sql: `
-- Null until every run that the event concerns was told: after a crash between the two it is handed on again.
ALTER TABLE atelier_event_inbox ADD COLUMN settled_at_us INTEGER;
UPDATE atelier_event_inbox SET settled_at_us = received_at_us;
CREATE INDEX atelier_event_inbox_unsettled ON atelier_event_inbox (org_id, received_at_us) WHERE settled_at_us IS NULL;
CREATE INDEX atelier_event_inbox_newest ON atelier_event_inbox (org_id, received_at_us);

-- Refused messages, counted by reason and product ('' where nobody signed), so that a flood of them takes the room of one row.
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

-- Events on their way out, written in the transaction of the step that sends them. envelope: the bytes that are sent, each time the same.
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
CREATE INDEX atelier_event_outbox_untold ON atelier_event_outbox (org_id, settled_at_us) WHERE told = 0 AND status <> 'pending';
CREATE INDEX atelier_event_outbox_newest ON atelier_event_outbox (org_id, created_at_us);
`,
};
