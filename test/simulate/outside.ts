import { canonicalJson } from '../../engine/base/canonical-json.ts';
import type { Clock } from '../../engine/base/world.ts';
import type { JsonObject } from '../../engine/base/json.ts';
import { ok, refused, type Result } from '../../engine/base/result.ts';
import type { StepError } from '../../engine/base/step-error.ts';
import type { Model, ModelAnswer } from '../../engine/models/model.ts';
import type { ProductCalls } from '../../engine/products/product-calls.ts';
import { HANG_MS, modelOutput, productOutput, PRODUCT, type CallOutcome, type Script } from './script.ts';

/** One call that came to the outside, in the books of the one who was called. */
export interface Call {
  readonly who: 'model' | 'product';
  /** Of the content, run included where the input names it. */
  readonly key: string;
  /** Null where nothing in the call says which run asks. */
  readonly runId: string | null;
  /** Skill or action. */
  readonly name: string;
  /** A product's idempotency key. */
  readonly idempotencyKey: string | null;
  /** Of a product's call: which step, and when its visit began. */
  readonly place: { readonly stepId: string; readonly sinceUs: number } | null;
  /** Which life of the process asked. */
  readonly life: number;
  /** Billed when the answer left; each bill differs, so that it can be found again in the ledger. */
  costMicroUsd: number;
  state: 'under way' | 'answered' | 'known' | 'lost' | 'given up';
  /** The line is still held. */
  isOpen: boolean;
}

/** Models and products, with a memory that no crash of ours touches. */
export interface Outside {
  readonly calls: readonly Call[];
  model(life: number): Model;
  products(life: number): ProductCalls;
  /** The run wrote something: whatever it was answered before is on disk. */
  wrote(runId: string): void;
  /** The process of this life is gone, and with it each answer that was not written. */
  died(life: number): void;
}

export function openOutside(script: Script, clock: Clock): Outside {
  const calls: Call[] = [];
  /** Answers of one content that the asker has surely heard: an answer that a crash swallowed is given again. */
  const heard = (key: string): number =>
    calls.filter(call => call.key === key && (call.state === 'known' || call.state === 'answered')).length;

  const begin = (
    about: Omit<Call, 'costMicroUsd' | 'state' | 'isOpen'>,
    outcomes: readonly CallOutcome[],
  ): { call: Call; outcome: CallOutcome } => {
    const outcome = outcomes[Math.min(heard(about.key), outcomes.length - 1)] ?? { kind: 'hang' };
    const call: Call = { ...about, costMicroUsd: 0, isOpen: true, state: outcome.kind === 'hang' ? 'answered' : 'under way' };
    calls.push(call);
    return { call, outcome };
  };

  /** False when the asker hung up before. */
  const takesTime = async (call: Call, latencyMs: number, signal: AbortSignal): Promise<boolean> => {
    await clock.sleepUntil(clock.nowUs() + latencyMs * 1000, signal);
    call.isOpen = false;
    if (call.state === 'under way') call.state = signal.aborted ? 'given up' : 'answered';
    return !signal.aborted;
  };

  return {
    calls,
    model: life => ({
      provider: 'sim',
      modelId: 'sim-1',
      params: {},
      priceTableHash: null,
      async generate({ prompt: skill, input }, signal): Promise<Result<ModelAnswer, StepError>> {
        const runId = typeof input['run'] === 'string' ? input['run'] : null;
        const about = {
          who: 'model',
          key: `${skill} ${canonicalJson(input)}`,
          runId,
          name: skill,
          idempotencyKey: null,
          place: null,
          life,
        } as const;
        const { call, outcome } = begin(about, script.model(skill, input));
        const latencyMs = outcome.kind === 'hang' ? HANG_MS : outcome.latencyMs;
        if (!(await takesTime(call, latencyMs, signal))) return refused(stopped);
        if (outcome.kind === 'error') return refused(errorOf(outcome));
        call.costMicroUsd = 1000 + calls.indexOf(call);
        return ok({
          output: outcome.kind === 'garbage' ? GARBAGE : modelOutput(skill, input),
          responseModel: 'sim-1',
          finishReason: 'stop',
          costMicroUsd: call.costMicroUsd,
          usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, reasoningTokens: 0 },
        });
      },
    }),
    products: life => ({
      reaches: product => product === PRODUCT,
      async call({ action, payload, runId, stepId, occurredAtUs, idempotencyKey, timeoutMs }, signal) {
        const place = { stepId, sinceUs: occurredAtUs };
        const about = { who: 'product', key: idempotencyKey, runId, name: action, idempotencyKey, place, life } as const;
        const { call, outcome } = begin(about, script.product(action, payload));
        // A product that does not answer is given up by the caller itself, after its time limit.
        const timed =
          outcome.kind === 'hang' ? ({ kind: 'error', class: 'timeout', code: 'sim_silent', latencyMs: timeoutMs } as const) : outcome;
        if (!(await takesTime(call, timed.latencyMs, signal))) return refused(stopped);
        return timed.kind === 'error' ? refused(errorOf(timed)) : ok(productOutput(action, payload));
      },
    }),
    wrote(runId) {
      for (const call of calls) if (call.runId === runId && call.state === 'answered') call.state = 'known';
    },
    died(life) {
      for (const call of calls) if (call.life === life && (call.state === 'answered' || call.state === 'under way')) call.state = 'lost';
    },
  };
}

const GARBAGE: JsonObject = { text: 7, surprise: [null] };
const stopped: StepError = { class: 'cancelled', code: 'stopped', message: 'The caller hung up.' };

const errorOf = ({ class: errorClass, code, retryAfterMs }: Extract<CallOutcome, { kind: 'error' }>): StepError => ({
  class: errorClass,
  code,
  message: `The simulation says ${code}.`,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
