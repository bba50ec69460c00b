import { safe } from '@orpc/client';
import type { JsonObject } from '../../engine/base/json.ts';
import type { EventReceived, EventSent } from '../../engine/contract/events.ts';
import type { TriggerState } from '../../engine/contract/flows.ts';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { failureSentence } from '../bridge/failure-sentence.ts';
import type { Host } from '../bridge/host.ts';
import type { Slice } from './studio.ts';

/** Messages that were refused for one reason, counted. */
export type RefusedMessages = Awaited<ReturnType<Host['events']['rejected']>>[number];

/** The bus as the workspace has it now. */
export interface Bus {
  /** Newest first, at most `BUS_LISTED` each. */
  readonly received: readonly EventReceived[];
  readonly sent: readonly EventSent[];
  /** All that was given up, whatever the filter. */
  readonly dead: readonly EventSent[];
  readonly awaited: readonly OpenWait[];
  readonly rejected: readonly RefusedMessages[];
  /** Published flows that an event starts. */
  readonly starts: readonly TriggerState[];
}

/** Which events are asked for; what is null is not asked. */
export interface BusFilter {
  readonly product: string | null;
  readonly eventType: string | null;
}

/** An event to be sent by hand: of which type, and what stands in its form at first; null there is the example of its product. */
export interface SampleWish {
  readonly product: string | null;
  readonly eventType: string | null;
  readonly payload: JsonObject | null;
  /** It came before, and is sent again as a new one. */
  readonly isReplay: boolean;
}

/** What came in and went out over the bus, and who waits for it. */
export interface EventsSlice {
  /** Null until it has been read. */
  readonly bus: Bus | null;
  /** Why it could not be read, as a sentence. */
  readonly busTrouble: string | null;
  readonly busFilter: BusFilter;
  readonly sampleWish: SampleWish | null;

  readonly readBus: () => Promise<void>;
  readonly filterBus: (filter: BusFilter) => void;
  /** Keeps the bus fresh while something shows it; gives the function that ends it. */
  readonly watchBus: () => () => void;
  /** The workspace's stream told that something of the bus changed. */
  readonly eventsChanged: () => void;
  /** Opens the form of a sample event; null closes it. */
  readonly askSample: (wish: SampleWish | null) => void;
  /** Sends a dead letter again. */
  readonly redeliver: (eventId: string) => Promise<void>;
}

/** So many events of each direction are listed at most. */
export const BUS_LISTED = 500;
/** Changes of the bus come in bursts. */
const GATHER_MS = 120;

export const eventsSlice: Slice<EventsSlice> = needs => (set, get) => {
  const { host, wire, tell } = needs;
  let watchers = 0;
  let callOff: (() => void) | null = null;
  let asked = 0;
  return {
    bus: null,
    busTrouble: null,
    busFilter: { product: null, eventType: null },
    sampleWish: null,

    readBus: async () => {
      const question = ++asked;
      const { product, eventType } = get().busFilter;
      const about = { ...(product === null ? {} : { product }), ...(eventType === null ? {} : { eventType }), limit: BUS_LISTED };
      try {
        const [received, sent, dead, awaited, rejected, triggers] = await Promise.all([
          host.events.received(about),
          host.events.sent(about),
          host.events.sent({ status: 'dead', limit: BUS_LISTED }),
          host.events.awaited(),
          host.events.rejected(),
          host.flows.triggers(),
        ]);
        // A later question was answered first.
        if (question !== asked) return;
        const starts = triggers.filter(({ trigger }) => trigger.on === 'event');
        set({ bus: { received, sent, dead, awaited, rejected, starts }, busTrouble: null });
      } catch (error) {
        if (question === asked && wire.connection() === 'open') set({ busTrouble: failureSentence(error) });
      }
    },

    filterBus: busFilter => {
      set({ busFilter });
      void get().readBus();
    },

    watchBus: () => {
      watchers += 1;
      void get().readBus();
      return () => void (watchers -= 1);
    },

    eventsChanged: () => {
      if (watchers === 0) return;
      callOff ??= needs.later(GATHER_MS, () => {
        callOff = null;
        void get().readBus();
      });
    },

    askSample: sampleWish => set({ sampleWish }),

    redeliver: async eventId => {
      const { error } = await safe(host.events.redeliver({ eventId }));
      tell(
        error === null
          ? { kind: 'done', sentence: 'The event is on its way again.' }
          : { kind: 'trouble', sentence: failureSentence(error) },
      );
      void get().readBus();
    },
  };
};
