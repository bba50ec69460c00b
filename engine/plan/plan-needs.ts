import type { FlowId, OrgId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import type { ValueRef } from '../base/value-ref.ts';
import type { Flow } from '../flow/flow.ts';
import type { LedgerReader } from '../ledger/ledger-store.ts';
import type { Packet } from '../packet/packet.ts';
import type { CacheChoice } from '../steps/sage_skill/definition.ts';
import type { StepNeeds } from '../steps/step-work.ts';
import type { RunMode } from '../trace/trace-row.ts';

/** All of the world that planning asks: readers only. */
export interface PlanNeeds extends Pick<StepNeeds, 'clock' | 'skills' | 'models' | 'products' | 'productCalls' | 'cache' | 'memory'> {
  readonly orgId: OrgId;
  readonly ledger: Pick<LedgerReader, 'callsOf'>;
  load(ref: ValueRef): Promise<Json>;
}

/** The run that is asked about: what `StartRequest` would be given. */
export interface PlanRequest {
  readonly flowId: FlowId;
  /** Free of errors: `checkFlow` was asked. */
  readonly flow: Flow;
  /** Null for a draft. */
  readonly versionNo: number | null;
  readonly packet: Packet;
  readonly mode: RunMode;
  readonly cache?: CacheChoice;
  /** Outputs that stand in for steps' own. */
  readonly pins?: Readonly<Record<string, Json>>;
}
