import type { OrgId, RunId, StepId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';

/** One attempt to have a product act. All but `timeoutMs` is the same for each attempt of a step's visit, so that the product can tell a repetition. */
export interface ProductCall {
  readonly product: string;
  readonly action: string;
  readonly payload: JsonObject;
  readonly orgId: OrgId;
  readonly runId: RunId;
  readonly stepId: StepId;
  /** When the step's visit began. */
  readonly occurredAtUs: number;
  readonly idempotencyKey: string;
  /** Until the whole answer must be there. */
  readonly timeoutMs: number;
}

/** The way out to products, handed in. */
export interface ProductCalls {
  /** True when the workspace says where the product answers; until then its actions are simulated. */
  reaches(product: string): boolean;
  /**
   * The product's answer, which fits the action's response schema. Failures are typed: `outcome_unknown` when an action that must not be
   * repeated may have been done. Gives up early when `signal` aborts: with `cancelled`, unless the outcome is unknown.
   */
  call(call: ProductCall, signal: AbortSignal): Promise<Result<Json, StepError>>;
}
