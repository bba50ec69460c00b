import type { Hash } from './base/hash.ts';
import type { RunId } from './base/ids.ts';
import type { JsonObject } from './base/json.ts';
import { ok, refused, type Result } from './base/result.ts';
import { compareRuns } from './compare/compare-runs.ts';
import { keysToExplain } from './compare/find-divergence.ts';
import type { RunComparison } from './compare/run-comparison.ts';
import { runEvidence, type RunEvidence } from './compare/run-evidence.ts';
import type { Workspace } from './workspace.ts';

type Places = Pick<Workspace, 'orgId' | 'trace' | 'ledger' | 'flows' | 'cache'>;

/** Two runs of a workspace side by side. Refused with the run that is not there. */
export async function compareInWorkspace(places: Places, first: RunId, second: RunId): Promise<Result<RunComparison, RunId>> {
  const [a, b] = [await evidenceOf(places, first), await evidenceOf(places, second)];
  if (a === null) return refused(first);
  if (b === null) return refused(second);
  return ok(compareRuns(a, b, await preimagesOf(places, keysToExplain(a, b))));
}

async function evidenceOf({ orgId, trace, ledger, flows }: Places, runId: RunId): Promise<RunEvidence | null> {
  const [rows, lines] = [await trace.rowsOf(orgId, runId), await ledger.rows(orgId, runId)];
  const [created] = rows;
  const flow = created === undefined ? null : await flows.definition(orgId, created.versionHash);
  return flow === null ? null : runEvidence(rows, flow, lines);
}

async function preimagesOf({ orgId, cache }: Places, keys: readonly Hash[]): Promise<ReadonlyMap<Hash, JsonObject>> {
  const preimages = new Map<Hash, JsonObject>();
  for (const key of keys) {
    const preimage = await cache.preimageOf(orgId, key);
    if (preimage !== null) preimages.set(key, preimage);
  }
  return preimages;
}
