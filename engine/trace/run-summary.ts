import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, RunId, StepId } from '../base/ids.ts';
import { RUN_STATUSES } from './run.ts';
import { RunMode, Wait } from './trace-row.ts';

/** A run's line in lists: a projection of its trace. Money in millionths of a US dollar. */
export const RunSummary = z.object({
  runId: RunId,
  flowId: FlowId,
  flowName: z.string(),
  versionNo: z.int().nullable(),
  versionHash: Hash,
  mode: RunMode,
  packetHash: Hash,
  status: z.enum(RUN_STATUSES),
  createdAtUs: z.int(),
  endedAtUs: z.int().nullable(),
  costMicroUsd: z.int(),
  avoidedMicroUsd: z.int(),
  cacheHits: z.int(),
  cacheMisses: z.int(),
  /** Why it failed or halted, as a sentence. */
  cause: z.string().nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

/** A parked run, for inbox, bus and timer. */
export const OpenWait = z.object({
  runId: RunId,
  flowId: FlowId,
  flowName: z.string(),
  stepId: StepId,
  visit: z.int(),
  wait: Wait,
  openedAtUs: z.int(),
});
export type OpenWait = z.infer<typeof OpenWait>;
