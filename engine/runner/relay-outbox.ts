import { ok, refused, type Result } from '../base/result.ts';
import type { Actor } from '../base/ids.ts';
import { deliveryDelayMs } from '../bus/delivery-delay.ts';
import type { DeliveryOutcome, OutboxEntry } from '../bus/outbox.ts';
import { stepOf } from '../flow/flow.ts';
import type { StepPlace } from '../steps/step-work.ts';
import { commitBoundary, openBoundary, type ActiveRun } from './active-run.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { RedeliverProblem } from './runner-door.ts';

/**
 * Brings what steps dispatched to its receivers: at least once, always under the same id and in the same bytes. Everything it knows stands in the
 * outbox's rows, instants included, so a restart goes on where it was; a delivery that was under way then is made again.
 *
 * The end of a delivery is written in two steps. First the outbox row, at once, so that nothing is sent again. Then, when the run's turn comes,
 * `event.delivered` or `event.delivery_failed` in its trace, in one transaction with the mark that it is told; a crash between leaves the mark
 * missing, and the next start tells it. So a step that works for an hour holds no delivery up, and each end is told once. A run that has ended
 * takes these rows too: they follow its last row in the chain and move nothing, since what was sent is a part of what happened.
 */
export interface OutboxRelay {
  /** Looks into the outbox again: something was dispatched. */
  stir(): void;
  /** Resolves when no delivery is under way and none is due. */
  idle(): Promise<void>;
  /** Sends a dead letter again, from the first attempt. */
  redeliver(eventId: string, by: Actor): Promise<Result<null, RedeliverProblem>>;
  /** Stops deliveries; what is under way is made again at the next start. */
  stop(): void;
}

/** At once for one product, so that one that hangs holds up no other. */
const PER_PRODUCT = 4;
/** How long nothing is tried after the disk refused to note what was done. */
const DISK_PAUSE_US = 30_000_000;

