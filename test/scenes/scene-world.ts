import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunId } from '../../engine/base/ids.ts';
import { refused } from '../../engine/base/result.ts';
import type { Models } from '../../engine/models/model.ts';
import { openWorkspace } from '../../engine/open-workspace.ts';
import { StorageError } from '../../engine/runner/run-store.ts';
import type { RunnerNeeds } from '../../engine/runner/runner-needs.ts';
import type { CrashPoint } from '../../engine/steps/step-work.ts';
import type { Workspace } from '../../engine/workspace.ts';
import { addPaidSkill } from '../behaviour/runner/crash-flow.ts';
import { turnedClock } from '../turned-clock.ts';
import { openScript } from './scene-script.ts';
import { TRUST_ALL } from '../../engine/skills/trust-book.ts';

/** A workspace whose time is turned, whose model and products follow a script, and whose power can be cut at any named point. */
export interface SceneWorld {
  readonly clock: ReturnType<typeof turnedClock>;
  workspace: () => Workspace;
  /** The next time this point is passed, `act` happens there and then. */
  at(point: CrashPoint, act: () => void): void;
  /** From now on nothing more reaches the disk or the outside, until the workspace is opened again. */
  cutPower(): void;
  readonly isDark: () => boolean;
  /** Something is to happen at a point that was not passed yet. */
  readonly isArmed: () => boolean;
  restart(whileClosed?: () => void): Promise<void>;
  /** Product calls in order, each with the number of its idempotency key. */
  readonly calls: readonly string[];
  /** The run that was created last, told of or not. */
  readonly lastCreated: () => RunId | null;
  leave(): Promise<void>;
}

export interface SceneScripts {
  readonly model: readonly string[];
  readonly product: readonly string[];
}

export async function openSceneWorld({ model, product }: SceneScripts): Promise<SceneWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-scene-'));
  addPaidSkill(folder);
  const clock = turnedClock();
  const asked = openScript(model);
  const called = openScript(product);
  const calls: string[] = [];
  const keys: string[] = [];
  let isDark = false;
  let lastCreated: RunId | null = null;
  let armed: { readonly point: CrashPoint; readonly act: () => void } | null = null;

  const models: Models = () => ({
    provider: 'scripted',
    modelId: 'scripted-1',
    params: {},
    priceTableHash: null,
    generate: async (_request, signal) => {
      if (isDark) return refused(NO_POWER);
      const output = await asked(signal);
      const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, reasoningTokens: 0 };
      return output.ok
        ? { ok: true, value: { output: output.value, responseModel: 'scripted-1', finishReason: 'stop', costMicroUsd: 100, usage } }
        : output;
    },
  });

  const around = (needs: RunnerNeeds): RunnerNeeds => {
    const unlessDark = <Value>(write: () => Promise<Value>): Promise<Value> =>
      isDark ? Promise.reject(new StorageError('The power is cut.')) : write();
    return {
      ...needs,
      runs: {
        ...needs.runs,
        create: newRun => {
          lastCreated = newRun.run.runId;
          return unlessDark(() => needs.runs.create(newRun));
        },
        commit: change => unlessDark(() => needs.runs.commit(change)),
        claim: (orgId, runId) => unlessDark(() => needs.runs.claim(orgId, runId)),
      },
      productCalls: {
        reaches: () => product.length > 0,
        call: (call, signal) => {
          if (isDark) return Promise.resolve(refused(NO_POWER));
          if (!keys.includes(call.idempotencyKey)) keys.push(call.idempotencyKey);
          calls.push(`${call.product}.${call.action} under key ${String(keys.indexOf(call.idempotencyKey) + 1)}`);
          return called(signal);
        },
      },
    };
  };

  const crashPoint = (passed: CrashPoint): void => {
    if (armed?.point !== passed) return;
    const { act } = armed;
    armed = null;
    act();
  };

  const open = async (): Promise<Workspace> => {
    const opened = await openWorkspace({ trust: TRUST_ALL, folder, environment: {}, clock, models, around, crashPoint });
    if (!opened.ok) throw new Error(opened.error.sentence);
    return opened.value;
  };
  let workspace = await open();

  return {
    clock,
    workspace: () => workspace,
    at(point, act) {
      armed = { point, act };
    },
    cutPower() {
      isDark = true;
    },
    isDark: () => isDark,
    isArmed: () => armed !== null,
    async restart(whileClosed = () => undefined) {
      await workspace.close();
      isDark = false;
      whileClosed();
      workspace = await open();
    },
    calls,
    lastCreated: () => lastCreated,
    async leave() {
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const NO_POWER = { class: 'transient', code: 'no_power', message: 'The power is cut.' } as const;

/** How often a kind of row stands in a run's trace. */
export async function countRows({ trace, orgId }: Workspace, runId: RunId, kind: string): Promise<number> {
  return (await trace.rowsOf(orgId, runId)).filter(row => row.kind === kind).length;
}
