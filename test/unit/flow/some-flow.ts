import fc from 'fast-check';
import { Flow } from '../../../engine/flow/flow.ts';

const name = fc.constantFrom('a', 'b_2', 'Score', 'constructor', 'toString', 'x');
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', '{{ packet.a }}', 'Ünïcödé 🧭\u2028', '"\\/\n\t\u0001'),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.constantFrom(-0, 1e-7, 1.5e-300, 2 ** 53 - 1),
);
/** Also keys that JavaScript puts into an order of its own. */
const key = fc.oneof(name, fc.constantFrom('1', '0', 'zeta', 'ключ', '', 'a b'));
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    text,
    number,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));
const object = fc.dictionary(key, value, { maxKeys: 4 });
const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const point = fc.record({ x: number, y: number });

const linked = {
  title: optional(text),
  save: optional(fc.dictionary(name, text, { maxKeys: 2 })),
  next: optional(name),
  onError: optional(name),
};
const retry = optional(fc.record({ maxAttempts: fc.integer({ min: 1, max: 20 }), baseMs: optional(fc.nat(3_600_000)) }));

const body = fc.oneof(
  fc.record({
    ...linked,
    retry,
    kind: fc.constant('sage_skill'),
    config: fc.record({ skill: text, input: object, timeoutMs: optional(fc.integer({ min: 1, max: 86_400_000 })) }),
  }),
  fc.record({ ...linked, retry, kind: fc.constant('product_action'), config: fc.record({ product: text, action: text, payload: object }) }),
  fc.record({
    ...linked,
    kind: fc.constant('human_task'),
    config: fc.record({
      assignee: fc.constant('role:partner'),
      description: text,
      form: optional(object),
      show: optional(fc.array(text, { maxLength: 2 })),
    }),
  }),
  fc.record({
    ...linked,
    kind: fc.constant('event_wait'),
    config: fc.record({ eventType: text, match: optional(text), since: optional(fc.constantFrom('run', 'step')) }),
  }),
  fc.record({
    title: optional(text),
    kind: fc.constant('gate'),
    config: fc.record({ expression: text, onPass: optional(name), onFail: fc.oneof(fc.constant('halt'), name) }),
  }),
);

const withoutAbsent = (written: unknown): unknown => JSON.parse(JSON.stringify(written)) as unknown;

/** Any flow that the format takes: all kinds, free JSON of all shapes and numbers, notes, layout, and nothing in its usual order. */
export const someFlow: fc.Arbitrary<Flow> = fc
  .record({
    layout: optional(fc.dictionary(name, point, { maxKeys: 4 })),
    groups: optional(
      fc.array(fc.record({ title: text, stepIds: fc.array(name, { maxLength: 3 }), id: fc.constant('g') }), { maxLength: 2 }),
    ),
    notes: optional(fc.array(fc.record({ y: number, text, x: number, id: fc.constant('n') }), { maxLength: 2 })),
    steps: fc
      .uniqueArray(fc.tuple(name, body), { selector: ([id]) => id, maxLength: 5 })
      .map(steps => steps.map(([id, rest]) => ({ ...rest, id }))),
    start: optional(name),
    context: optional(fc.record({ schema: object })),
    packet: optional(
      fc.record({ slices: fc.dictionary(name, fc.record({ required: optional(fc.boolean()), schema: optional(object) }), { maxKeys: 3 }) }),
    ),
    trigger: optional(
      fc.oneof(
        fc.constant({ on: 'manual' }),
        fc.constant({ timezone: 'Europe/Paris', cron: '0 9 * * 1', on: 'schedule' }),
        fc.constant({ match: 'true', eventType: 'x', on: 'event' }),
      ),
    ),
    description: optional(text),
    name: text.map(each => (each === '' ? 'Flow' : each)),
    format: fc.constant('atelier-flow/1'),
  })
  .map(written => Flow.parse(withoutAbsent(written)));
