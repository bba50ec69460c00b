import type { Clock, Ids } from '../../engine/base/world.ts';
import type { RunId } from '../../engine/base/ids.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import type { RunnerNeeds } from '../../engine/runner/runner-needs.ts';
import { StorageError } from '../../engine/runner/run-store.ts';
import type { ArtefactFolder } from '../../engine/runner/artefact-folder.ts';
import type { Workspace } from '../../engine/workspace.ts';
import type { Fault } from './faults.ts';
import type { Outside } from './outside.ts';
import { SIM_PRODUCTS, SIM_SKILLS } from './sim-catalog.ts';
import { withinTurns } from './within-turns.ts';

export interface LifeNeeds {
  readonly folder: string;
  readonly number: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly outside: Outside;
  readonly artefacts: ArtefactFolder;
  readonly fault: Fault | null;
  /** A change of this run is on disk; nothing else has happened since. */
  readonly onWritten: (runId: RunId) => void;
  /** Puts a fault of ours into the engine's hands, to see that the simulation finds it. */
  readonly tamper?: ((needs: RunnerNeeds) => RunnerNeeds) | undefined;
}

/**
 * One life of the process on the workspace's files. A crash is this: from one moment on the engine reaches nothing any more (each call of
 * it is refused, each sleep sleeps for ever), and what it held in memory is thrown away; the next life has the files alone. A transaction
 * that was handed to SQLite before that moment is on disk whole, with nobody told; one that was not never is. SQLite itself is not cut in
 * the middle of a transaction here: that is what `npm run crash` does with real processes.
 */
export interface Life {
  readonly workspace: Workspace;
  isDead(): boolean;
  /** Cuts the power now. */
  die(): void;
  /** Calls of the engine that are not answered yet, and how many there ever were: when both rest, so does the engine. */
  readonly busy: () => number;
  readonly calls: () => number;
  /** Leaves the files to the next life: after a crash with what is on disk, else as a program that is closed. */
  end(): Promise<void>;
}

export async function openLife(life: LifeNeeds): Promise<Life> {
  let isDead = false;
  let busy = 0;
  let calls = 0;
  const die = (): void => {
    isDead = true;
  };
  const writes = faultOn(life.fault, die);
  const points = new Map<string, number>();

  /** Hands a call on while there is power; counts it, and lets the fault of this life have its say on writes. */
  const powered = <Answer>(call: () => Promise<Answer>, write: { readonly runId: RunId | null } | null): Promise<Answer> => {
    calls += 1;
    if (isDead) return Promise.reject(new StorageError('The power is off.'));
    const refusal = write === null ? null : writes.before();
    if (refusal !== null) return Promise.reject(refusal);
    busy += 1;
    return call()
      .then(answer => {
        if (write !== null) {
          if (write.runId !== null) {
            life.outside.wrote(write.runId);
            life.onWritten(write.runId);
          }
          writes.after();
        }
        if (isDead) throw new StorageError('The power is off.');
        return answer;
      })
      .finally(() => {
        busy -= 1;
      });
  };

  const around = (real: RunnerNeeds): RunnerNeeds => {
    const needs: RunnerNeeds = {
      ...real,
      skills: SIM_SKILLS,
      products: SIM_PRODUCTS,
      productCalls: life.outside.products(life.number),
      models: () => life.outside.model(life.number),
      runs: through(real.runs, (name, args, call) => powered(call, writeOf(name, args))),
      trace: through(real.trace, (_, __, call) => powered(call, null)),
      cache: through(real.cache, (_, __, call) => powered(call, null)),
      events: through(real.events, (name, _, call) => powered(call, name === 'receive' ? { runId: null } : null)),
      artefacts: through(life.artefacts, (_, __, call) => powered(call, null)),
      definition: hash => powered(() => real.definition(hash), null),
      crashPoint: at => {
        const times = (points.get(at) ?? 0) + 1;
        points.set(at, times);
        if (!isDead && life.fault?.kind === 'crash-at' && life.fault.point === at && life.fault.nth === times) die();
      },
    };
    return life.tamper?.(needs) ?? needs;
  };

  const { folder, clock, ids } = life;
  const opened = await withinTurns(
    'Opening the workspace',
    openWorkspace({ folder, clock, ids, environment: {}, resourcesFolder: folder, around, writingThread: false }),
  );
  if (!opened.ok) throw new Error(opened.error.sentence);
  return {
    workspace: opened.value,
    isDead: () => isDead,
    die,
    busy: () => busy,
    calls: () => calls,
    async end() {
      await withinTurns('Closing the workspace', opened.value.close());
      life.outside.died(life.number);
    },
  };
}

type Through = (name: string, args: readonly unknown[], call: () => Promise<unknown>) => Promise<unknown>;

/** An interface whose every call goes through `pass`. */
function through<Target extends object>(target: Target, pass: Through): Target {
  return new Proxy(target, {
    get(inner, name) {
      const member: unknown = Reflect.get(inner, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => pass(String(name), args, () => Reflect.apply(member, inner, args) as Promise<unknown>); // true: the interfaces handed in here answer asynchronously
    },
  });
}

function writeOf(name: string, args: readonly unknown[]): { readonly runId: RunId | null } | null {
  const [first] = args as [{ readonly run: { readonly runId: RunId } }?]; // true of `commit` and `create`, which are asked for it alone
  if (name === 'commit' || name === 'create') return { runId: first?.run.runId ?? null };
  return name === 'claim' ? { runId: null } : null;
}

/** Counts writes, and lets the fault happen at its number. */
function faultOn(fault: Fault | null, die: () => void): { before(): StorageError | null; after(): void } {
  let begun = 0;
  let written = 0;
  return {
    before() {
      begun += 1;
      if (fault?.kind === 'disk-full' && begun >= fault.nth && begun < fault.nth + fault.times)
        return new StorageError('The disk of the simulation is full.');
      if (fault?.kind !== 'crash-before-write' || begun !== fault.nth) return null;
      die();
      return new StorageError('The power is off.');
    },
    after() {
      written += 1;
      if (fault?.kind === 'crash-after-write' && written === fault.nth) die();
    },
  };
}
