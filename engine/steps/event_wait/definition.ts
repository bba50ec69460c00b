import { z } from 'zod';
import { StepId } from '../../base/ids.ts';
import type { StepDefinition } from '../step-definition.ts';

export const EventWaitConfig = z.strictObject({
  eventType: z.string().max(128).meta({ title: 'Event type', description: 'E.g. catalyst.purchase.confirmed.', reference: 'eventType' }),
  match: z
    .string()
    .max(4096)
    .optional()
    .meta({ title: 'Match', description: 'An expression over event and payload that picks the right one.', expression: true }),
  timeoutMs: z
    .int()
    .min(1)
    .max(31_536_000_000)
    .optional()
    .meta({ title: 'Time limit', description: 'Milliseconds until the wait is given up.', unit: 'ms' }),
  since: z
    .enum(['run', 'step'])
    .optional()
    .meta({ title: 'Count events since', description: 'The start of the run (as usual), or of this step.' }),
  onTimeout: StepId.optional().meta({
    title: 'When the time is up',
    description: 'The step to go on with; without one the run fails.',
    reference: 'step',
  }),
});
export type EventWaitConfig = z.infer<typeof EventWaitConfig>;

export const eventWait: StepDefinition<typeof EventWaitConfig> = {
  kind: 'event_wait',
  title: 'Event wait',
  purpose: 'The run waits until a matching event arrives.',
  config: EventWaitConfig,
  blank: { eventType: '' },
  handles: [
    { field: 'next', label: null, always: true },
    { field: 'onTimeout', label: 'timeout', always: false },
    { field: 'onError', label: 'error', always: false },
  ],
  line: config => config.eventType,
};
