import type { Actor, OrgId } from './base/ids.ts';
import type { Clock } from './base/world.ts';
import type { EventInbox } from './bus/event.ts';
import type { Outbox } from './bus/outbox.ts';
import type { RunPlan } from './cache/run-plan.ts';
import type { StageCache } from './cache/stage-cache.ts';
import type { EventDoor } from './event-door.ts';
import type { FlowStore } from './flow/flow-store.ts';
import type { TemplateShelf } from './flow/template-shelf.ts';
import type { LedgerReader } from './ledger/ledger-store.ts';
import type { ModelDesk } from './model-desk.ts';
import type { Budget } from './models/budget.ts';
import type { Models } from './models/model.ts';
import type { MemoryStore } from './memory/memory-store.ts';
import type { PacketDesk } from './recipes/packet-desk.ts';
import type { RecipeShelf } from './packet/recipe-shelf.ts';
import type { PacketShelf } from './packet/packet-shelf.ts';
import type { Observatory } from './questions/observatory.ts';
import type { PlanRequest } from './plan/plan-needs.ts';
import type { Products } from './products/product.ts';
import type { RunStore } from './runner/run-store.ts';
import type { Runner } from './runner/runner-door.ts';
import type { StepProgress } from './steps/step-work.ts';
import type { OpenedSkills } from './skills/load-skills.ts';
import type { SkillTrustDesk } from './skill-trust.ts';
import type { TestDesk } from './test-desk.ts';
import type { TraceReader } from './trace/trace-store.ts';
import type { Triggers } from './triggers/triggers.ts';
import type { WorkspaceProof } from './workspace-proof.ts';

/** An open workspace: the one thing host, command line and library hold. */
export interface Workspace extends WorkspaceProof {
  readonly folder: string;
  readonly name: string;
  readonly orgId: OrgId;
  readonly orgName: string;
  readonly me: Actor;
  /** Roles that `me` may answer for. */
  readonly roles: readonly Actor[];
  /** One line for the status bar. */
  readonly engine: string;
  /** What was wrong on opening without preventing it, as sentences. */
  readonly notices: readonly string[];
  readonly clock: Clock;
  readonly flows: FlowStore;
  /** What new flows can begin from. */
  readonly templates: TemplateShelf;
  readonly runs: RunStore;
  readonly trace: TraceReader;
  readonly ledger: LedgerReader;
  readonly cache: StageCache;
  readonly events: EventInbox;
  readonly outbox: Outbox;
  /** What Sage remembers, kept across flows. */
  readonly memory: MemoryStore;
  /** Questions over ledger and trace. */
  readonly observatory: Observatory;
  /** Where signed events come in. */
  readonly eventDoor: EventDoor;
  readonly packets: PacketShelf;
  /** Packets as windows show and change them, and sources as they are read; large ones in a thread. */
  readonly packetDesk: PacketDesk;
  /** How packets are made, and what their last builds found. */
  readonly recipes: RecipeShelf;
  /** Read afresh when a file changed. */
  readonly skills: OpenedSkills;
  /** What the person decided on the skills that this workspace brings along. */
  readonly skillTrust: SkillTrustDesk;
  readonly products: Products;
  readonly models: Models;
  /** Where models, keys, prices and limits are set. */
  readonly modelDesk: ModelDesk;
  readonly budget: Budget;
  readonly runner: Runner;
  /** Tries flows on the packets of their test sets. */
  readonly tests: TestDesk;
  /** Told how far steps that compute for long have come; gives the function that ends it. */
  onProgress(listener: (progress: StepProgress) => void): () => void;
  /** Told when an event came, was refused or taken, or a delivery was tried; gives the function that ends it. */
  onBus(listener: () => void): () => void;
  /** What a run would do, before it does. Reads only. */
  plan(request: PlanRequest): Promise<RunPlan>;
  /** Idle until it is armed: a host that stays open does that, a command does not. */
  readonly triggers: Triggers;
  /** Stops the runner at a boundary, closes the database, gives the folder free. */
  close(): Promise<void>;
}
