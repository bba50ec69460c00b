import type { RunPlan } from '../../../engine/cache/run-plan.ts';
import { formatMoney } from '../../ui/format-money.ts';

/** That a run is expected to cost more than a run may, as a sentence; null when it fits, and without a limit. */
export function overLimit({ totals }: Pick<RunPlan, 'totals'>, perRunMicroUsd: number | null): string | null {
  if (perRunMicroUsd === null || totals.atMostCostMicroUsd <= perRunMicroUsd) return null;
  const limit = formatMoney(perRunMicroUsd);
  return totals.costMicroUsd > perRunMicroUsd
    ? `It is expected to cost ${formatMoney(totals.costMicroUsd)}, more than the limit of ${limit} a run: it will be stopped before it is done. Raise the limit, or make it cheaper.`
    : `It may cost ${formatMoney(totals.atMostCostMicroUsd)}, more than the limit of ${limit} a run: then it is stopped before it is done.`;
}
