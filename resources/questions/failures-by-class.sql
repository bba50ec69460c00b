-- title: Failures by class
-- description: Attempts that failed, by step and kind of error, with how many of them were tried again.
SELECT flow_id, step_id, error_class, error_code, count(*) AS failures, sum(kind = 'step.retry_scheduled') AS tried_again,
  datetime(max(at_us) / 1000000, 'unixepoch') AS last
FROM atelier_traces
WHERE org_id = :org AND kind IN ('step.failed', 'step.retry_scheduled')
GROUP BY flow_id, step_id, error_class, error_code
ORDER BY failures DESC
