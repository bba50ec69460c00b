import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunPlan } from '../../../engine/cache/run-plan.ts';
import { MODEL_CLASSES } from '../../../engine/models/model.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';
import { openStudio, type Setting, type Studio } from '../cache/a-studio.ts';
import { RandomFlow, SKILLS, SLICES } from './random-flow.ts';

const SEED = 20_260_412;

/** What is turned before each run: a slice, a prompt, or whether one skill refuses to answer. */
const Turn = fc.record({
  slice: fc.nat(SLICES - 1),
  to: fc.nat(2),
  skill: fc.nat(SKILLS - 1),
  prompt: fc.nat(2),
  refuses: fc.integer({ min: 0, max: 9 }),
  /** What people say, in order; then yes. */
  words: fc.array(fc.constantFrom('approve', 'reject'), { maxLength: 2 }),
});

let studio: Studio;
let cases = 0;
let refusing = -1;
const setting: Setting = {
  ...{ skills: {}, params: {}, modelId: 'test-1' },
  answer: (prompt, _params, input) =>
    prompt.endsWith(`#${String(refusing)}`)
      ? null
      : Buffer.from(`${prompt}${JSON.stringify(Object.entries(input).toSorted())}`).reduce((sum, byte) => (sum * 31 + byte) % 9973, 7) % 3,
};

beforeAll(async () => {
  studio = await openStudio(setting);
});
afterAll(() => studio.leave());

it(`does what its plan said, over random flows and histories (seed ${String(SEED)})`, async () => {
  await fc.assert(
    fc.asyncProperty(RandomFlow, fc.array(Turn, { minLength: 1, maxLength: 4 }), async (flow, turns) => {
      const salt = String(cases++);
      const slices = [0, 1, 2];
      const prompts = [0, 0, 0];
      for (const { slice, to, skill, prompt, refuses, words } of turns) {
        slices[slice] = to;
        prompts[skill] = prompt;
        refusing = refuses;
        setting.skills = Object.fromEntries(
          prompts.map((text, at) => [
            `skill${String(at)}`,
            { prompt: `${salt}/${String(text)}#${String(at)}`, codeVersion: '1', modelClass: MODEL_CLASSES[at] ?? 'fast', paid: at === 0 },
          ]),
        );
        const evidence = Object.fromEntries(slices.map((value, at) => [`s${String(at)}`, value]));

        const plan = await studio.plan(flow, evidence);
        const runId = await studio.start(flow, evidence);
        const run = await through(runId, [...words]);

        expect(differences(plan, run)).toEqual([]);
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
});

/** Answers and tells until the run rests for good. */
async function through(runId: Run['runId'], words: string[]): Promise<Run> {
  const { runner, me, roles, orgId } = studio.workspace;
  for (let told = 0; ; told++) {
    const run = await studio.read(runId);
    if (run.state.status !== 'waiting') return run;
    const { wait } = run.state;
    if (wait.subject.kind === 'human')
      await runner.resolve({
        waitId: wait.waitId,
        outcome: words.shift() ?? 'approve',
        comment: null,
        answer: {},
        by: me,
        roles: [...roles, wait.subject.assignee],
      });
    else {
      const id = `evt_${runId}_${String(told)}`;
      const at = new Date(0).toISOString();
      await runner.receive({
        v: 1,
        event_id: id,
        product: 'operator',
        event_type: 'test.ping',
        org_id: orgId,
        idempotency_key: id,
        occurred_at: at,
        payload: { n: told % 2 },
      });
    }
  }
}

/** Where a run did otherwise than its plan said, up to the first failure that was not planned; empty when nowhere. */
function differences(plan: RunPlan, run: Run): string[] {
  const said = new Map(plan.steps.map(step => [step.id, step]));
  const found: string[] = [];
  const seen = new Set<string>();
  for (const visit of run.visits) {
    const step = said.get(visit.stepId);
    if (step === undefined) return [...found, `${visit.stepId} was not in the plan`];
    const isFirst = !seen.has(visit.stepId);
    seen.add(visit.stepId);
    const did = didOf(visit);
    const isPlannedFailure = step.reasons.some(({ part }) => part === 'fails') || step.sentence.includes('Then it fails');
    if (isFirst && !isAsSaid(step, visit, did)) found.push(`${visit.stepId}: said ${step.verdict} (${step.sentence}), did ${did}`);
    if (did === 'failed' && !isPlannedFailure) return found;
  }
  const missed = plan.steps.filter(({ id, certain }) => certain && !seen.has(id)).map(({ id }) => `${id} was certain, and not come to`);
  return [...found, ...missed];
}

const didOf = ({ state }: StepVisit): string =>
  state.status === 'completed' ? (state.from === 'cache' ? 'served' : 'worked') : state.status;

function isAsSaid({ verdict, kind, gateResult, reasons, sentence }: RunPlan['steps'][number], visit: StepVisit, did: string): boolean {
  const fails = reasons.some(({ part }) => part === 'fails') || sentence.includes('Then it fails');
  if (fails) return did === 'failed';
  if (verdict === 'unknown') return true;
  if (verdict === 'reuse') return did === 'served';
  if (kind === 'gate') return visit.gateResult === gateResult;
  return did === 'worked' || (kind === 'sage_skill' && did === 'failed');
}
