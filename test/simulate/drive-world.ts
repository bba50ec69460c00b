import { RunId } from '../../engine/base/ids.ts';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { answer, cancel, fittingEvent, randomEvent, send, start, wrongAnswer } from './acts.ts';
import { numberOf } from './rng.ts';
import type { SimWorld } from './sim-world.ts';
import { withinTurns } from './within-turns.ts';

/** A run that writes more rows than this is in a loop that only an operator ends. */
const MANY_ROWS = 250;
const ACTS = 45;
const TURNS = 3000;
const NOBODY = RunId.parse('run_0');

interface View {
  readonly waits: readonly OpenWait[];
  readonly unfinished: readonly RunId[];
}

/** Plays a random schedule until all runs of the world have ended, through all its lives. Throws with a sentence when one never does. */
export async function driveWorld(world: SimWorld, runs: number): Promise<void> {
  const { rng } = world;
  let begun = 0;
  let acts = 0;
  const underWay = new Set<Promise<void>>();
  const faults: unknown[] = [];
  const doing = (act: Promise<void>): void => {
    underWay.add(act);
    const over = () => void underWay.delete(act);
    act.then(over, (fault: unknown) => (over(), faults.push(fault)));
  };
  const nextLife = async (): Promise<void> => {
    await world.next();
    await withinTurns('An act that a crash cut short', Promise.all([...underWay].map(act => act.catch(() => undefined))));
  };

  for (let turn = 0; ; turn++) {
    if (turn > TURNS) throw new Error(`The runs do not come to an end in ${String(TURNS)} turns.`);
    // Mostly the engine comes to rest between two acts; now and then the next one meets it at work.
    const meetsIt = acts < ACTS && !world.without.has('races') && rng.chance(0.25);
    if (!meetsIt) await world.rest();
    else for (let wait = rng.int(4); wait > 0; wait--) await new Promise(setImmediate);
    if (faults.length > 0) throw faults[0];
    if (world.life.isDead()) {
      await nextLife();
      continue;
    }
    const view = await look(world);
    if (begun >= runs && view.unfinished.length === 0 && underWay.size === 0) return;
    const wild = wildAct(world, view, acts < ACTS, begun < runs);
    if (wild !== null) {
      acts += 1;
      if (wild === 'start') begun += 1;
      doing(wild === 'start' ? begin(world, begun) : wild());
      continue;
    }
    if (begun < runs) {
      begun += 1;
      doing(begin(world, begun));
    } else if (await calmAct(world, view, doing)) continue;
    else if (meetsIt) continue;
    else if (world.clock.toNext()) await world.rest();
    else if (world.isFaulty()) {
      // A disk that refused has stopped a run; whoever opens the workspace anew finds room again.
      world.books.story.push('closed and opened');
      await nextLife();
    } else throw new Error(`Nothing is left that could move ${view.unfinished.join(', ')}: it neither ended nor waits for anybody.`);
  }
}

async function look({ life: { workspace } }: SimWorld): Promise<View> {
  const [waits, unfinished] = await Promise.all([workspace.runs.openWaits(workspace.orgId), workspace.runs.unfinished(workspace.orgId)]);
  return { waits, unfinished };
}

const begin = (world: SimWorld, number: number): Promise<void> =>
  start(world, world.rng.int(world.packets.length), world.rng.chance(0.4) ? `start-${String(number)}` : null);

