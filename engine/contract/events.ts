import { oc } from '@orpc/contract';
import { z } from 'zod';
import { RunId, StepId } from '../base/ids.ts';
import { StepError } from '../base/step-error.ts';
import { BusEvent } from '../bus/event.ts';
import { OutboxStatus } from '../bus/outbox.ts';
import { RejectionCount } from '../bus/rejection.ts';
import { OpenWait } from '../trace/run-summary.ts';

/** An event that came, with the runs that took it. */
export const EventReceived = z.object({ event: BusEvent, receivedAtUs: z.int(), takenBy: z.array(RunId) });
export type EventReceived = z.infer<typeof EventReceived>;

/** An event on its way out, and the step that sent it. */
export const EventSent = z.object({
  event: BusEvent,
  runId: RunId,
  stepId: StepId,
  /** `dead`: given up until somebody sends it again. */
  status: OutboxStatus,
  attempts: z.int(),
  createdAtUs: z.int(),
  /** Of a pending one: when it is tried next. */
  nextAtUs: z.int(),
  /** Why the last attempt that failed did. */
  error: StepError.nullable(),
  settledAtUs: z.int().nullable(),
});
export type EventSent = z.infer<typeof EventSent>;

const told = { eventType: z.string().max(128).optional(), product: z.string().max(64).optional() };
const limit = z.int().min(1).max(1000).default(100);

export const eventsContract = {
  /** What came, newest first. */
  received: oc.input(z.object({ ...told, limit })).output(z.array(EventReceived)),
  /** Messages that were refused, counted by reason and product; the last refused first. */
  rejected: oc.output(z.array(RejectionCount)),
  /** Runs that wait for an event, oldest first. */
  awaited: oc.output(z.array(OpenWait)),
  /** What steps sent, newest first. */
  sent: oc.input(z.object({ status: OutboxStatus.optional(), ...told, limit })).output(z.array(EventSent)),
  /** Sends a dead letter again, from the first attempt. */
  redeliver: oc
    .input(z.object({ eventId: z.string().max(128) }))
    .output(z.object({ eventId: z.string() }))
    .errors({
      NO_SUCH_EVENT: { data: z.object({ eventId: z.string() }), message: 'This event was not sent from here.' },
      NOT_DEAD: { data: z.object({ eventId: z.string() }), message: 'This event is on its way, or was delivered.' },
    }),
};
