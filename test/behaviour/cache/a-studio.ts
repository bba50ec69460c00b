import { hashText } from '../../../engine/base/hash.ts';
import { FlowId, type RunId } from '../../../engine/base/ids.ts';
import type { JsonObject } from '../../../engine/base/json.ts';
import { ok, refused } from '../../../engine/base/result.ts';
import type { RunPlan } from '../../../engine/cache/run-plan.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { Model, ModelClass } from '../../../engine/models/model.ts';
import { planRun } from '../../../engine/plan/plan-run.ts';
import type { RunnerNeeds } from '../../../engine/runner/runner-needs.ts';
import type { StartRequest } from '../../../engine/runner/runner-door.ts';
import { openValues } from '../../../engine/runner/scope.ts';
import type { Skill } from '../../../engine/skills/skill.ts';
import { foldRun } from '../../../engine/trace/fold-run.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace, packetOf } from '../../test-workspace.ts';

/** A skill of a test's own, as far as a test turns it. */
export interface SkillSetting {
  readonly prompt: string;
  readonly codeVersion: string;
  readonly modelClass: ModelClass;
  /** Free ones are answered by code of this computer, the others are paid for. */
  readonly paid: boolean;
  readonly readsOutside?: boolean;
}

/** What the engine is given here in place of the shipped skills and a provider: all of it can be turned between runs. */
export interface Setting {
  /** By name. */
  skills: Readonly<Record<string, SkillSetting>>;
  /** Of the model that serves a class. */
  params: Readonly<Partial<Record<ModelClass, JsonObject>>>;
  modelId: string;
  /** What the model answers; null fails with `validation`. */
  answer: (prompt: string, params: JsonObject, input: JsonObject) => number | null | Promise<number | null>;
}

export interface Studio {
  readonly workspace: Workspace;
  readonly setting: Setting;
  readonly needs: RunnerNeeds;
  /** Questions that models were put, by prompt. */
  readonly asked: string[];
  plan(flow: Flow, slices: Record<string, unknown>, more?: Partial<StartRequest>): Promise<RunPlan>;
  start(flow: Flow, slices: Record<string, unknown>, more?: Partial<StartRequest>): Promise<RunId>;
  /** The run when it rests. */
  run(flow: Flow, slices: Record<string, unknown>, more?: Partial<StartRequest>): Promise<Run>;
  read(runId: RunId): Promise<Run>;
  leave(): Promise<void>;
}

/** The engine on a real database, with skills and a model of the test's own. */
export async function openStudio(setting: Setting): Promise<Studio> {
  const asked: string[] = [];
  const captured: RunnerNeeds[] = [];
  const { workspace, leave } = await openTestWorkspace({
    around: needs => {
      const turned = { ...needs, skills: skillsOf(setting), models: modelOf(setting, asked) };
      captured.push(turned);
      return turned;
    },
  });
  const [needs] = captured;
  if (needs === undefined) throw new Error('The workspace opens a runner.');
  const { orgId, ledger, runs, trace, runner, me } = workspace;
  const request = (flow: Flow, slices: Record<string, unknown>, more: Partial<StartRequest>): StartRequest => ({
    ...{ flowId: FlowId.parse('test-flow'), flow, versionNo: null, packet: packetOf(workspace, flow, slices) },
    ...{ mode: 'draft', by: me, startKey: null, ...more },
  });
  const start = async (flow: Flow, slices: Record<string, unknown>, more: Partial<StartRequest> = {}): Promise<RunId> => {
    const started = await runner.start(request(flow, slices, more));
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    return started.value;
  };
  const read = async (runId: RunId): Promise<Run> => {
    await runner.settled(runId);
    return foldRun(await trace.rowsOf(orgId, runId));
  };
  return {
    ...{ workspace, setting, needs, asked, start, read, leave },
    plan: (flow, slices, more = {}) =>
      planRun(request(flow, slices, more), { ...needs, ledger, load: openValues(hash => runs.blob(orgId, hash)) }),
    run: async (flow, slices, more = {}) => read(await start(flow, slices, more)),
  };
}

const OUTPUT = { type: 'object', properties: { value: { type: 'integer' } }, required: ['value'] };

const skillsOf = (setting: Setting): RunnerNeeds['skills'] => {
  const skill = (name: string, own: SkillSetting): Skill => ({
    ...{ name, version: '1', title: name, description: name, kind: 'coded', modelFree: false },
    ...{ modelClass: own.modelClass, effect: own.paid ? 'llm' : 'pure', input: {}, output: OUTPUT },
    ...{ prompt: own.prompt, promptHash: hashText('atelier/prompt/v1', own.prompt), codeVersion: own.codeVersion, policyHash: null },
    ...(own.readsOutside === undefined ? {} : { readsOutside: own.readsOutside }),
    async run(input, stage) {
      const answer = await stage.model({ prompt: stage.prompt, input });
      return answer.ok ? ok({ output: answer.value, citations: 0, claims: null, artefact: null }) : answer;
    },
  });
  return {
    list: () => Object.entries(setting.skills).map(([name, own]) => skill(name, own)),
    find: name => {
      const own = setting.skills[name];
      return own === undefined ? undefined : skill(name, own);
    },
  };
};

const modelOf =
  (setting: Setting, asked: string[]): RunnerNeeds['models'] =>
  (modelClass): Model => {
    const params = setting.params[modelClass] ?? {};
    return {
      ...{ provider: 'test', modelId: setting.modelId, params, priceTableHash: null },
      async generate({ prompt, input }, signal) {
        asked.push(prompt);
        const value = await setting.answer(prompt, params, input);
        if (signal.aborted) return refused({ class: 'cancelled', code: 'cancelled', message: 'The call was cancelled.' });
        if (value === null) return refused({ class: 'validation', code: 'will_not', message: 'The model will not answer this.' });
        return ok({
          ...{ output: { value }, responseModel: setting.modelId, finishReason: 'stop', costMicroUsd: 20_000 },
          usage: { inputTokens: 100, outputTokens: 20, cacheReadTokens: 0, reasoningTokens: 0 },
        });
      },
    };
  };

/** The steps of Sage's that a model was asked for in a run, in order. */
export const workedSteps = (run: Run): string[] =>
  run.visits.flatMap(({ stepId, kind, state }) =>
    kind === 'sage_skill' && state.status === 'completed' && state.from === 'work' ? [stepId] : [],
  );
