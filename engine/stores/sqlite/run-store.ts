import type { Database } from 'better-sqlite3';
import type { RunStore } from '../../runner/run-store.ts';
import { openChangeWriter } from './change-writer.ts';
import { openRunCreator } from './run-creator.ts';
import { openRunReader } from './run-reader.ts';
import type { WriteQueue } from './write-queue.ts';

const SQL = {
  claim: 'UPDATE atelier_runs SET epoch = epoch + 1, owner = ? WHERE org_id = ? AND run_id = ? RETURNING epoch',
} as const;

/** `owner` stands with each run it claims, for people who look into the table. */
export function openRunStore(database: Database, queue: WriteQueue, owner: string): RunStore {
  const creator = openRunCreator(database);
  const changes = openChangeWriter(database);
  const claim = database.prepare<[string, string, string], number>(SQL.claim).pluck();
  return {
    create: newRun => queue.add({ check: () => creator.refusal(newRun), write: () => creator.write(newRun) }),
    commit: change => queue.add(changes(change)),
    claim: (orgId, runId) =>
      queue.add({
        check: () => null,
        write: () => {
          const epoch = claim.get(owner, orgId, runId);
          if (epoch === undefined) throw new Error(`There is no run ${runId} to claim.`);
          return epoch;
        },
      }),
    ...openRunReader(database),
  };
}
