import { expect, it } from 'vitest';
import { ok } from '../../../engine/base/result.ts';
import { openBudget } from '../../../engine/models/budget.ts';
import type { Model, ModelRequest } from '../../../engine/models/model.ts';
import type { SpendingLimits } from '../../../engine/models/model-settings.ts';

const REQUEST: ModelRequest = { modelClass: 'fast', prompt: '', input: {}, sources: [], outputSchema: {}, corrections: [] };
const DAY_US = 86_400_000_000;
const USAGE = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, reasoningTokens: 0 };
const go = new AbortController().signal;

/** A model that may cost `most` and costs `costs`; `hold` keeps its answers back until it is let go. */
function aModel(most: number | null, costs: number, address = 'https://api.example') {
  let calls = 0;
  const held: (() => void)[] = [];
  let isHeld = false;
  const model: Model = {
    ...{ provider: 'anthropic', modelId: 'm-1', params: {}, priceTableHash: null },
    estimate: () => ({ usage: USAGE, costMicroUsd: most, address }),
    async generate() {
      calls++;
      if (isHeld) await new Promise<void>(resolve => held.push(resolve));
      return ok({ output: {}, responseModel: 'm-1', finishReason: 'stop', usage: USAGE, costMicroUsd: costs });
    },
  };
  return { model, calls: () => calls, hold: () => void (isHeld = true), letGo: () => held.splice(0).forEach(end => end()) };
}

function aBudget(
  limits: SpendingLimits,
  ledger: readonly { readonly runId: string; readonly atUs: number; readonly cost: number }[] = [],
  startUs = 10 * DAY_US,
) {
  let nowUs = startUs;
  const budget = openBudget({
    limits: () => limits,
    spentBefore: ({ runId, fromUs, beforeUs }) =>
      Promise.resolve(
        ledger
          .filter(row => (runId === null || row.runId === runId) && row.atUs >= fromUs && row.atUs < beforeUs)
          .reduce((sum, row) => sum + row.cost, 0),
      ),
    nowUs: () => nowUs,
    dayStartUs: atUs => Math.floor(atUs / DAY_US) * DAY_US,
  });
  return { budget, turnTo: (us: number) => void (nowUs = us) };
}

it('lets calls through as long as the most they may cost fits, and makes none that may pass the limit of its run', async () => {
  const { model, calls } = aModel(40, 30);
  const { budget } = aBudget({ perRunMicroUsd: 100, perDayMicroUsd: null });
  const asked = budget.guard(model, 'a');

  expect((await asked.generate(REQUEST, go)).ok).toBe(true);
  expect((await asked.generate(REQUEST, go)).ok).toBe(true);
  // 60 are spent; 40 more would just fit. After that 90 are.
  expect((await asked.generate(REQUEST, go)).ok).toBe(true);
  const over = await asked.generate(REQUEST, go);

  expect(over).toMatchObject({ ok: false, error: { class: 'budget_exceeded', code: 'run_limit' } });
  expect(over.ok ? '' : over.error.message).toContain('this run has $0.00009 of its limit of $0.0001 spent already');
  expect(calls()).toBe(3);
  expect((await budget.guard(model, 'b').generate(REQUEST, go)).ok).toBe(true);
});

it('holds a day to its limit over all runs, from what the ledger has; the next day begins anew', async () => {
  const { model } = aModel(40, 40);
  const ledger = [
    { runId: 'old', atUs: 9 * DAY_US, cost: 1000 },
    { runId: 'early', atUs: 10 * DAY_US + 5, cost: 70 },
  ];
  const { budget, turnTo } = aBudget({ perRunMicroUsd: null, perDayMicroUsd: 149 }, ledger, 10 * DAY_US + 9);

  expect(await budget.todayMicroUsd()).toBe(70);
  expect((await budget.guard(model, 'a').generate(REQUEST, go)).ok).toBe(true);
  expect(await budget.guard(model, 'b').generate(REQUEST, go)).toMatchObject({ error: { code: 'day_limit' } });
  expect(await budget.todayMicroUsd()).toBe(110);
  turnTo(11 * DAY_US);
  expect((await budget.guard(model, 'b').generate(REQUEST, go)).ok).toBe(true);
  expect(await budget.todayMicroUsd()).toBe(40);
});

it('counts a run that was begun before a restart', async () => {
  const { model } = aModel(40, 40);
  const { budget } = aBudget({ perRunMicroUsd: 100, perDayMicroUsd: null }, [{ runId: 'a', atUs: 5, cost: 80 }]);

  expect(await budget.guard(model, 'a').generate(REQUEST, go)).toMatchObject({ error: { code: 'run_limit' } });
});

it('has a call wait that only does not fit beside others under way, and lets it through when those cost less', async () => {
  const { model, calls, hold, letGo } = aModel(60, 10);
  const { budget } = aBudget({ perRunMicroUsd: null, perDayMicroUsd: 100 });
  hold();
  const first = budget.guard(model, 'a').generate(REQUEST, go);
  const second = budget.guard(model, 'b').generate(REQUEST, go);
  await expect.poll(calls).toBe(1);

  letGo();
  await first;
  await expect.poll(calls).toBe(2);
  letGo();

  expect((await second).ok).toBe(true);
});

it('lets a waiting call go when its run is stopped', async () => {
  const { model, calls, hold, letGo } = aModel(60, 10);
  const { budget } = aBudget({ perRunMicroUsd: null, perDayMicroUsd: 100 });
  const stop = new AbortController();
  hold();
  const first = budget.guard(model, 'a').generate(REQUEST, go);
  const second = budget.guard(model, 'b').generate(REQUEST, stop.signal);
  await expect.poll(calls).toBe(1);

  stop.abort();

  expect(await second).toMatchObject({ error: { class: 'cancelled' } });
  letGo();
  await first;
});

it('refuses an outside model without a price as long as there is a limit, and asks one that stands near', async () => {
  const { budget } = aBudget({ perRunMicroUsd: 100, perDayMicroUsd: null });
  const free = aBudget({ perRunMicroUsd: null, perDayMicroUsd: null });

  expect(await budget.guard(aModel(null, 0).model, 'a').generate(REQUEST, go)).toMatchObject({
    error: { class: 'budget_exceeded', code: 'no_price' },
  });
  expect((await budget.guard(aModel(null, 0, 'http://127.0.0.1:11434/v1').model, 'a').generate(REQUEST, go)).ok).toBe(true);
  expect((await free.budget.guard(aModel(null, 0).model, 'a').generate(REQUEST, go)).ok).toBe(true);
});

it('lets no call at a limit of nothing, and leaves a model alone that costs nothing', async () => {
  const { budget } = aBudget({ perRunMicroUsd: 0, perDayMicroUsd: 0 });
  const { model } = aModel(1, 1);
  const { provider, modelId, params, priceTableHash } = model;
  const local: Model = { provider, modelId, params, priceTableHash, generate: (request, signal) => model.generate(request, signal) };

  expect(await budget.guard(model, 'a').generate(REQUEST, go)).toMatchObject({ error: { class: 'budget_exceeded' } });
  expect(budget.guard(local, 'a')).toBe(local);
});
