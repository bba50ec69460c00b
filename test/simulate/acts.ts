import { Actor, type RunId, type WaitId } from '../../engine/base/ids.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import type { BusEvent } from '../../engine/bus/event.ts';
import type { OpenWait } from '../../engine/trace/run-summary.ts';
import { foldRun } from '../../engine/trace/fold-run.ts';
import { FlowId } from '../../engine/base/ids.ts';
import { packetOf } from '../test-workspace.ts';
import { ACTIONS, PRODUCT, productOutput } from './script.ts';
import { EVENT_TYPES } from './sim-catalog.ts';
import type { Acknowledged, SimWorld } from './sim-world.ts';

const ANA = Actor.parse('user:ana');
const PARTNER = Actor.parse('role:partner');
const STRANGER = Actor.parse('user:stranger');

/** Starts a run on one of the packets; `startKey` makes a second try find the first. */
export function start(world: SimWorld, packetAt: number, startKey: string | null): Promise<void> {
  const { life, books, flow, packets } = world;
  const { workspace } = life;
  books.story.push(`start on packet ${String(packetAt)}${startKey === null ? '' : ` with key ${startKey}`}`);
  const packet = packetOf(workspace, flow, packets[packetAt] ?? {});
  const request = { flowId: FlowId.parse('sim'), flow, versionNo: null, packet, mode: 'live', by: ANA, startKey } as const;
  return workspace.runner.start(request).then(
    started => {
      if (life.isDead() || !started.ok) return;
      books.started.add(started.value);
      if (startKey === null) return;
      const known = books.startKeys.get(startKey);
      if (known !== undefined && known !== started.value)
        throw new Error(`The start key ${startKey} began two runs: ${known} and ${started.value}.`);
      books.startKeys.set(startKey, started.value);
    },
    () => undefined,
  );
}

/** Answers a wait as somebody who may. `pick` chooses the outcome. */
export async function answer(
  world: SimWorld,
  wait: OpenWait,
  pick: (outcomes: readonly string[]) => string,
  comment?: string,
): Promise<void> {
  const { subject, waitId } = wait.wait;
  if (subject.kind !== 'human') return;
  const told = wait.stepId in kindsOf(world) && kindsOf(world)[wait.stepId] !== 'human_task' ? await whatHappened(world, wait) : null;
  const outcome = told?.outcome ?? pick(subject.outcomes.map(({ id }) => id));
  const data = told?.data ?? (subject.form === null ? {} : { amount: 7 });
  await resolve(world, { waitId, outcome, data, by: subject.assignee === ANA ? ANA : STRANGER, roles: [subject.assignee] }, comment);
}

interface Answer {
  readonly waitId: WaitId;
  readonly outcome: string;
  readonly data: JsonObject;
  readonly by: Actor;
  readonly roles: readonly Actor[];
}

async function resolve(world: SimWorld, { waitId, outcome, data, by, roles }: Answer, comment?: string): Promise<void> {
  const { life, books } = world;
  const name = comment ?? `answer ${String(books.answers.size)}`;
  const book: { outcome: string; data: JsonObject; by: Actor; state: Acknowledged } = { outcome, data, by, state: 'asked' };
  books.answers.set(name, book);
  books.story.push(`${name}: ${outcome} by ${by} to ${waitId.slice(0, 9)}`);
  await life.workspace.runner.resolve({ waitId, outcome, comment: name, answer: data, by, roles }).then(
    result => {
      book.state = life.isDead() ? 'unknown' : result.ok ? 'taken' : 'refused';
    },
    () => {
      book.state = 'unknown';
    },
  );
}

/** Answers that must be refused: by the wrong person, with a word that is none of the outcomes, with a form that does not fit. */
export async function wrongAnswer(world: SimWorld, wait: OpenWait): Promise<void> {
  const { subject, waitId } = wait.wait;
  if (subject.kind !== 'human') return;
  const outcome = subject.outcomes[0]?.id ?? 'approve';
  const roles = [subject.assignee];
  const wrong: Answer[] = [
    { waitId, outcome, data: { amount: 7 }, by: STRANGER, roles: [] },
    { waitId, outcome: 'nonsense', data: { amount: 7 }, by: STRANGER, roles },
    ...(subject.form === null || kindsOf(world)[wait.stepId] !== 'human_task'
      ? []
      : [{ waitId, outcome, data: { amount: 'much' }, by: STRANGER, roles }]),
  ];
  const name = `wrong ${String(world.books.answers.size)}`;
  await resolve(world, world.rng.pick(wrong), name);
  const state = world.books.answers.get(name)?.state;
  if (state === 'taken') throw new Error(`An answer that must be refused was taken: ${name}.`);
}

