import { hashOf } from '../base/hash.ts';
import type { OrgId, RunId, StepId } from '../base/ids.ts';

/** By which a product knows a repetition: the same for each attempt of one visit of a step, and for no other. 64 hex digits, which tell nothing of the run. */
export const idempotencyKey = (place: {
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly stepId: StepId;
  readonly visit: number;
}): string =>
  hashOf('atelier/call/v1', { org: place.orgId, run: place.runId, step: place.stepId, visit: place.visit }).slice('sha256:'.length);
