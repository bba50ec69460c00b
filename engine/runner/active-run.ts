import type { Actor } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { Packet } from '../packet/packet.ts';
import type { Scope, StepNeeds } from '../steps/step-work.ts';
import type { Run } from '../trace/run.ts';
import { Boundary } from './boundary.ts';
import { openMasking, type Masking } from './masking.ts';
import type { ParentRun } from './parent-run.ts';
import type { Announce, RunnerNeeds } from './runner-needs.ts';
import { openScope, type LoadValue } from './scope.ts';

/** A run that this process has in hand. `run` is what is committed. */
export interface ActiveRun {
  run: Run;
  readonly epoch: number;
  readonly flow: Flow;
  readonly packet: Packet;
  readonly load: LoadValue;
  /** What a fork came from; null for a run that is none. */
  readonly parent: () => Promise<ParentRun | null>;
  /** Stops the step that works. */
  readonly stop: AbortController;
  /** Tells whoever follows the run that the disk refuses it for now, and with null that it does no longer. */
  readonly troubled: (trouble: Error | null) => void;
  /** Who asked for an end while a step worked. */
  cancel: { readonly by: Actor; readonly reason: string | null } | null;
}

/** Looks through the slices once a run, and only for a flow that marks one. */
const maskings = new WeakMap<ActiveRun, Masking | null>();

function maskingOf(active: ActiveRun): Masking | null {
  let masking = maskings.get(active);
  if (masking === undefined) {
    masking = openMasking(active.flow, active.packet);
    maskings.set(active, masking);
  }
  return masking;
}

export const openBoundary = (active: ActiveRun, clock: StepNeeds['clock']): Boundary =>
  new Boundary(active.run, active.epoch, () => clock.nowUs(), maskingOf(active));

/** Tells a text that repeats a slice which the flow marks sensitive. */
export const hiddenIn =
  (active: ActiveRun): Scope['isHidden'] =>
  text =>
    maskingOf(active)?.hides(text) === true;

/** What expressions see at this boundary: also values that are not written yet. */
export const scopeAt = (active: ActiveRun, boundary: Boundary): ReturnType<typeof openScope> =>
  openScope(boundary.run, active.packet, async ref => boundary.value(ref) ?? active.load(ref));

/** Writes a boundary whole, then tells of it. Throws what `RunStore.commit` throws, and then the run is as it was. */
export async function commitBoundary(active: ActiveRun, boundary: Boundary, needs: RunnerNeeds, announce: Announce): Promise<void> {
  if (boundary.isEmpty) return;
  const change = boundary.change();
  await needs.runs.commit(change);
  active.run = boundary.run;
  for (const entry of change.cache) needs.inFlight.kept(entry);
  for (const row of change.rows) {
    if (row.kind !== 'artefact.emitted') continue;
    await needs.artefacts.publish(active.run.runId, row.data.path);
    await needs.artefacts.publish(active.run.runId, row.data.provenancePath);
    needs.crashPoint('artefact-written');
  }
  announce(active.run.runId, change.rows);
}
