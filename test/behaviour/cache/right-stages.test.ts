import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/base/json.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { MODEL_CLASSES } from '../../../engine/models/model.ts';
import { openStudio, workedSteps, type Setting, type Studio } from './a-studio.ts';

const SEED = 20_260_311;
const SLICES = 3;
const SKILLS = 3;
const STAGES = 6;

/** Where a port's value comes from; upstream and context name an earlier stage, by its place modulo how many there are. */
const Source = fc.oneof(
  fc.record({ from: fc.constant('literal' as const), at: fc.nat(3) }),
  fc.record({ from: fc.constant('slice' as const), at: fc.nat(SLICES - 1) }),
  fc.record({ from: fc.constant('upstream' as const), at: fc.nat(STAGES) }),
  fc.record({ from: fc.constant('context' as const), at: fc.nat(STAGES) }),
);
const Stage = fc.record({ skill: fc.nat(SKILLS - 1), ports: fc.array(Source, { minLength: 1, maxLength: 3 }) });
const Change = fc.oneof(
  fc.record({ what: fc.constant('slice' as const), at: fc.nat(SLICES - 1), to: fc.nat(4) }),
  fc.record({ what: fc.constant('prompt' as const), at: fc.nat(SKILLS - 1), to: fc.nat(3) }),
  fc.record({ what: fc.constant('param' as const), at: fc.nat(SKILLS - 1), to: fc.nat(3) }),
  fc.record({ what: fc.constant('code' as const), at: fc.nat(SKILLS - 1), to: fc.nat(3) }),
);
type Stage = typeof Stage extends fc.Arbitrary<infer Made> ? Made : never;
type Change = typeof Change extends fc.Arbitrary<infer Made> ? Made : never;

/** Everything a run of the flow hangs on, as numbers: what the test turns. */
interface World {
  readonly slices: number[];
  readonly prompts: number[];
  readonly params: number[];
  readonly codes: number[];
}

/** Few different answers, so that a changed question often has the old answer and early cut-off matters. */
const answerOf = (prompt: string, params: JsonObject, input: JsonObject): number =>
  Buffer.from(`${prompt}${JSON.stringify(params)}${JSON.stringify(Object.entries(input).toSorted())}`).reduce(
    (sum, byte) => (sum * 31 + byte) % 9973,
    7,
  ) % 3;

let studio: Studio;
let cases = 0;
const setting: Setting = { skills: {}, params: {}, modelId: 'test-1', answer: answerOf };

beforeAll(async () => {
  studio = await openStudio(setting);
});
afterAll(() => studio.leave());

it(`runs exactly the stages that a change of slice, prompt, parameter or code reaches (seed ${String(SEED)})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(Stage, { minLength: 1, maxLength: STAGES }),
      fc.array(Change, { minLength: 1, maxLength: 4 }),
      async (stages, changes) => {
        const salt = String(cases++);
        const flow = flowOf(stages);
        const world: World = { slices: [0, 1, 2], prompts: [0, 0, 0], params: [0, 0, 0], codes: [0, 0, 0] };
        const answered = new Set<string>();
        for (const change of [null, ...changes]) {
          if (change !== null) turn(world, change);
          turnSetting(world, salt);
          const slices = Object.fromEntries(world.slices.map((value, at) => [`s${String(at)}`, value]));
          const expected = expectedWork(stages, world, salt, answered);

          const run = await studio.run(flow, slices);

          expect(run.state.status).toBe('succeeded');
          expect(workedSteps(run)).toEqual(expected);
          expect(run.cacheHits).toBe(stages.length - expected.length);
        }
      },
    ),
    { seed: SEED, numRuns: 40 },
  );
});

function flowOf(stages: readonly Stage[]): Flow {
  return Flow.parse({
    format: 'atelier-flow/1',
    name: 'Stages',
    packet: { slices: Object.fromEntries(Array.from({ length: SLICES }, (_, at) => [`s${String(at)}`, {}])) },
    start: 't0',
    steps: stages.map((stage, place) => ({
      id: `t${String(place)}`,
      kind: 'sage_skill',
      config: {
        skill: `skill${String(stage.skill)}`,
        input: Object.fromEntries(stage.ports.map((port, at) => [`p${String(at)}`, templateOf(port, place)])),
      },
      save: { [`c${String(place)}`]: 'output.value * 2' },
      ...(place + 1 < stages.length ? { next: `t${String(place + 1)}` } : {}),
    })),
  });
}

function templateOf({ from, at }: Stage['ports'][number], place: number): unknown {
  const earlier = place === 0 ? null : String(at % place);
  if (from === 'literal' || (earlier === null && from !== 'slice')) return at;
  if (from === 'slice') return `{{ packet.s${String(at)} }}`;
  return from === 'upstream' ? `{{ steps.t${earlier ?? ''}.output.value }}` : `{{ context.c${earlier ?? ''} }}`;
}

function turn(world: World, { what, at, to }: Change): void {
  const turned = { slice: world.slices, prompt: world.prompts, param: world.params, code: world.codes }[what];
  turned[at] = to;
}

const promptOf = (world: World, salt: string, skill: number): string => `${salt}/${String(skill)}/${String(world.prompts[skill])}`;

function turnSetting(world: World, salt: string): void {
  setting.skills = Object.fromEntries(
    Array.from({ length: SKILLS }, (_, at) => [
      `skill${String(at)}`,
      { prompt: promptOf(world, salt, at), codeVersion: String(world.codes[at]), modelClass: MODEL_CLASSES[at] ?? 'fast', paid: at === 0 },
    ]),
  );
  setting.params = Object.fromEntries(
    MODEL_CLASSES.slice(0, SKILLS).map((modelClass, at) => [modelClass, { temperature: world.params[at] ?? 0 }]),
  );
}

/** What must run, worked out from the flow of data alone: a stage runs when nobody ever asked its skill this, under this prompt, code and parameter. */
function expectedWork(stages: readonly Stage[], world: World, salt: string, answered: Set<string>): string[] {
  const values: number[] = [];
  return stages.flatMap((stage, place) => {
    const input = Object.fromEntries(
      stage.ports.map((port, at) => {
        const text = templateOf(port, place);
        const earlier = place === 0 ? 0 : (values[port.at % place] ?? 0);
        const value =
          typeof text === 'number'
            ? text
            : port.from === 'slice'
              ? world.slices[port.at]
              : port.from === 'upstream'
                ? earlier
                : earlier * 2;
        return [`p${String(at)}`, value ?? 0];
      }),
    );
    const { skill } = stage;
    const places = stage.ports.map(port => templateOf(port, place)).map(text => (typeof text === 'number' ? 'literal' : text));
    const question = JSON.stringify([skill, world.prompts[skill], world.params[skill], world.codes[skill], input, places]);
    values.push(answerOf(promptOf(world, salt, skill), { temperature: world.params[skill] ?? 0 }, input));
    if (answered.has(question)) return [];
    answered.add(question);
    return [`t${String(place)}`];
  });
}