const kindsOf = (world: SimWorld): Readonly<Record<string, string>> =>
  Object.fromEntries(world.flow.steps.map(({ id, kind }) => [id, kind]));

/** What an honest operator finds in the shop's books about an attempt whose end is unknown. */
async function whatHappened({ life: { workspace }, outside }: SimWorld, wait: OpenWait): Promise<{ outcome: string; data: JsonObject }> {
  const run = foldRun(await workspace.trace.rowsOf(workspace.orgId, wait.runId));
  const visit = run.visits.at(-1);
  const done = outside.calls.find(
    ({ who, runId, place }) =>
      who === 'product' && runId === wait.runId && place?.stepId === wait.stepId && place.sinceUs === visit?.startedAtUs,
  );
  if (done === undefined) return { outcome: 'not_done', data: {} };
  const input = visit?.input?.value ?? {};
  return { outcome: 'done', data: { response: productOutput(ACTIONS.bill, input as JsonObject) } }; // true: a payload is an object
}

/** Sends an event; its key is new unless one is given. */
export async function send(world: SimWorld, event: BusEvent, note = ''): Promise<void> {
  const { life, books } = world;
  const known = books.events.get(event.idempotency_key);
  books.story.push(`event ${event.idempotency_key} ${event.event_type} ${JSON.stringify(event.payload)}${note}`);
  const book: { readonly event: BusEvent; state: Acknowledged } = { event, state: 'asked' };
  if (known === undefined) books.events.set(event.idempotency_key, book);
  const expected = known === undefined || known.state !== 'taken' ? null : known.event === event ? 'same' : 'conflict';
  await life.workspace.runner.receive(event).then(
    ({ kind }) => {
      if (life.isDead()) return;
      if (expected !== null && kind !== expected)
        throw new Error(`The event ${event.idempotency_key} came again and counted as ${kind}, not as ${expected}.`);
      if (kind === 'new') book.state = 'taken';
      if (known === undefined || kind === 'conflict') return;
      known.state = 'taken';
    },
    () => undefined,
  );
}

export function newEvent(world: SimWorld, type: string, payload: JsonObject, key?: string): BusEvent {
  const name = key ?? `key-${String(world.books.events.size)}`;
  return {
    v: 1,
    event_id: `evt_${name}`,
    product: PRODUCT,
    event_type: type,
    org_id: world.life.workspace.orgId,
    idempotency_key: name,
    occurred_at: '2027-03-01T09:00:00Z',
    payload,
  };
}

export const randomEvent = (world: SimWorld, runIds: readonly RunId[]): BusEvent =>
  newEvent(world, world.rng.pick(EVENT_TYPES), {
    n: world.rng.int(10),
    ...(runIds.length > 0 && world.rng.chance(0.5) ? { run: world.rng.pick(runIds) } : {}),
  });

/** An event that a wait's match takes, if any does. */
export function fittingEvent(world: SimWorld, wait: OpenWait, key?: string): BusEvent | null {
  const { subject } = wait.wait;
  if (subject.kind !== 'event' || subject.match?.includes('missing') === true) return null;
  return newEvent(world, subject.eventType, { n: 9, ...(subject.match?.includes('payload.run') === true ? { run: wait.runId } : {}) }, key);
}

export async function cancel(world: SimWorld, runId: RunId): Promise<void> {
  const { life, books } = world;
  books.story.push(`cancel ${runId.slice(0, 9)}`);
  if (!books.cancels.has(runId)) books.cancels.set(runId, 'asked');
  await life.workspace.runner.cancel(runId, PARTNER, 'The simulation says so.').then(
    result => {
      if (!life.isDead() && result.ok) books.cancels.set(runId, 'taken');
    },
    () => undefined,
  );
}
