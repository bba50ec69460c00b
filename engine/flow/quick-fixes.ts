import type { Flow } from './flow.ts';
import { stepOf } from './flow.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { FlowProblem } from './flow-problem.ts';
import { givenFixes } from './given-fixes.ts';
import { linkFixes } from './link-fixes.ts';
import type { QuickFix } from './quick-fix.ts';
import { readFixes } from './read-fixes.ts';
import { referenceFixes } from './reference-fixes.ts';
import { triggerFixes } from './trigger-fixes.ts';

/** More than these are a search, and for that the field is there. */
const MOST_FIXES = 3;

/** How a problem of a flow can be put right at once, the likeliest way first; none where only a person can know. */
export function quickFixes(flow: Flow, problem: FlowProblem, catalog: FlowCatalog): readonly QuickFix[] {
  const step = problem.stepId === undefined ? undefined : stepOf(flow, problem.stepId);
  const fixes = [
    ...linkFixes(flow, problem, step),
    ...readFixes(flow, problem, step),
    ...(step === undefined
      ? triggerFixes(flow, problem, catalog)
      : [...referenceFixes(step, problem, catalog), ...givenFixes(flow, step, problem, catalog)]),
  ];
  return fixes.slice(0, MOST_FIXES);
}
