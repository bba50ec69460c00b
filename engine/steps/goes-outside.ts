import type { Step } from '../flow/flow.ts';
import type { ProductCalls } from '../products/product-calls.ts';
import type { Run } from '../trace/run.ts';

/**
 * Whether a step touches the outside when it works. Only a product action does: in a live run, as soon as the workspace says where its
 * product answers. In a draft run nothing outside is called; there, and without an endpoint, the manifest's examples answer, marked *simulated*.
 */
export const goesOutside = (step: Step, run: Pick<Run, 'mode'>, productCalls: Pick<ProductCalls, 'reaches'>): boolean =>
  step.kind === 'product_action' && run.mode === 'live' && productCalls.reaches(step.config.product);
