-- title: Stages with contested claims
-- description: Where claims could not be grounded in the packet: the newest stages whose answer holds a contested claim.
SELECT run_id, step_id, stage, claims_total, claims_grounded, claims_contested, citations, datetime(at_us / 1000000, 'unixepoch') AS at
FROM atelier_ledger
WHERE org_id = :org AND claims_contested > 0
ORDER BY at_us DESC
LIMIT 200
