-- title: Cache hit rate by skill
-- description: How many stages of each skill the cache served, shared or passed by, and what that saved.
SELECT skill, count(*) AS stages, sum(cache IN ('hit', 'coalesced')) AS served, sum(cache = 'bypass') AS passed_by,
  round(1.0 * sum(cache IN ('hit', 'coalesced')) / count(*), 3) AS hit_rate, sum(cost_micro_usd) / 1e6 AS cost_usd,
  sum(avoided_micro_usd) / 1e6 AS avoided_usd
FROM atelier_ledger
WHERE org_id = :org
GROUP BY skill
ORDER BY stages DESC, skill
