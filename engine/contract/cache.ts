import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { RunId, StepId } from '../base/ids.ts';
import { KeyDifference } from '../cache/why-miss.ts';
import { CachedFrom } from '../trace/trace-row.ts';

const StepOfRun = z.object({ runId: RunId, stepId: StepId });
const noKey = { NO_KEY: { data: z.object({ sentence: z.string() }), message: 'This step asked nothing under a key.' } };

export const cacheContract = {
  /** What a step was answered is never served again; it stays where it is, with the reason. Gives the run that had given it. */
  distrust: oc
    .input(StepOfRun.extend({ reason: z.string().trim().min(1).max(500) }))
    .output(z.object({ stageKey: Hash, from: CachedFrom }))
    .errors({
      ...noKey,
      NOT_SERVED: {
        data: z.object({ stageKey: Hash }),
        message: 'No answer of this step is served: it was distrusted before, or never kept.',
      },
    }),
  /** Which parts of the cache key differ between two steps; none when the keys are the same. */
  whyMiss: oc
    .input(z.object({ a: StepOfRun, b: StepOfRun }))
    .output(z.object({ same: z.boolean(), differences: z.array(KeyDifference) }))
    .errors(noKey),
};
