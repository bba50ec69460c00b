import type { Json, JsonObject } from '../../engine/base/json.ts';
import { checkFlow } from '../../engine/flow/check-flow.ts';
import { Flow } from '../../engine/flow/flow.ts';
import type { Rng } from './rng.ts';
import { ACTIONS, PRODUCT, SKILLS } from './script.ts';
import { EVENT_TYPES, SIM_CATALOG, SLICES } from './sim-catalog.ts';

/** When every simulated world begins. */
export const START_US = Date.parse('2027-03-01T09:00:00Z') * 1000;

/**
 * A flow of two to nine steps of the five kinds that may be published: a chain with shortcuts, ways out for errors and deadlines, and gates
 * that jump back. Some of its expressions fail when they run: they read what a shortcut left out.
 */
export function randomFlow(rng: Rng): Flow {
  for (;;) {
    const steps = randomSteps(rng);
    const flow = Flow.parse({ format: 'atelier-flow/1', name: 'Simulated', packet: { slices: SLICES }, start: 's0', steps });
    if (checkFlow(flow, SIM_CATALOG).every(({ severity }) => severity !== 'error')) return flow;
  }
}

interface Drawn {
  readonly id: string;
  readonly kind: Flow['steps'][number]['kind'];
}

function randomSteps(rng: Rng): Json[] {
  const count = 2 + rng.int(8);
  const kinds = Array.from({ length: count }, (_, at): Drawn => ({
    id: `s${String(at)}`,
    kind: at === 0 && rng.chance(0.7) ? 'sage_skill' : rng.pick(KINDS),
  }));
  return kinds.map((drawn, at) => stepOf(rng, drawn, kinds.slice(0, at), kinds.slice(at + 1)));
}

const KINDS = [
  ...(['sage_skill', 'sage_skill', 'sage_skill', 'gate', 'gate', 'human_task', 'human_task', 'event_wait', 'product_action'] as const),
  'product_action',
] as const;

function stepOf(rng: Rng, { id, kind }: Drawn, before: readonly Drawn[], after: readonly Drawn[]): Json {
  const forward = (): string | undefined => (after.length === 0 ? undefined : rng.chance(0.75) ? after[0]?.id : rng.pick(after).id);
  if (kind === 'gate') return gateOf(rng, id, before, forward);
  const next = forward();
  const common: JsonObject = {
    id,
    kind,
    ...(next === undefined ? {} : { next }),
    ...(after.length > 0 && rng.chance(0.5) ? { onError: rng.pick(after).id } : {}),
    ...(rng.chance(0.4) ? { retry: { maxAttempts: 1 + rng.int(4), baseMs: rng.int(3) * 500 } } : {}),
    save: {
      // Counts the visits, so that a gate can end its loop.
      [`c_${id}`]: `has(context.c_${id}) ? context.c_${id} + 1 : 1`,
      ...(rng.chance(0.4) ? { [`v_${id}`]: SAVED[kind](rng) } : {}),
    },
  };
  const route = after.length > 0 && rng.chance(0.5) ? rng.pick(after).id : undefined;
  switch (kind) {
    case 'sage_skill':
      return { ...common, config: skillConfig(rng, before) };
    case 'product_action':
      return { ...common, config: { product: PRODUCT, action: rng.pick(Object.values(ACTIONS)), payload: { what: valueOf(rng, before) } } };
    case 'human_task':
      return { ...common, config: humanConfig(rng, before, route) };
    case 'event_wait':
      return { ...common, config: eventConfig(rng, route) };
  }
}

const SAVED = {
  sage_skill: (rng: Rng) => rng.pick(['output.score', 'output.n', 'output.text', 'output']),
  product_action: (rng: Rng) => rng.pick(['output.left', 'output.id']),
  human_task: (rng: Rng) => rng.pick(['output.outcome', 'output.comment']),
  event_wait: (rng: Rng) => rng.pick(['output.event.payload', 'output.event.payload.n']),
} as const;

function skillConfig(rng: Rng, before: readonly Drawn[]): JsonObject {
  const skill = rng.pick([SKILLS.say, SKILLS.say, SKILLS.flaky, SKILLS.flaky, SKILLS.stubborn, SKILLS.count, SKILLS.letter]);
  const namesRun = skill !== SKILLS.say && skill !== SKILLS.count;
  return {
    skill,
    input: { about: valueOf(rng, before), ...(namesRun ? { run: '{{ run.id }}' } : {}) },
    ...(rng.chance(0.3) ? { timeoutMs: 20_000 + rng.int(60) * 1000 } : {}),
  };
}

/** A literal or a template over packet, context and what came before. */
function valueOf(rng: Rng, before: readonly Drawn[]): Json {
  const text = (): string => `{{ ${readOf(rng, before)} }}`;
  const draw = rng.next();
  if (draw < 0.15) return rng.int(5);
  if (draw < 0.65) return text();
  if (draw < 0.8) return `Between ${text()} and ${text()}.`;
  return [text(), { deeper: text(), plain: 'x' }];
}

