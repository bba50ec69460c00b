import type { Hash } from '../base/hash.ts';
import type { Actor, OrgId, RunId } from '../base/ids.ts';
import type { DeliverEvent, Outbox } from '../bus/outbox.ts';
import type { Flow } from '../flow/flow.ts';
import type { StepNeeds } from '../steps/step-work.ts';
import type { TraceReader } from '../trace/trace-store.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { ArtefactFolder } from './artefact-folder.ts';
import type { RunStore } from './run-store.ts';

/** Everything of the world that running touches, handed in: time, chance, ids, network and disk. */
export interface RunnerNeeds extends StepNeeds {
  readonly orgId: OrgId;
  /** Who is asked what became of an attempt that nobody here can tell, and may hand on any task. */
  readonly operator: Actor;
  readonly runs: RunStore;
  readonly trace: TraceReader;
  readonly artefacts: ArtefactFolder;
  readonly outbox: Outbox;
  /** The way out to the receivers of events. */
  readonly deliver: DeliverEvent;
  /** Any definition that a run is pinned to. */
  definition(versionHash: Hash): Promise<Flow | null>;
}

/** Told of rows after they are committed. */
export type Announce = (runId: RunId, rows: readonly TraceRow[]) => void;
