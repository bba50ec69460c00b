import type { Actor, RunId } from '../base/ids.ts';
import { schemaProblems } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { BusEvent } from '../bus/event.ts';
import { firstMatch } from '../bus/match-event.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { OpenWait } from '../trace/run-summary.ts';
import type { Run } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import { commitBoundary, openBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { cancelRun, driveRun } from './drive-run.ts';
import { finishArtefacts } from './finish-artefacts.ts';
import { openTurns } from './in-turn.ts';
import { CREATOR_EPOCH, newRun } from './new-run.ts';
import { recoveryBoundary } from './recover-run.ts';
import { answerBoundary, eventBoundary, parkedOn, timeoutBoundary } from './resume-wait.ts';
import type { Runner, ResolveProblem, ResolveRequest } from './runner-door.ts';
import type { Announce, RunnerNeeds } from './runner-needs.ts';
import { openScope, openValues } from './scope.ts';

/**
 * The only hand that writes runs. Each run is driven by one chain of promises: whatever touches it (an answer, an event, a timer, an
 * operator) takes its turn in `inTurn`, reads the run as committed, gathers a boundary and drives on. So one winner among answer, event,
 * timeout and cancel needs no lock here; the store's compare-and-set on the wait row holds it against other processes.
 */
export function openRunner(needs: RunnerNeeds): Runner {
  const inTurn = openTurns<RunId>();
  const listeners = new Set<Announce>();
  const troubled = new Set<(runId: RunId, trouble: Error) => void>();
  /** Runs being driven now; a run that rests is read from the store again. */
  const driven = new Map<RunId, ActiveRun>();
  /** Epochs that this process has claimed. */
  const epochs = new Map<RunId, number>();
  const alarms = new Map<string, AbortController>();
  const underWay = new Set<Promise<unknown>>();
  /** Why a run could not be written; told to whoever waits for it. */
  const troubles = new Map<RunId, Error>();
  let closing = false;

  const announce: Announce = (runId, rows) => {
    for (const listener of listeners) listener(runId, rows);
  };

  async function load(runId: RunId): Promise<ActiveRun | null> {
    const rows = await needs.trace.rowsOf(needs.orgId, runId);
    if (rows.length === 0) return null;
    const run = foldRun(rows);
    const [flow, packet] = await Promise.all([needs.definition(run.versionHash), needs.runs.packet(needs.orgId, run.packetHash)]);
    if (flow === null || packet === null) throw new Error(`The definition or the packet of ${runId} is not in the store.`);
    return takeUp({ run, flow, packet });
  }

  /** Takes a run in hand: claims it, unless this process already has. */
  async function takeUp({ run, flow, packet }: Pick<ActiveRun, 'run' | 'flow' | 'packet'>): Promise<ActiveRun> {
    const epoch = epochs.get(run.runId) ?? (await needs.runs.claim(needs.orgId, run.runId));
    epochs.set(run.runId, epoch);
    return {
      run,
      epoch,
      flow,
      packet,
      load: openValues(hash => needs.runs.blob(needs.orgId, hash)),
      stop: new AbortController(),
      cancel: null,
    };
  }

  /** Drives on from a boundary until the run rests; keeps the reason when the disk refuses. */
  async function drive(active: ActiveRun, boundary: Boundary): Promise<void> {
    const { runId } = active.run;
    driven.set(runId, active);
    troubles.delete(runId);
    try {
      await driveRun(active, boundary, needs, announce);
      await takeWaitingEvent(active);
    } catch (fault) {
      const trouble = fault instanceof Error ? fault : new Error(String(fault));
      troubles.set(runId, trouble);
      for (const listener of troubled) listener(runId, trouble);
    } finally {
      driven.delete(runId);
    }
    if (active.run.state.status === 'waiting') setAlarm({ runId, wait: active.run.state.wait });
    else if (active.run.endedAtUs !== null) epochs.delete(runId);
  }

  /** An event that arrived while the wait was being written is found here, so that it is missed in neither order. */
  async function takeWaitingEvent(active: ActiveRun): Promise<void> {
    while (!closing && active.run.state.status === 'waiting' && active.run.state.wait.subject.kind === 'event') {
      const { waitId, subject } = active.run.state.wait;
      const inbox = await needs.events.unconsumed(needs.orgId, active.run.runId, subject.eventType, subject.sinceUs);
      const found = await firstMatch(inbox, subject.match, openScope(active.run, active.packet, active.load).evaluate);
      const parked = parkedOn(active, waitId);
      const boundary = found.event === null || parked === null ? null : await eventBoundary(parked, found.event, needs);
      if (boundary === null) return;
      await driveRun(active, boundary, needs, announce);
    }
  }

  function inBackground(work: Promise<unknown>): void {
    underWay.add(work);
    const over = () => void underWay.delete(work);
    work.then(over, over);
  }

  function setAlarm({ runId, wait }: Pick<OpenWait, 'runId' | 'wait'>): void {
    if (closing || wait.deadlineAtUs === null || alarms.has(wait.waitId)) return;
    const alarm = new AbortController();
    alarms.set(wait.waitId, alarm);
    const { deadlineAtUs } = wait;
    inBackground(
      (async () => {
        await needs.clock.sleepUntil(deadlineAtUs, alarm.signal);
        alarms.delete(wait.waitId);
        if (alarm.signal.aborted) return;
        await inTurn(runId, async () => {
          const active = await load(runId);
          const parked = active === null ? null : parkedOn(active, wait.waitId);
          if (active !== null && parked !== null) await drive(active, timeoutBoundary(parked, needs));
        });
      })(),
    );
  }

  function silence(waitId: string): void {
    alarms.get(waitId)?.abort();
    alarms.delete(waitId);
  }

  /** Takes a turn on a parked run. `boundary` null: it was refused, and why. The boundary is committed before this resolves; the run goes on by itself. */
  async function resume<Problem>(
    wait: OpenWait,
    decide: (active: ActiveRun) => Promise<Result<Boundary, Problem>>,
  ): Promise<Result<RunId, Problem | 'over'>> {
    const decided = Promise.withResolvers<Result<RunId, Problem | 'over'>>();
    inBackground(
      inTurn(wait.runId, async () => {
        const active = await load(wait.runId);
        if (active === null || parkedOn(active, wait.wait.waitId) === null) {
          decided.resolve(refused('over'));
          return;
        }
        const boundary = await decide(active);
        if (!boundary.ok) {
          decided.resolve(boundary);
          return;
        }
        await commitBoundary(active, boundary.value, needs, announce);
        needs.crashPoint('wait-closed');
        if (active.run.state.status !== 'waiting') silence(wait.wait.waitId);
        decided.resolve(ok(wait.runId));
        await drive(active, openBoundary(active, needs.clock));
      }).catch((fault: unknown) => decided.reject(fault)),
    );
    return decided.promise;
  }

  function whyNotAnswer({ wait, stepId }: OpenWait, request: ResolveRequest): ResolveProblem | null {
    const { subject } = wait;
    if (subject.kind !== 'human') return { kind: 'not-allowed', sentence: `Step “${stepId}” waits for an event, not for a person.` };
    if (subject.assignee !== request.by && !request.roles.includes(subject.assignee))
      return { kind: 'not-allowed', sentence: `This is for ${subject.assignee}; you are ${request.by} and may not answer for them.` };
    if (!subject.outcomes.some(({ id }) => id === request.outcome))
      return {
        kind: 'not-allowed',
        sentence: `“${request.outcome}” is not one of the answers: ${subject.outcomes.map(({ id }) => id).join(', ')}.`,
      };
    const problems = subject.form === null ? [] : schemaProblems(subject.form, request.answer);
    return problems.length === 0 ? null : { kind: 'does-not-fit', problems };
  }

  async function cancelResting(runId: RunId, by: Actor, reason: string | null): Promise<Run | null> {
    return inTurn(runId, async () => {
      const active = await load(runId);
      if (active === null || active.run.endedAtUs !== null) return active?.run ?? null;
      const boundary = openBoundary(active, needs.clock);
      cancelRun(boundary, active.flow, { by, reason });
      if (active.run.state.status === 'waiting') {
        boundary.closeWait = { waitId: active.run.state.wait.waitId, how: 'cancelled', by };
        silence(active.run.state.wait.waitId);
      }
      await commitBoundary(active, boundary, needs, announce);
      return active.run;
    });
  }

  return {
    async start(request) {
      const created = newRun(request, needs);
      const { runId } = created.run;
      epochs.set(runId, CREATOR_EPOCH);
      const creating = needs.runs.create(created);
      const goOn = async (): Promise<void> => {
        const active = await takeUp(created);
        await drive(active, openBoundary(active, needs.clock));
      };
      // Nobody can have started a run without a key, so its first step's intent is gathered at once and shares the first commit.
      const first = request.startKey === null && !closing ? inTurn(runId, goOn) : null;
      first?.catch(() => undefined); // told below, by what creating it came to
      try {
        const outcome = await creating;
        if (outcome.kind !== 'created') epochs.delete(runId);
        if (outcome.kind === 'conflict') return refused({ kind: 'key-conflict' });
        if (outcome.kind === 'existing') return ok(outcome.runId);
      } catch (fault) {
        epochs.delete(runId);
        if (fault instanceof Error && fault.name === 'StorageError') return refused({ kind: 'storage', sentence: fault.message });
        throw fault;
      }
      announce(runId, created.rows);
      needs.crashPoint('run-created');
      inBackground(first ?? inTurn(runId, async () => (closing ? undefined : goOn())));
      return ok(runId);
    },

    async resolve(request) {
      const wait = await needs.runs.openWait(needs.orgId, request.waitId);
      if (wait === null) return refused({ kind: 'wait-over' });
      const problem = whyNotAnswer(wait, request);
      if (problem !== null) return refused(problem);
      const resolved = await resume<ResolveProblem>(wait, async active => {
        const parked = parkedOn(active, request.waitId);
        return parked === null ? refused({ kind: 'wait-over' }) : ok(await answerBoundary(parked, request, needs));
      });
      return resolved.ok ? resolved : refused(resolved.error === 'over' ? { kind: 'wait-over' } : resolved.error);
    },

    async receive(event: BusEvent) {
      const kind = await needs.events.receive(event, needs.clock.nowUs());
      if (kind !== 'new') return { kind, matchedRuns: [] };
      const waits = (await needs.runs.openWaits(needs.orgId)).filter(
        ({ wait }) => wait.subject.kind === 'event' && wait.subject.eventType === event.event_type,
      );
      const matchedRuns: RunId[] = [];
      for (const wait of waits) {
        await resume<'no-match'>(wait, async active => {
          const parked = parkedOn(active, wait.wait.waitId);
          const boundary = parked === null ? null : await eventBoundary(parked, event, needs);
          if (boundary === null) return refused('no-match');
          if (boundary.closeWait !== null) matchedRuns.push(wait.runId);
          return ok(boundary);
        });
      }
      return { kind, matchedRuns };
    },

    async cancel(runId, by, reason) {
      const active = driven.get(runId);
      if (active !== undefined) {
        active.cancel = { by, reason };
        active.stop.abort();
      }
      const run = await cancelResting(runId, by, reason);
      return run === null ? refused('no-such-run') : ok(run.state.status);
    },

    async recover() {
      await finishArtefacts(needs);
      const runIds = await needs.runs.unfinished(needs.orgId);
      for (const runId of runIds)
        inBackground(
          inTurn(runId, async () => {
            const active = await load(runId);
            if (active === null) return;
            await drive(active, recoveryBoundary(active, needs));
          }),
        );
      return runIds;
    },

    async settled(runId) {
      const run = await inTurn(runId, async () => {
        const rows = await needs.trace.rowsOf(needs.orgId, runId);
        return rows.length === 0 ? null : foldRun(rows);
      });
      const trouble = troubles.get(runId);
      if (trouble !== undefined) throw trouble;
      return run;
    },

    onRows(listener: (runId: RunId, rows: readonly TraceRow[]) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    onTrouble(listener) {
      troubled.add(listener);
      return () => void troubled.delete(listener);
    },

    async close() {
      closing = true;
      for (const waitId of [...alarms.keys()]) silence(waitId);
      for (const active of driven.values()) active.stop.abort();
      await Promise.allSettled([...underWay]);
    },
  };
}