/** Something that can be read; now and then of a step that may not have run. */
function readOf(rng: Rng, before: readonly Drawn[]): string {
  const step = before.length === 0 ? undefined : rng.pick(before);
  if (step === undefined || rng.chance(0.4))
    return rng.pick(['packet.note', 'packet.score', 'packet.flag', 'packet.items', 'size(packet.items)', 'run.mode', 'run.flow']);
  if (step.kind !== 'gate' && rng.chance(0.3)) return `has(context.c_${step.id}) ? context.c_${step.id} : 0`;
  return `steps.${step.id}.output.${READ[step.kind](rng)}`;
}

const READ = {
  sage_skill: (rng: Rng) => rng.pick(['score', 'n', 'text']),
  product_action: (rng: Rng) => rng.pick(['left', 'id']),
  human_task: () => 'outcome',
  event_wait: () => 'event.payload',
  gate: () => 'result',
} as const;

function humanConfig(rng: Rng, before: readonly Drawn[], onDeadline: string | undefined): JsonObject {
  const hours = rng.int(48);
  return {
    assignee: rng.pick(['role:partner', 'user:ana']),
    description: rng.chance(0.5) ? 'Look at it.' : `Look at {{ ${readOf(rng, before)} }}.`,
    ...(rng.chance(0.4) ? { deadline: new Date(START_US / 1000 + hours * 3_600_000).toISOString() } : {}),
    ...(rng.chance(0.3) ? { outcomes: ['yes', 'no', 'later'].map(outcome => ({ id: outcome, label: outcome })) } : {}),
    ...(rng.chance(0.3) ? { form: { type: 'object', required: ['amount'], properties: { amount: { type: 'integer' } } } } : {}),
    ...(rng.chance(0.3) ? { show: [readOf(rng, before)] } : {}),
    ...(onDeadline === undefined ? {} : { onDeadline }),
  };
}

function eventConfig(rng: Rng, onTimeout: string | undefined): JsonObject {
  const match = rng.pick([null, 'payload.n > 3', 'payload.run == run.id', 'event.product == "simshop"', 'payload.missing.deeper == 1']);
  return {
    eventType: rng.pick(EVENT_TYPES),
    ...(match === null ? {} : { match }),
    ...(rng.chance(0.4) ? { since: rng.pick(['run', 'step']) } : {}),
    ...(rng.chance(0.5) || match?.includes('missing') === true ? { timeoutMs: 60_000 * (1 + rng.int(120)) } : {}),
    ...(onTimeout === undefined ? {} : { onTimeout }),
  };
}

function gateOf(rng: Rng, id: string, before: readonly Drawn[], forward: () => string | undefined): Json {
  const counters = before.filter(({ kind }) => kind !== 'gate');
  const back = counters.length > 0 && rng.chance(0.35) ? rng.pick(counters).id : undefined;
  const onPass = forward();
  const onFail = back ?? (rng.chance(0.4) ? 'halt' : (forward() ?? 'halt'));
  const condition = conditionOf(rng, before);
  const counted = `(has(context.c_${back ?? ''}) && context.c_${back ?? ''} >= ${String(2 + rng.int(2))})`;
  const expression = back === undefined ? condition : `${counted} || ${condition}`;
  return { id, kind: 'gate', config: { expression, onFail, ...(onPass === undefined ? {} : { onPass }) } };
}

function conditionOf(rng: Rng, before: readonly Drawn[]): string {
  const step = before.length === 0 ? undefined : rng.pick(before);
  if (step === undefined || rng.chance(0.4))
    return rng.pick(['packet.flag', 'packet.score >= 0.5', 'packet.items.exists(i, i > 6)', 'true']);
  switch (step.kind) {
    case 'sage_skill':
      return `steps.${step.id}.output.score >= 0.${String(rng.int(10))}`;
    case 'product_action':
      return `steps.${step.id}.output.left > ${String(rng.int(9))}`;
    case 'human_task':
      return `steps.${step.id}.output.outcome in ["approve", "yes"]`;
    case 'event_wait':
      return `steps.${step.id}.output.event.payload.n > 4`;
    case 'gate':
      return `!steps.${step.id}.output.result`;
  }
}

/** Slices that fit the contract above; now and then too large for a row. */
export function randomSlices(rng: Rng): Record<string, Json> {
  return {
    note: rng.chance(0.2) ? 'A long note. '.repeat(300) : `Note ${String(rng.int(50))}`,
    score: rng.int(100) / 100,
    flag: rng.chance(0.5),
    items: Array.from({ length: rng.int(5) }, () => rng.int(10)),
  };
}
