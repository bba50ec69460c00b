import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor, RunId } from '../../engine/base/ids.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { Ids } from '../../engine/base/world.ts';
import type { BusEvent } from '../../engine/bus/event.ts';
import type { Flow } from '../../engine/flow/flow.ts';
import type { RunnerNeeds } from '../../engine/runner/runner-needs.ts';
import { faultWords, type Fault, type FaultFamily } from './faults.ts';
import { openLife, type Life } from './life.ts';
import { openOutside, type Outside } from './outside.ts';
import type { Rng } from './rng.ts';
import type { Script } from './script.ts';
import { openSimArtefacts } from './sim-artefacts.ts';
import { openSimClock, type SimClock } from './sim-clock.ts';

/** What became of something asked of the engine: `unknown` when the answer was lost. */
export type Acknowledged = 'asked' | 'taken' | 'refused' | 'unknown';

/** Everything this world asked of the engine, so that it can be held to its word. */
export interface Books {
  /** By comment, which is the answer's own. */
  readonly answers: Map<string, { readonly outcome: string; readonly data: JsonObject; readonly by: Actor; state: Acknowledged }>;
  /** By idempotency key, as first sent. */
  readonly events: Map<string, { readonly event: BusEvent; state: Acknowledged }>;
  readonly cancels: Map<RunId, Acknowledged>;
  /** Runs that the engine said it had started. */
  readonly started: Set<RunId>;
  /** By start key. */
  readonly startKeys: Map<string, RunId>;
  /** What was done, for people who read a failure. */
  readonly story: string[];
}

/** A world of one seed: time, chance, outside and disk outlive each life of the process. */
export interface SimWorld {
  readonly folder: string;
  readonly flow: Flow;
  readonly packets: readonly Readonly<Record<string, Json>>[];
  readonly script: Script;
  readonly rng: Rng;
  readonly without: ReadonlySet<FaultFamily>;
  readonly clock: SimClock;
  readonly outside: Outside;
  readonly books: Books;
  readonly artefacts: ReturnType<typeof openSimArtefacts>;
  /** The one that goes on now. */
  life: Life;
  lives: number;
  /** True when this life has a fault in it, met or not. */
  isFaulty(): boolean;
  /** Opens the next life on the files, with the next fault, or from now on with none. */
  next(from?: 'calm'): Promise<void>;
  /** Until the engine rests or the power is gone. */
  rest(): Promise<void>;
}

export interface WorldNeeds {
  readonly folder: string;
  readonly flow: Flow;
  readonly packets: readonly Readonly<Record<string, Json>>[];
  readonly script: Script;
  readonly rng: Rng;
  readonly faults: readonly (Fault | null)[];
  readonly without: ReadonlySet<FaultFamily>;
  readonly startUs: number;
  readonly onWritten: (runId: RunId) => void;
  readonly tamper?: ((needs: RunnerNeeds) => RunnerNeeds) | undefined;
}

export async function openSimWorld(needs: WorldNeeds): Promise<SimWorld> {
  mkdirSync(needs.folder, { recursive: true });
  // Written here, so that opening waits for no disk: then all that happens has one order.
  writeFileSync(join(needs.folder, 'workspace.json'), JSON.stringify(SETTINGS));
  const clock = openSimClock(needs.startUs);
  const outside = openOutside(needs.script, clock);
  const artefacts = openSimArtefacts();
  const ids = seededIds(needs.rng.branch('ids'));
  const books: Books = {
    answers: new Map(),
    events: new Map(),
    cancels: new Map(),
    started: new Set(),
    startKeys: new Map(),
    story: [],
  };
  let isCalm = false;
  const live = (number: number): Promise<Life> => {
    const fault = isCalm ? null : (needs.faults[number] ?? null);
    books.story.push(`life ${String(number)}: fault ${faultWords(fault)}`);
    return openLife({ ...needs, number, clock, ids, outside, artefacts, fault });
  };
  const world: SimWorld = {
    ...needs,
    clock,
    outside,
    books,
    artefacts,
    life: await live(0),
    lives: 1,
    isFaulty: () => !isCalm && (needs.faults[world.lives - 1] ?? null) !== null,
    async next(from) {
      isCalm ||= from === 'calm';
      await world.life.end();
      world.life = await live(world.lives);
      world.lives += 1;
    },
    async rest() {
      const { life } = world;
      // A run that goes round and round never lets the engine rest.
      for (let quiet = 0, turns = 0; quiet < 3 && turns < 1000 && !life.isDead(); turns++) {
        const before = life.calls();
        await new Promise(setImmediate);
        quiet = life.busy() === 0 && life.calls() === before ? quiet + 1 : 0;
      }
    },
  };
  return world;
}

const SETTINGS = {
  format: 'atelier-workspace/1',
  name: 'Simulation',
  orgId: 'local',
  orgName: 'Simulation',
  me: 'user:ana',
  roles: ['role:partner'],
};

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const seededIds = (rng: Rng): Ids => ({
  next: prefix => `${prefix}_${Array.from({ length: 26 }, () => ALPHABET[rng.int(32)] ?? '0').join('')}`,
});
