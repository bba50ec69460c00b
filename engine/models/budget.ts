import { ok, refused, type Result } from '../base/result.ts';
import type { StepError } from '../base/step-error.ts';
import { isNear } from './address.ts';
import { budgetError } from './budget-error.ts';
import type { CallEstimate, Model } from './model.ts';
import type { SpendingLimits } from './model-settings.ts';
import { openTally } from './tally.ts';

/** Holds what is spent to the limits, before it is spent. */
export interface Budget {
  /** The same model, asked only when the most that the call may cost still fits. `runId` null: asked by hand, so that only the day's limit counts. */
  guard(model: Model, runId: string | null): Model;
  /** Of this day so far, in millionths of a dollar: what the ledger has, and what was paid for and is not there yet. */
  todayMicroUsd(): Promise<number>;
}

export interface BudgetNeeds {
  readonly limits: () => SpendingLimits;
  /** Of the ledger: what rows before `beforeUs` cost, of one run, or of all since `fromUs`. */
  readonly spentBefore: (of: { readonly runId: string | null; readonly fromUs: number; readonly beforeUs: number }) => Promise<number>;
  readonly nowUs: () => number;
  /** The first instant of the day that an instant lies in, where the person is. */
  readonly dayStartUs: (atUs: number) => number;
}

/** A call that was let through and has not come back: the most it may cost. */
interface Underway {
  readonly run: string;
  readonly day: string;
  readonly costMicroUsd: number;
}

/**
 * What was spent is what the ledger had when this process began, and what this process paid since: one process owns a workspace, so nothing is missed and
 * nothing counted twice, also while a row is on its way to the disk. A call that only does not fit beside others under way waits for those: they mostly
 * cost less than they might. A call whose answer never came counts as nothing: nobody says what it cost.
 */
export function openBudget({ limits, spentBefore, nowUs, dayStartUs }: BudgetNeeds): Budget {
  const openedAtUs = nowUs();
  const spent = openTally();
  const underway = new Set<Underway>();
  let waiting: (() => void)[] = [];

  const meetDay = async (): Promise<string> => {
    const fromUs = dayStartUs(nowUs());
    const day = `day ${String(fromUs)}`;
    await spent.meet(day, () => spentBefore({ runId: null, fromUs, beforeUs: openedAtUs }));
    return day;
  };
  const meetRun = async (runId: string | null): Promise<string> => {
    const run = `run ${runId ?? ''}`;
    await spent.meet(run, () => (runId === null ? Promise.resolve(0) : spentBefore({ runId, fromUs: 0, beforeUs: nowUs() })));
    return run;
  };
  const reserved = (fits: (call: Underway) => boolean) => [...underway].filter(fits).reduce((sum, call) => sum + call.costMicroUsd, 0);

  /** The call's place among those under way, or why it is not made. Between looking and taking the place nothing else happens. */
  async function reserve(
    runId: string | null,
    model: Model,
    estimate: CallEstimate,
    signal: AbortSignal,
  ): Promise<Result<Underway, StepError>> {
    for (;;) {
      const [run, day] = [await meetRun(runId), await meetDay()];
      if (signal.aborted) return refused(CANCELLED);
      const limit = limits();
      const perRun = runId === null ? null : limit.perRunMicroUsd;
      const perDay = limit.perDayMicroUsd;
      if (estimate.costMicroUsd === null && (perRun !== null || perDay !== null) && !isNear(estimate.address))
        return refused(budgetError({ kind: 'no-price', modelId: model.modelId }));
      const costMicroUsd = estimate.costMicroUsd ?? 0;
      const room = (limitMicroUsd: number | null, name: string) => (limitMicroUsd ?? Infinity) - spent.sum(name) - costMicroUsd;
      if (perRun !== null && room(perRun, run) < 0)
        return refused(budgetError({ kind: 'run', costMicroUsd, spentMicroUsd: spent.sum(run), limitMicroUsd: perRun }));
      if (perDay !== null && room(perDay, day) < 0)
        return refused(budgetError({ kind: 'day', costMicroUsd, spentMicroUsd: spent.sum(day), limitMicroUsd: perDay }));
      if (room(perRun, run) >= reserved(call => call.run === run) && room(perDay, day) >= reserved(call => call.day === day)) {
        const call = { run, day, costMicroUsd };
        underway.add(call);
        return ok(call);
      }
      await new Promise<void>(resolve => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  function settle(call: Underway, costMicroUsd: number): void {
    spent.add(call.run, costMicroUsd);
    spent.add(call.day, costMicroUsd);
    underway.delete(call);
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  return {
    guard(model, runId) {
      if (model.estimate === undefined) return model;
      const estimate = model.estimate.bind(model);
      const { provider, modelId, params, priceTableHash } = model;
      const costOf = model.costOf?.bind(model);
      return {
        ...{ provider, modelId, params, priceTableHash, estimate },
        ...(costOf !== undefined && { costOf }),
        async generate(request, signal) {
          const call = await reserve(runId, model, estimate(request), signal);
          if (!call.ok) return call;
          let costMicroUsd = 0;
          try {
            const answer = await model.generate(request, signal);
            if (answer.ok) ({ costMicroUsd } = answer.value);
            return answer;
          } finally {
            settle(call.value, costMicroUsd);
          }
        },
      };
    },
    todayMicroUsd: async () => spent.sum(await meetDay()),
  };
}

const CANCELLED = { class: 'cancelled', code: 'cancelled', message: 'The call was cancelled before it was made.' } as const;
