-- title: Who rejected what
-- description: Answers of people with the given outcome, by person, flow and step.
-- with outcome: reject
SELECT actor, flow_id, step_id, count(*) AS answers, datetime(max(at_us) / 1000000, 'unixepoch') AS last
FROM atelier_traces
WHERE org_id = :org AND kind = 'human.resolved' AND human_outcome = :outcome
GROUP BY actor, flow_id, step_id
ORDER BY answers DESC
