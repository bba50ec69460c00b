-- title: Every run where Sage drafted a proposal and a human rejected it
-- description: Runs in which a skill whose name begins with the given text drafted (or the cache served its draft), and a person's answer was a rejection.
-- with skill: draft
-- with outcome: reject
SELECT run_id, flow_name, version_no, status, datetime(created_at_us / 1000000, 'unixepoch') AS created
FROM atelier_runs
WHERE org_id = :org AND run_id IN (
  SELECT run_id FROM atelier_traces WHERE org_id = :org AND kind = 'human.resolved' AND human_outcome = :outcome
  INTERSECT SELECT run_id FROM (
    SELECT run_id FROM atelier_traces WHERE org_id = :org AND kind = 'agent.returned' AND skill >= :skill AND skill < :skill || '~'
    UNION ALL
    SELECT run_id FROM atelier_traces WHERE org_id = :org AND kind = 'cache.hit' AND skill >= :skill AND skill < :skill || '~'
  )
)
-- The plus: found by their keys and then sorted, not all runs walked through in order.
ORDER BY +created_at_us DESC
