import type { Migration } from './migration.ts';

/** What Sage remembers: every version of it, and an index of the words of what counts now. */
export const memory: Migration = {
  number: 8,
  name: 'memory',
  sql: `
-- number: the order of writing in the org, without gaps; each row is chained to the one before it. text of a retired version: its last words.
-- run_id to citations: the step that wrote it and the row of its trace; null for what a person wrote.
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
CREATE INDEX atelier_memories_of_scope ON atelier_memories (org_id, scope, memory_id, version);
CREATE INDEX atelier_memories_of_run ON atelier_memories (org_id, run_id) WHERE run_id IS NOT NULL;

CREATE TRIGGER atelier_memories_never_changed BEFORE UPDATE ON atelier_memories
BEGIN SELECT RAISE(ABORT, 'atelier_memories is append-only: a version is never changed'); END;
CREATE TRIGGER atelier_memories_never_removed BEFORE DELETE ON atelier_memories
BEGIN SELECT RAISE(ABORT, 'atelier_memories is append-only: a version is retired, never removed'); END;
CREATE TRIGGER atelier_memories_never_replaced BEFORE INSERT ON atelier_memories
WHEN EXISTS (SELECT 1 FROM atelier_memories WHERE org_id = NEW.org_id AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM atelier_memories WHERE org_id = NEW.org_id AND memory_id = NEW.memory_id AND version = NEW.version)
  OR (NEW.line <> -1 AND EXISTS (SELECT 1 FROM atelier_memories WHERE line = NEW.line))
BEGIN SELECT RAISE(ABORT, 'atelier_memories is append-only: a version is never replaced'); END;

-- Words of the current versions, by the line of the version. Made of the table above, and can be made again from it.
CREATE VIRTUAL TABLE atelier_memory_words USING fts5 (topic, text, org_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE TRIGGER atelier_memories_words AFTER INSERT ON atelier_memories
BEGIN
  DELETE FROM atelier_memory_words WHERE rowid =
    (SELECT line FROM atelier_memories WHERE org_id = NEW.org_id AND memory_id = NEW.memory_id AND version = NEW.version - 1);
  INSERT INTO atelier_memory_words (rowid, topic, text, org_id)
    SELECT line, topic, text, org_id FROM atelier_memories WHERE line = NEW.line AND state = 'current';
END;
`,
};
