-- title: Cost by flow and version
-- description: Runs, money spent and money that the cache saved, for each flow and version; drafts have no version number.
SELECT flow_name, version_no, count(*) AS runs, sum(cost_micro_usd) / 1e6 AS cost_usd, sum(avoided_micro_usd) / 1e6 AS avoided_usd,
  round(1.0 * sum(cache_hits) / nullif(sum(cache_hits) + sum(cache_misses), 0), 3) AS hit_rate
FROM atelier_runs
WHERE org_id = :org
GROUP BY flow_id, flow_name, version_no
ORDER BY cost_usd DESC, runs DESC
