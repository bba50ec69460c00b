import type { Database } from 'better-sqlite3';
import type { RunStore } from '../../runner/run-store.ts';
import { openKnownEvidence } from './known-evidence.ts';
import { plainChange, plainNewRun } from './plain-change.ts';
import type { WriteJob } from './group-writer.ts';
import { openRunJobs, type RunJob } from './run-jobs.ts';
import { openRunReader } from './run-reader.ts';
import type { WriteQueue } from './write-queue.ts';

/** `owner` stands with each run it claims, for people who look into the table. */
export function openRunStore(database: Database, queue: WriteQueue, owner: string): RunStore {
  const runJobs = openRunJobs(database);
  const add = <Value>(plain: RunJob): Promise<Value> =>
    // true: each kind of job gives what its caller below promises
    queue.add(runJobs.jobOf(plain) as WriteJob<Value>, { plain, found: () => runJobs.found(plain) });
  const kept = openKnownEvidence(database);
  return {
    create: newRun => {
      const { orgId, versionHash } = newRun.run;
      const known = {
        flow: database.open && kept.hasDefinition(orgId, versionHash),
        packet: database.open && kept.hasPacket(orgId, newRun.packet.hash),
      };
      return add({ kind: 'create', newRun: plainNewRun(newRun, known) });
    },
    commit: change => add({ kind: 'change', change: plainChange(change) }),
    claim: (orgId, runId) => add({ kind: 'claim', orgId, runId, owner }),
    ...openRunReader(database),
  };
}
