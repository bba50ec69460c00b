import { recall, type Recalled } from '../memory/recall.ts';
import type { Snapshot } from '../memory/snapshot.ts';

/** What a stage may read of Sage's memory: the snapshots that its key holds, and nothing else. */
export interface StageMemory {
  /** By scope; empty when the step names none. */
  readonly snapshots: readonly Snapshot[];
  /** What answers a question best, by these snapshots alone: the same for the same snapshots. */
  search(question: string, limit: number): readonly Recalled[];
}

export const stageMemory = (snapshots: readonly Snapshot[]): StageMemory => ({
  snapshots,
  search: (question, limit) => recall(snapshots, question, limit),
});
