import type { Database } from 'better-sqlite3';
import type { OrgId, RunId } from '../../base/ids.ts';
import { neverHere } from '../../base/never-here.ts';
import { openChangeWriter } from './change-writer.ts';
import type { WriteJob } from './group-writer.ts';
import type { PlainChange, PlainNewRun } from './plain-change.ts';
import { openRunCreator } from './run-creator.ts';

/** What running flows write, as plain data: the same job can be done by this thread or by the writing thread. */
export type RunJob =
  | { readonly kind: 'create'; readonly newRun: PlainNewRun }
  | { readonly kind: 'change'; readonly change: PlainChange }
  | { readonly kind: 'claim'; readonly orgId: OrgId; readonly runId: RunId; readonly owner: string };

const CLAIM = 'UPDATE atelier_runs SET epoch = epoch + 1, owner = ? WHERE org_id = ? AND run_id = ? RETURNING epoch';

export interface RunJobs {
  /** What does a job on this connection. */
  jobOf(job: RunJob): WriteJob<unknown>;
  /** What a job gave that was lost sight of and stands in the database; null when it does not. A claim never does: claiming again gives another epoch and harms nothing. */
  found(job: RunJob): { readonly value: unknown } | null;
}

const LAST_HASH = 'SELECT last_hash FROM atelier_runs WHERE org_id = ? AND run_id = ?';

export function openRunJobs(database: Database): RunJobs {
  const creator = openRunCreator(database);
  const changes = openChangeWriter(database);
  const claim = database.prepare<[string, string, string], number>(CLAIM).pluck();
  const lastHash = database.prepare<[string, string], string>(LAST_HASH).pluck();
  const jobOf = (job: RunJob): WriteJob<unknown> => {
    switch (job.kind) {
      case 'create':
        return { check: () => creator.refusal(job.newRun), write: () => creator.write(job.newRun) };
      case 'change':
        return changes(job.change);
      case 'claim':
        return {
          check: () => null,
          write: () => {
            const epoch = claim.get(job.owner, job.orgId, job.runId);
            if (epoch === undefined) throw new Error(`There is no run ${job.runId} to claim.`);
            return epoch;
          },
        };
      default:
        return neverHere(job);
    }
  };
  return {
    jobOf,
    found: job => {
      switch (job.kind) {
        case 'create':
          return lastHash.get(job.newRun.orgId, job.newRun.runId) === undefined ? null : { value: { kind: 'created' } };
        case 'change': {
          const { orgId, runId, lastHash: last } = job.change.line;
          return lastHash.get(orgId, runId) === last ? { value: undefined } : null;
        }
        case 'claim':
          return null;
        default:
          return neverHere(job);
      }
    },
  };
}
