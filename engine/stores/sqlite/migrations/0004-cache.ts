import type { Migration } from './migration.ts';

/** Distrust names its person, history is held by triggers, the ledger says why a stage went past the cache, and the plan finds what it asks. */
export const cache: Migration = {
  number: 4,
  name: 'cache',
  sql: `
ALTER TABLE atelier_stage_cache ADD COLUMN distrusted_by TEXT;

-- An entry is history: what was answered is never changed, removed or replaced. Its tombstone is written once.
CREATE TRIGGER atelier_stage_cache_never_changed BEFORE UPDATE OF org_id, stage_key, generation, preimage, answer_hash, answer_bytes, answer,
  from_run, from_step, from_at_us, flow_id, cost_micro_usd, input_tokens, output_tokens ON atelier_stage_cache
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache is append-only: an answer is never changed'); END;
CREATE TRIGGER atelier_stage_cache_distrusted_once BEFORE UPDATE ON atelier_stage_cache
WHEN OLD.distrusted_at_us IS NOT NULL OR NEW.distrusted_at_us IS NULL
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache: an answer is distrusted once and for good'); END;
CREATE TRIGGER atelier_stage_cache_never_removed BEFORE DELETE ON atelier_stage_cache
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache is append-only: an answer is distrusted, never removed'); END;
CREATE TRIGGER atelier_stage_cache_never_replaced BEFORE INSERT ON atelier_stage_cache
WHEN EXISTS (SELECT 1 FROM atelier_stage_cache WHERE org_id = NEW.org_id AND stage_key = NEW.stage_key AND generation = NEW.generation)
  OR EXISTS (SELECT 1 FROM atelier_stage_cache WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'atelier_stage_cache is append-only: an answer is never replaced'); END;

-- Whether anything was ever kept that a stage of this skill and prompt could be served, whatever its input will be.
CREATE INDEX atelier_stage_cache_kindred ON atelier_stage_cache
  (org_id, json_extract(preimage, '$.stage.id'), json_extract(preimage, '$.prompt_hash')) WHERE distrusted_at_us IS NULL;

-- Null but where cache is 'bypass'.
ALTER TABLE atelier_ledger ADD COLUMN bypass_reason TEXT;
-- What a skill has lately cost with a model.
CREATE INDEX atelier_ledger_calls ON atelier_ledger (org_id, skill, provider, request_model)
  WHERE status = 'ok' AND cache IN ('miss', 'bypass');
`,
};