/** Something out of the ordinary, or null when it is time for ordinary things. */
function wildAct(
  world: SimWorld,
  { waits, unfinished }: View,
  mayBeWild: boolean,
  mayStart: boolean,
): 'start' | (() => Promise<void>) | null {
  const { rng, without, books } = world;
  if (!mayBeWild || rng.chance(0.35)) return null;
  const humans = waits.filter(({ wait }) => wait.subject.kind === 'human');
  const draw = rng.next();
  if (draw < 0.15 && mayStart) return 'start';
  if (draw < 0.35 && humans.length > 0) return () => answer(world, rng.pick(humans), outcomes => rng.pick(outcomes));
  if (draw < 0.42 && humans.length > 0 && !without.has('strays')) return () => wrongAnswer(world, rng.pick(humans));
  if (draw < 0.5 && humans.length > 0 && !without.has('races')) {
    // Two answers, a cancel and the deadline in one turn: one of them wins.
    const wait = rng.pick(humans);
    return async () => {
      const all = [answer(world, wait, outcomes => rng.pick(outcomes)), answer(world, wait, outcomes => rng.pick(outcomes))];
      if (rng.chance(0.3) && !without.has('cancels')) all.push(cancel(world, wait.runId));
      if (rng.chance(0.5) && !without.has('leaps')) leap(world, rng.int(7200));
      await Promise.all(all);
    };
  }
  if (draw < 0.65) {
    const sent = [...books.events.values()];
    const taken = sent.filter(({ state }) => state === 'taken');
    if (sent.length > 0 && rng.chance(0.35) && !without.has('duplicates')) {
      const { event } = rng.pick(sent);
      return () => send(world, event, ' again');
    }
    if (taken.length > 0 && rng.chance(0.15) && !without.has('duplicates')) {
      const { event } = rng.pick(taken);
      return () => send(world, { ...event, payload: { ...event.payload, n: 99 } }, ' with another body');
    }
    return () => send(world, randomEvent(world, unfinished));
  }
  if (draw < 0.7 && !without.has('leaps')) return quick(() => leap(world, rng.int(rng.chance(0.3) ? 172_800 : 600)));
  if (draw < 0.73 && unfinished.length > 0 && !without.has('cancels')) return () => cancel(world, rng.pick(unfinished));
  if (draw < 0.77 && !without.has('crashes')) {
    return quick(() => {
      books.story.push('power cut');
      world.life.die();
    });
  }
  return null;
}

const quick = (act: () => void) => (): Promise<void> => {
  act();
  return Promise.resolve();
};

/** Over many seconds at once, unless a call is under way: whether its answer or its time limit came first would be nobody's to say. */
function leap({ clock, outside }: SimWorld, bySeconds: number): void {
  if (outside.calls.some(({ state }) => state === 'under way')) clock.toNext();
  else clock.leap(bySeconds * 1000);
}

/** What a patient world does: answers, sends what is waited for, ends endless runs. False when only time is left to pass. */
async function calmAct(world: SimWorld, { waits, unfinished }: View, doing: (act: Promise<void>) => void): Promise<boolean> {
  const { workspace } = world.life;
  for (const runId of unfinished) {
    const head = await workspace.runs.head(workspace.orgId, runId);
    if ((head?.lastSeq ?? 0) < MANY_ROWS || world.books.cancels.get(runId) === 'taken') continue;
    doing(cancel(world, runId));
    return true;
  }
  for (const wait of waits) {
    const { subject, deadlineAtUs } = wait.wait;
    if (subject.kind === 'human') {
      doing(answer(world, wait, outcomes => world.rng.pick(outcomes)));
      return true;
    }
    const event = fittingEvent(world, wait);
    if (event !== null) {
      doing(send(world, event));
      return true;
    }
    if (deadlineAtUs === null) {
      doing(cancel(world, wait.runId));
      return true;
    }
  }
  return false;
}

/** Starts one run and answers all it asks by what is asked and not by when: the same flow and packet go the same way in every world. */
export async function driveQuietly(world: SimWorld): Promise<void> {
  await start(world, 0, null);
  for (let turn = 0; turn < TURNS; turn++) {
    await world.rest();
    const { waits, unfinished } = await look(world);
    if (unfinished.length === 0) return;
    const head = await world.life.workspace.runs.head(world.life.workspace.orgId, unfinished[0] ?? NOBODY);
    if ((head?.lastSeq ?? 0) > MANY_ROWS) {
      await cancel(world, unfinished[0] ?? NOBODY);
      continue;
    }
    const wait = waits[0];
    const place = wait === undefined ? '' : `${wait.stepId}#${String(wait.visit)}`;
    // The tenth time round it is approved: a run that goes on for ever compares with nothing.
    const pick = (outcomes: readonly string[]): string => outcomes[(wait?.visit ?? 0) > 9 ? 0 : numberOf(place) % outcomes.length] ?? '';
    if (wait?.wait.subject.kind === 'human') await answer(world, wait, pick, `${wait.runId} ${place}`);
    else {
      const event = wait === undefined ? null : fittingEvent(world, wait, `${wait.runId}/${place}`);
      if (event !== null) await send(world, event);
      else if (!world.clock.toNext()) throw new Error(`Nothing moves the quiet run ${unfinished.join(', ')}.`);
    }
  }
  throw new Error('The quiet run does not come to an end.');
}
