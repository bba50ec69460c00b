import type { RunId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { OpenWait } from '../trace/run-summary.ts';
import { commitBoundary, openBoundary, type ActiveRun } from './active-run.ts';
import type { Boundary } from './boundary.ts';
import { driveRun } from './drive-run.ts';
import { parentOf } from './parent-run.ts';
import { inboxBoundary } from './event-boundary.ts';
import { openTurns, type InTurn } from './in-turn.ts';
import { parkedOn, timeoutBoundary } from './resume-wait.ts';
import type { Runner } from './runner-door.ts';
import type { Announce, RunnerNeeds } from './runner-needs.ts';
import { openValues } from './scope.ts';

/**
 * Holds the runs of this process. Each run is driven by one chain of promises: whatever touches it (an answer, an event, a timer, an
 * operator) takes its turn in `inTurn`, reads the run as committed, gathers a boundary and drives on. So one winner among answer, event,
 * timeout and cancel needs no lock here; the store's compare-and-set on the wait row holds it against other processes.
 */
export interface RunKeeper extends Pick<Runner, 'settled' | 'onRows' | 'onTrouble' | 'close'> {
  readonly needs: RunnerNeeds;
  readonly inTurn: InTurn<RunId>;
  readonly announce: Announce;
  isClosing(): boolean;
  /** Work that `close` waits for. When it fails, the trouble is told as that of its run. */
  inBackground(work: Promise<unknown>, runId?: RunId): void;
  /** The run as committed, claimed by this process; null when nobody started it. Inside the run's turn. */
  load(runId: RunId): Promise<ActiveRun | null>;
  /** Takes a run in hand: claims it, unless this process already has. */
  takeUp(run: Pick<ActiveRun, 'run' | 'flow' | 'packet'>): Promise<ActiveRun>;
  /** The epoch in which this process holds the run; null gives it up. */
  hold(runId: RunId, epoch: number | null): void;
  /** The run that is being driven at this moment. */
  driven(runId: RunId): ActiveRun | undefined;
  /** Drives on from a boundary until the run rests; keeps the reason when the disk refuses. Inside the run's turn. */
  drive(active: ActiveRun, boundary: Boundary): Promise<void>;
  /** Takes a turn on a parked run. The boundary is committed before this resolves; the run goes on by itself. `over`: it no longer waits for this. */
  resume<Problem>(
    wait: OpenWait,
    decide: (active: ActiveRun) => Promise<Result<Boundary, Problem>>,
  ): Promise<Result<RunId, Problem | 'over'>>;
  /** No deadline of this wait will ring. */
  silence(waitId: string): void;
}

export function openRunKeeper(needs: RunnerNeeds): RunKeeper {
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
  const isClosing = (): boolean => closing;

  const announce: Announce = (runId, rows) => {
    for (const listener of listeners) listener(runId, rows);
  };

  function noteTrouble(runId: RunId, trouble: Error | null): void {
    if (trouble === null) troubles.delete(runId);
    else troubles.set(runId, trouble);
    if (trouble !== null) for (const listener of troubled) listener(runId, trouble);
  }

  async function load(runId: RunId): Promise<ActiveRun | null> {
    const rows = await needs.trace.rowsOf(needs.orgId, runId);
    if (rows.length === 0) return null;
    const run = foldRun(rows);
    const [flow, packet] = await Promise.all([needs.definition(run.versionHash), needs.runs.packet(needs.orgId, run.packetHash)]);
    if (flow === null || packet === null) throw new Error(`The definition or the packet of ${runId} is not in the store.`);
    return takeUp({ run, flow, packet });
  }

  async function takeUp({ run, flow, packet }: Pick<ActiveRun, 'run' | 'flow' | 'packet'>): Promise<ActiveRun> {
    const epoch = epochs.get(run.runId) ?? (await needs.runs.claim(needs.orgId, run.runId));
    epochs.set(run.runId, epoch);
    return {
      run,
      epoch,
      flow,
      packet,
      load: openValues(hash => needs.runs.blob(needs.orgId, hash)),
      parent: parentOf(run, needs),
      stop: new AbortController(),
      troubled: trouble => noteTrouble(run.runId, trouble),
      cancel: null,
    };
  }

  async function drive(active: ActiveRun, boundary: Boundary): Promise<void> {
    if (isClosing()) return; // nobody would stop it any more; the next start takes it up
    const { runId } = active.run;
    driven.set(runId, active);
    troubles.delete(runId);
    try {
      await driveRun(active, boundary, needs, announce);
      for (let next = await inboxBoundary(active, needs); next !== null && !isClosing(); next = await inboxBoundary(active, needs))
        await driveRun(active, next, needs, announce);
    } catch (fault) {
      noteTrouble(runId, faultOf(fault));
    } finally {
      needs.inFlight.left(runId);
      driven.delete(runId);
    }
    if (active.run.state.status === 'waiting') setAlarm({ runId, wait: active.run.state.wait });
    else if (active.run.endedAtUs !== null) epochs.delete(runId);
  }

  function inBackground(work: Promise<unknown>, runId: RunId | null = null): void {
    underWay.add(work);
    work.then(
      () => underWay.delete(work),
      (fault: unknown) => {
        underWay.delete(work);
        if (runId !== null) noteTrouble(runId, faultOf(fault));
      },
    );
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
      runId,
    );
  }

  function silence(waitId: string): void {
    alarms.get(waitId)?.abort();
    alarms.delete(waitId);
  }

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
      }).catch((fault: unknown) => {
        // Another path of this owner ended the wait in the same turn.
        if (fault instanceof Error && fault.name === 'WaitClosedError') decided.resolve(refused('over'));
        else decided.reject(fault);
      }),
    );
    return decided.promise;
  }

  return {
    needs,
    inTurn,
    announce,
    isClosing,
    inBackground,
    load,
    takeUp,
    hold(runId, epoch) {
      if (epoch === null) epochs.delete(runId);
      else epochs.set(runId, epoch);
    },
    driven: runId => driven.get(runId),
    drive,
    resume,
    silence,

    async settled(runId) {
      const refused = Promise.withResolvers<never>();
      const listener = (troubledRun: RunId, trouble: Error): void => {
        if (troubledRun === runId) refused.reject(trouble);
      };
      troubled.add(listener);
      try {
        // A run that the disk refuses keeps its turn and tries again; whoever waits for it is told at once.
        const known = troubles.get(runId);
        if (known !== undefined) throw known;
        const rows = await Promise.race([inTurn(runId, () => needs.trace.rowsOf(needs.orgId, runId)), refused.promise]);
        const trouble = troubles.get(runId);
        if (trouble !== undefined) throw trouble;
        return rows.length === 0 ? null : foldRun(rows);
      } finally {
        troubled.delete(listener);
      }
    },

    onRows(listener) {
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

const faultOf = (fault: unknown): Error => (fault instanceof Error ? fault : new Error(String(fault)));
