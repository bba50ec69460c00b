import type { Actor, FlowId, RunId, StepId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { Flow } from '../flow/flow.ts';
import type { PacketProblem } from '../packet/build-packet.ts';
import type { CacheChoice } from '../steps/sage_skill/definition.ts';
import type { RunMode, RunUntil } from '../trace/trace-row.ts';
import type { Pins } from './pins.ts';

/** R17: “run from here”. What is not said stays as it was in the parent. */
export interface ForkRequest {
  /** The parent: a run in any state. */
  readonly runId: RunId;
  /** Of the parent's flow; from here on steps are done again. */
  readonly at: StepId;
  /** Which passing through it, from 1; absent: the last. */
  readonly visit?: number;
  /** The step itself is reused too: the fork goes on where the parent stopped after it. */
  readonly after?: boolean;
  /** New values of slices, by name. */
  readonly slices?: Readonly<Record<string, Json>>;
  /**
   * Outputs that stand in for a step's own, by step of the fork's flow: in the last passing through it that lies before the fork, or else in the
   * next one. Once, so that a loop which the output decides can end.
   */
  readonly outputs?: Readonly<Record<string, Json>>;
  /** Another definition, free of errors: `checkFlow` was asked. */
  readonly version?: { readonly flowId: FlowId; readonly flow: Flow; readonly versionNo: number | null };
  /** Steps that have another id in that definition: the new id by the old one. Others are matched by id. */
  readonly steps?: Readonly<Record<string, string>>;
  readonly mode?: RunMode;
  readonly until?: RunUntil;
  /** Outputs that stand in for steps' own whenever the fork comes to them; the parent's are not carried over. */
  readonly pins?: Pins;
  readonly cache?: CacheChoice;
  readonly by: Actor;
}

export type ForkProblem =
  | { readonly kind: 'no-such-run' }
  /** The run cannot be forked there, or not with these edits. */
  | { readonly kind: 'not-here'; readonly sentence: string }
  | { readonly kind: 'packet-does-not-fit'; readonly problems: readonly PacketProblem[] }
  | { readonly kind: 'storage'; readonly sentence: string };