export function openRelay(keeper: RunKeeper): OutboxRelay & { start(): void } {
  const { needs } = keeper;
  const stopped = new AbortController();
  const underWay = new Set<string>();
  let alarm = new AbortController();
  let isRunning = false;
  /** Told when there is nothing left to do. */
  let waiting: (() => void)[] = [];

  const stir = (): void => alarm.abort();

  const tellIdle = (): void => {
    for (const told of waiting) told();
    waiting = [];
  };

  async function run(): Promise<void> {
    isRunning = true;
    await despiteDisk(async () => {
      for (const entry of await needs.outbox.untold(needs.orgId)) tellInBackground(entry);
    });
    while (!stopped.signal.aborted)
      await despiteDisk(async () => {
        alarm = new AbortController();
        const nowUs = needs.clock.nowUs();
        for (const entry of await needs.outbox.due(needs.orgId, nowUs, PER_PRODUCT)) begin(entry);
        const nextUs = await needs.outbox.nextDueUs(needs.orgId, nowUs);
        if (alarm.signal.aborted) return;
        if (underWay.size === 0) tellIdle();
        await rest(nextUs);
      });
    isRunning = false;
    tellIdle();
  }

  function begin(entry: OutboxEntry): void {
    const { event_id: eventId } = entry.event;
    if (underWay.has(eventId) || stopped.signal.aborted) return;
    underWay.add(eventId);
    keeper.inBackground(
      despiteDisk(() => deliver(entry)).finally(() => {
        underWay.delete(eventId);
        stir();
      }),
    );
  }

  /** When the disk refuses, nothing is lost: the rows still say what is to be done, and it is tried again later. */
  async function despiteDisk(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (fault) {
      if (!(fault instanceof Error) || fault.name !== 'StorageError') throw fault;
      await needs.clock.sleepUntil(needs.clock.nowUs() + DISK_PAUSE_US, stopped.signal);
    }
  }

  /** Until something is due, or stirs. */
  const rest = (untilUs: number | null): Promise<void> =>
    untilUs === null
      ? new Promise(resolve => alarm.signal.addEventListener('abort', () => resolve(), { once: true }))
      : needs.clock.sleepUntil(untilUs, alarm.signal);

  async function deliver(entry: OutboxEntry): Promise<void> {
    const outcome = await needs.deliver(entry, stopped.signal);
    needs.crashPoint('event-posted');
    if (outcome.kind === 'stopped') return;
    if (await note(entry, outcome)) tellInBackground(entry);
  }

  /** True when that was the end of it. */
  async function note({ event, attempts }: OutboxEntry, outcome: Exclude<DeliveryOutcome, { kind: 'stopped' }>): Promise<boolean> {
    const atUs = needs.clock.nowUs();
    const error = outcome.kind === 'failed' ? outcome.error : null;
    const delayMs =
      outcome.kind === 'delivered' || outcome.isFinal ? null : deliveryDelayMs(event.event_id, attempts + 1, outcome.error.retryAfterMs);
    const nextAtUs = delayMs === null ? null : atUs + delayMs * 1000;
    await needs.outbox.noteAttempt(needs.orgId, event.event_id, { atUs, error, nextAtUs });
    return nextAtUs === null;
  }

  function tellInBackground({ event: { event_id: eventId }, runId }: OutboxEntry): void {
    if (keeper.isClosing()) return;
    keeper.inBackground(
      keeper.inTurn(runId, async () => {
        const entry = await needs.outbox.find(needs.orgId, eventId);
        const active = await keeper.load(runId);
        if (entry === null || entry.status === 'pending' || active === null) return;
        const boundary = openBoundary(active, needs.clock);
        const own = { product: entry.event.product, eventType: entry.event.event_type };
        const { attempts, error } = entry;
        if (entry.status === 'delivered') boundary.add('event.delivered', placeOf(active, entry), { eventId, attempts }, own);
        else if (error !== null)
          boundary.add(
            'event.delivery_failed',
            placeOf(active, entry),
            { eventId, attempts, error },
            { ...own, errorClass: error.class, errorCode: error.code },
          );
        boundary.post({ kind: 'told', eventId });
        await commitBoundary(active, boundary, needs, keeper.announce);
        letGo(active);
      }),
    );
  }

  /** A run that has ended is held by nobody. */
  function letGo({ run: { runId, endedAtUs } }: ActiveRun): void {
    if (endedAtUs !== null) keeper.hold(runId, null);
  }

  async function redeliver(eventId: string, by: Actor): Promise<Result<null, RedeliverProblem>> {
    const found = await needs.outbox.find(needs.orgId, eventId);
    if (found === null) return refused('no-such-event');
    const done = await keeper.inTurn(found.runId, async () => {
      const entry = await needs.outbox.find(needs.orgId, eventId);
      const active = entry?.status === 'dead' ? await keeper.load(found.runId) : null;
      if (entry === null || active === null) return refused('not-dead' as const);
      const { event } = entry;
      const boundary = openBoundary(active, needs.clock);
      boundary.add(
        'event.dispatched',
        placeOf(active, entry),
        { eventId, payload: boundary.refer(event.payload) },
        { actor: by, product: event.product, eventType: event.event_type },
      );
      boundary.post({ kind: 'retry', eventId });
      await commitBoundary(active, boundary, needs, keeper.announce);
      letGo(active);
      return ok(null);
    });
    stir();
    return done;
  }

  return {
    start() {
      keeper.onRows((_runId, rows) => {
        if (rows.some(({ kind }) => kind === 'event.dispatched')) stir();
      });
      keeper.inBackground(run());
    },
    stir,
    redeliver,
    idle: () =>
      new Promise(resolve => {
        if (!isRunning) {
          resolve();
          return;
        }
        waiting.push(resolve);
        stir();
      }),
    stop() {
      stopped.abort();
      stir();
    },
  };
}

/** Null when the flow has no such step any more, which a pinned definition never comes to. */
function placeOf({ flow }: ActiveRun, { stepId, visit, attempt }: OutboxEntry): StepPlace | null {
  const step = stepOf(flow, stepId);
  return step === undefined ? null : { step, visit, attempt };
}
