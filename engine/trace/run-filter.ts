import { z } from 'zod';
import { FlowId, RunId } from '../base/ids.ts';
import { RunSummary } from './run-summary.ts';
import { RUN_STATUSES } from './run.ts';

/** Which runs are wanted; what is not said is not asked. Money in millionths of a US dollar, instants in microseconds. */
export const RunFilter = z.strictObject({
  flowId: FlowId.optional(),
  /** Null: runs of a draft. */
  versionNo: z.int().positive().nullable().optional(),
  statuses: z.array(z.enum(RUN_STATUSES)).min(1).max(RUN_STATUSES.length).optional(),
  /** The first digits of the packet's hash, or all of them. */
  packet: z
    .string()
    .regex(/^[0-9a-f]{4,64}$/)
    .optional(),
  /** Created at or after. */
  sinceUs: z.int().nonnegative().optional(),
  /** Created before. */
  untilUs: z.int().nonnegative().optional(),
  leastMicroUsd: z.int().nonnegative().optional(),
  mostMicroUsd: z.int().nonnegative().optional(),
  /** Runs in which a person gave this answer, by the id of the outcome: `reject`. */
  answered: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,31}$/)
    .optional(),
  /** Leaves out runs of drafts that ended before. */
  draftsSinceUs: z.int().nonnegative().optional(),
});
export type RunFilter = z.infer<typeof RunFilter>;

/** A place in the list of all runs, newest first: what follows is older. */
export const RunPlace = z.object({ createdAtUs: z.int(), runId: RunId });
export type RunPlace = z.infer<typeof RunPlace>;

/** A part of the list of runs, newest first. */
export const RunPage = z.object({
  runs: z.array(RunSummary),
  /** Where to look on; null when there is nothing older. A page may hold fewer runs than were asked for, or none, and still lead on. */
  next: RunPlace.nullable(),
});
export type RunPage = z.infer<typeof RunPage>;
