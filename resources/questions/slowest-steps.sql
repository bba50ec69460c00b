-- title: Slowest steps
-- description: Steps that were worked (not served from the cache) by their mean time, with their slowest. Waiting for a person or an event counts as time.
SELECT flow_id, step_id, step_kind, count(*) AS times, round(avg(duration_us) / 1e6, 3) AS mean_s, round(max(duration_us) / 1e6, 3) AS slowest_s
FROM atelier_traces
WHERE org_id = :org AND kind = 'step.completed' AND duration_us IS NOT NULL AND json_extract(data, '$.from') = 'work'
GROUP BY flow_id, step_id, step_kind
ORDER BY avg(duration_us) DESC
LIMIT 50
