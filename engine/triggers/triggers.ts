import type { Actor, FlowId, RunId } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { Clock } from '../base/world.ts';
import type { FlowStore } from '../flow/flow-store.ts';
import { openTurns } from '../runner/in-turn.ts';
import { nextDueUs, readArmedFlow, type ArmedFlow, type SelfTrigger } from './armed-flow.ts';
import { startByEvent, startBySchedule, type StartNeeds } from './start-by-trigger.ts';
import type { LookedAt, TriggerRow, TriggerStore } from './trigger-store.ts';

/**
 * What starts runs by itself: published flows whose newest version names an event or a schedule. It acts only once it is armed, which a host
 * that stays open does and a command that ends does not, and it makes up for what it missed: a schedule is caught up once however many
 * instants fell into the pause, an event that came meanwhile is looked at. Nothing is started twice: the due instant or the event's identity
 * is the start key, so the step from "started" to "noted that it started" may be cut anywhere.
 */
export interface Triggers {
  /** From now on runs start by themselves, until it is closed. Gives a sentence for each flow that cannot. */
  arm(): Promise<readonly string[]>;
  /** Looks anew at a flow that was published. */
  refresh(flowId: FlowId): Promise<void>;
  /** An event of this type stands in the inbox. */
  heard(eventType: string): void;
  /** By flow id. */
  list(): Promise<readonly TriggerState[]>;
  /** Pauses a flow's trigger or lets it go on. What fell due while it was paused is not made up for. */
  set(flowId: FlowId, isOn: boolean, by: Actor): Promise<Result<TriggerState, 'no-such-trigger'>>;
  /** Resolves when everything that was due or heard has been dealt with. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface TriggerState {
  readonly flowId: FlowId;
  readonly flowName: string;
  readonly versionNo: number;
  readonly trigger: SelfTrigger;
  readonly isOn: boolean;
  /** When the clock starts it next. */
  readonly nextAtUs: number | null;
  readonly lastStart: { readonly atUs: number; readonly runId: RunId } | null;
  readonly problem: { readonly atUs: number; readonly sentence: string } | null;
}

export interface TriggerNeeds extends StartNeeds {
  readonly clock: Clock;
  readonly flows: FlowStore;
  readonly store: TriggerStore;
  readonly crashPoint: (at: 'trigger-started') => void;
}

/** After the disk refused a start. */
const AGAIN_AFTER_US = 60_000_000;

