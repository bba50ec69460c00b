import type { Database } from 'better-sqlite3';
import type { RunStore } from '../../runner/run-store.ts';
import { plainChange, plainNewRun } from './plain-change.ts';
import type { WriteJob } from './group-writer.ts';
import { openRunJobs, type RunJob } from './run-jobs.ts';
import { openRunReader } from './run-reader.ts';
import type { WriteQueue } from './write-queue.ts';

const SQL = {
  hasDefinition: 'SELECT 1 FROM atelier_definitions WHERE org_id = ? AND version_hash = ?',
  hasPacket: 'SELECT 1 FROM atelier_packets WHERE org_id = ? AND packet_hash = ?',
} as const;

/** `owner` stands with each run it claims, for people who look into the table. */
export function openRunStore(database: Database, queue: WriteQueue, owner: string): RunStore {
  const runJobs = openRunJobs(database);
  const add = <Value>(plain: RunJob): Promise<Value> =>
    // true: each kind of job gives what its caller below promises
    queue.add(runJobs.jobOf(plain) as WriteJob<Value>, { plain, found: () => runJobs.found(plain) });
  const hasDefinition = database.prepare(SQL.hasDefinition).pluck();
  const hasPacket = database.prepare(SQL.hasPacket).pluck();
  return {
    create: newRun => {
      const { orgId, versionHash } = newRun.run;
      // Neither is ever removed, so what is there now is there when the run is written.
      const known = {
        flow: database.open && hasDefinition.get(orgId, versionHash) !== undefined,
        packet: database.open && hasPacket.get(orgId, newRun.packet.hash) !== undefined,
      };
      return add({ kind: 'create', newRun: plainNewRun(newRun, known) });
    },
    commit: change => add({ kind: 'change', change: plainChange(change) }),
    claim: (orgId, runId) => add({ kind: 'claim', orgId, runId, owner }),
    ...openRunReader(database),
  };
}
