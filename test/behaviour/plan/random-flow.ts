import fc from 'fast-check';
import { Flow } from '../../../engine/flow/flow.ts';

export const SLICES = 3;
export const SKILLS = 3;

/** Where a step reads: which root, and which of what may stand there. */
const Source = fc.record({
  from: fc.constantFrom('literal', 'slice', 'slice', 'upstream', 'upstream', 'context', 'maybe', 'run'),
  at: fc.nat(9),
});
type Source = typeof Source extends fc.Arbitrary<infer Made> ? Made : never;

const Drawn = fc.record({
  kind: fc.constantFrom('sage_skill', 'sage_skill', 'sage_skill', 'gate', 'gate', 'human_task', 'product_action', 'event_wait'),
  skill: fc.nat(SKILLS - 1),
  ports: fc.array(Source, { minLength: 1, maxLength: 2 }),
  saves: fc.boolean(),
  /** How far ahead the arrows lead; a gate on a person's word may also lead back. */
  ahead: fc.nat(2),
  failAhead: fc.nat(3),
  back: fc.boolean(),
  hasErrorRoute: fc.boolean(),
});
type Drawn = typeof Drawn extends fc.Arbitrary<infer Made> ? Made : never;

/** Flows over all five kinds, with branches, routes of errors, and loops that a person ends. */
export const RandomFlow: fc.Arbitrary<Flow> = fc.array(Drawn, { minLength: 2, maxLength: 9 }).map(drawn =>
  Flow.parse({
    format: 'atelier-flow/1',
    name: 'Random',
    packet: { slices: Object.fromEntries(Array.from({ length: SLICES }, (_, at) => [`s${String(at)}`, {}])) },
    start: 't0',
    steps: drawn.map((step, place) => stepOf(step, place, drawn)),
  }),
);

function stepOf(step: Drawn, place: number, drawn: readonly Drawn[]): unknown {
  const id = `t${String(place)}`;
  const [port = { from: 'literal', at: 0 }] = step.ports;
  const at = (ahead: number): string | undefined => (place + ahead < drawn.length ? `t${String(place + ahead)}` : undefined);
  const next = at(1 + step.ahead);
  const save = step.saves ? { save: { [`c${String(place % 3)}`]: step.kind === 'sage_skill' ? 'output.value' : String(place) } } : {};
  const onError = step.hasErrorRoute && at(2) !== undefined ? { onError: at(2) } : {};
  const linked = { id, ...save, ...(next === undefined ? {} : { next }), ...onError };
  switch (step.kind) {
    case 'sage_skill': {
      const input = Object.fromEntries(
        step.ports.map((source, index) => [`p${String(index)}`, `{{ ${expressionOf(source, place, drawn)} }}`]),
      );
      return { ...linked, kind: 'sage_skill', config: { skill: `skill${String(step.skill)}`, input } };
    }
    case 'gate': {
      const person = drawn.findLastIndex((other, index) => index < place && other.kind === 'human_task');
      const fork = { ...(next === undefined ? {} : { onPass: next }), onFail: at(1 + step.failAhead) ?? 'halt' };
      // Only a person's word leads back, and every person says yes in the end.
      if (person >= 0 && step.back)
        return {
          id,
          kind: 'gate',
          config: {
            expression: `has(steps.t${String(person)}.output) && steps.t${String(person)}.output.outcome == 'reject'`,
            onPass: `t${String(person)}`,
            onFail: next ?? 'halt',
          },
        };
      return { id, kind: 'gate', config: { expression: `string(${expressionOf(port, place, drawn)}) > '1'`, ...fork } };
    }
    case 'human_task':
      return { ...linked, kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' } };
    case 'product_action':
      return {
        ...linked,
        kind: 'product_action',
        config: {
          product: 'janice',
          action: 'send_message',
          payload: { to: 'Ana', subject: 'A', body: `{{ ${expressionOf(port, place, drawn)} }}!` },
        },
      };
    default:
      return { ...linked, kind: 'event_wait', config: { eventType: 'test.ping' } };
  }
}

/** Reads that may be missing are guarded now and then, so that flows both fail and do not. */
function expressionOf({ from, at }: Source, place: number, drawn: readonly Drawn[]): string {
  if (from === 'literal' || (place === 0 && from !== 'slice' && from !== 'run')) return String(at % 4);
  if (from === 'slice') return `packet.s${String(at % SLICES)}`;
  if (from === 'run') return at % 3 === 0 ? 'size(run.id)' : 'run.mode';
  if (from === 'maybe') return `has(context.c${String(at % 3)}) ? context.c${String(at % 3)} : ${String(at % 4)}`;
  if (from === 'context') return `context.c${String(at % 3)}`;
  const earlier = at % place;
  const kind = drawn[earlier]?.kind;
  const field =
    kind === 'sage_skill'
      ? 'value'
      : kind === 'human_task'
        ? 'outcome'
        : kind === 'gate'
          ? 'result'
          : kind === 'product_action'
            ? 'sent'
            : 'event.payload.n';
  const path = `steps.t${String(earlier)}.output.${field}`;
  return at > 4 ? `has(steps.t${String(earlier)}.output) ? ${path} : 0` : path;
}
