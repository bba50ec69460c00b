-- title: Slowest steps
-- description: Steps that were worked (not served from the cache) by their mean time, with their slowest, among the newest rows of the trace. Waiting for a person or an event counts as time.
-- with newest_rows: 100000
SELECT flow_id, step_id, step_kind, count(*) AS times, round(avg(duration_us) / 1e6, 3) AS mean_s, round(max(duration_us) / 1e6, 3) AS slowest_s
FROM atelier_traces
WHERE rowid > (SELECT max(rowid) FROM atelier_traces) - CAST(:newest_rows AS INTEGER) AND +org_id = :org
  AND kind = 'step.completed' AND duration_us IS NOT NULL AND coalesce(json_extract(data, '$.from'), 'work') = 'work'
GROUP BY flow_id, step_id, step_kind
ORDER BY avg(duration_us) DESC
LIMIT 50