export function openTriggers(needs: TriggerNeeds): Triggers {
  const { orgId, clock, flows, store } = needs;
  const inTurn = openTurns<FlowId>();
  const armed = new Map<FlowId, { readonly flow: ArmedFlow; readonly alarm: AbortController }>();
  /** Work that is not asleep. */
  const underWay = new Set<Promise<unknown>>();
  const closing = new AbortController();
  let isActing = false;

  function inBackground(work: Promise<unknown>): void {
    underWay.add(work);
    const over = (): void => void underWay.delete(work);
    work.then(over, over);
  }

  const disarm = (flowId: FlowId): void => {
    armed.get(flowId)?.alarm.abort();
    armed.delete(flowId);
  };

  /** Takes a flow in hand as it is stored. Inside its turn. */
  async function hold(flowId: FlowId): Promise<void> {
    disarm(flowId);
    const flow = isActing ? await readArmedFlow(needs, flowId) : null;
    if (flow === null) return;
    await store.put(orgId, flow.row);
    if (flow.row.paused !== null) return;
    const alarm = new AbortController();
    armed.set(flowId, { flow, alarm });
    if (flow.trigger.on === 'event') await lookAtEvents(flowId);
    else inBackground(waitForClock(flowId, flow.row.nextAtUs, alarm.signal));
  }

  /** The same; when the disk refuses, the rows still say what is due, and it is tried again later. */
  async function holdNowOrLater(flowId: FlowId): Promise<void> {
    try {
      await inTurn(flowId, () => hold(flowId));
    } catch (fault) {
      if (!isDiskTrouble(fault)) throw fault;
      later(clock.nowUs() + AGAIN_AFTER_US, closing.signal, () => holdNowOrLater(flowId));
    }
  }

  /** Sleeps outside of what `settled` waits for. */
  async function waitForClock(flowId: FlowId, dueAtUs: number | null, signal: AbortSignal): Promise<void> {
    if (dueAtUs === null) return;
    if (dueAtUs > clock.nowUs()) later(dueAtUs, signal, () => ring(flowId, signal));
    else await ring(flowId, signal);
  }

  function later(atUs: number, signal: AbortSignal, work: () => Promise<void>): void {
    void clock.sleepUntil(atUs, signal).then(() => {
      if (!signal.aborted) inBackground(work());
    });
  }

  async function ring(flowId: FlowId, signal: AbortSignal): Promise<void> {
    try {
      const nextAtUs = await inTurn(flowId, async () => (signal.aborted ? null : startWhatIsDue(flowId)));
      inBackground(waitForClock(flowId, nextAtUs, signal));
    } catch (fault) {
      if (!isDiskTrouble(fault)) throw fault;
      later(clock.nowUs() + AGAIN_AFTER_US, signal, () => ring(flowId, signal));
    }
  }

  /** Gives when the flow is due next. Inside its turn. */
  async function startWhatIsDue(flowId: FlowId): Promise<number | null> {
    const held = armed.get(flowId);
    if (held === undefined || held.flow.row.nextAtUs === null) return null;
    const { flow } = held;
    const started = await startBySchedule(flow, held.flow.row.nextAtUs, needs).catch((fault: unknown) => refused(faultSentence(fault)));
    needs.crashPoint('trigger-started');
    const atUs = clock.nowUs();
    const row = { ...flow.row, nextAtUs: nextDueUs(flow.trigger, atUs), ...whatCame(flow.row, started, atUs) };
    await store.put(orgId, row);
    armed.set(flowId, { ...held, flow: { ...flow, row } });
    return row.nextAtUs;
  }

  /** Inside the flow's turn. */
  async function lookAtEvents(flowId: FlowId): Promise<void> {
    const held = armed.get(flowId);
    if (held?.flow.trigger.on !== 'event') return;
    const { flow } = held;
    let { row } = flow;
    for (const event of await store.unseen(orgId, flowId, held.flow.trigger.eventType, row.sinceUs)) {
      const what = await startByEvent(flow, event, needs).catch((fault: unknown): LookedAt => ({
        outcome: 'refused',
        sentence: faultSentence(fault),
      }));
      needs.crashPoint('trigger-started');
      const atUs = clock.nowUs();
      await store.seen(orgId, flowId, event, what, atUs);
      switch (what.outcome) {
        case 'unmatched':
          continue;
        case 'started':
          row = { ...row, ...whatCame(row, ok(what.runId), atUs) };
          break;
        case 'refused':
          row = { ...row, ...whatCame(row, refused(`Event ${event.event_id} started nothing. ${what.sentence}`), atUs) };
          break;
        default:
          neverHere(what);
      }
      await store.put(orgId, row);
      armed.set(flowId, { ...held, flow: { ...flow, row } });
    }
  }

  async function lookNowOrLater(flowId: FlowId): Promise<void> {
    try {
      await inTurn(flowId, () => lookAtEvents(flowId));
    } catch (fault) {
      if (!isDiskTrouble(fault)) throw fault;
      later(clock.nowUs() + AGAIN_AFTER_US, closing.signal, () => lookNowOrLater(flowId));
    }
  }

  async function stateOf(flowId: FlowId): Promise<TriggerState | null> {
    const flow = await readArmedFlow(needs, flowId);
    if (flow === null) return null;
    const { version, trigger, row } = flow;
    const { nextAtUs, lastStart, problem } = row;
    const isOn = row.paused === null;
    return {
      flowId,
      flowName: flow.flow.name,
      versionNo: version.versionNo,
      trigger,
      isOn,
      nextAtUs: isOn ? nextAtUs : null,
      lastStart,
      problem,
    };
  }

  return {
    async arm() {
      isActing = true;
      const problems: string[] = [];
      for (const { flowId } of await flows.drafts(orgId)) {
        try {
          await holdNowOrLater(flowId);
        } catch (fault) {
          // One flow that cannot be read keeps neither the others nor the window from opening.
          problems.push(`“${flowId}” does not start by itself: ${fault instanceof Error ? fault.message.slice(0, 300) : String(fault)}`);
        }
      }
      return problems;
    },

    refresh: holdNowOrLater,

    heard(eventType) {
      for (const [flowId, { flow }] of armed)
        if (flow.trigger.on === 'event' && flow.trigger.eventType === eventType) inBackground(lookNowOrLater(flowId));
    },

    async list() {
      const states = await Promise.all((await flows.drafts(orgId)).map(({ flowId }) => stateOf(flowId)));
      return states.filter(state => state !== null).toSorted((a, b) => (a.flowId < b.flowId ? -1 : 1));
    },

    set: (flowId, isOn, by) =>
      inTurn(flowId, async () => {
        const flow = await readArmedFlow(needs, flowId);
        if (flow === null) return refused('no-such-trigger');
        const atUs = clock.nowUs();
        const { row, trigger } = flow;
        if (isOn !== (row.paused === null)) {
          const goingOn = { paused: null, sinceUs: atUs, nextAtUs: nextDueUs(trigger, atUs), problem: null };
          await store.put(orgId, { ...row, ...(isOn ? goingOn : { paused: { atUs, by } }) });
          await hold(flowId);
        }
        const state = await stateOf(flowId);
        return state === null ? refused('no-such-trigger') : ok(state);
      }),

    async settled() {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },

    async close() {
      isActing = false;
      closing.abort();
      for (const flowId of [...armed.keys()]) disarm(flowId);
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}

/** Our own mistake with one flow: it is told with its trigger, and the others go on. Throws on when the disk refused, which is no mistake. */
function faultSentence(fault: unknown): string {
  if (isDiskTrouble(fault)) throw fault;
  return `Atelier itself failed to start it: ${fault instanceof Error ? fault.message.slice(0, 300) : String(fault)}. Please report it.`;
}

const isDiskTrouble = (fault: unknown): boolean =>
  fault instanceof Error && (fault.name === 'StorageError' || fault.name === 'StartNotWrittenError');

const whatCame = (row: TriggerRow, started: Result<RunId, string>, atUs: number): Pick<TriggerRow, 'lastStart' | 'problem'> =>
  started.ok
    ? { lastStart: { atUs, runId: started.value }, problem: null }
    : { lastStart: row.lastStart, problem: { atUs, sentence: started.error } };
