import { isJsonObject } from '../../base/json.ts';
import { findAction } from '../../products/find-action.ts';
import { idempotencyKey } from '../../products/idempotency-key.ts';
import { simulateAction } from '../../products/simulate-action.ts';
import { goesOutside } from '../goes-outside.ts';
import { completed, failed, type StepWork } from '../step-work.ts';
import { tellProduct } from './tell-product.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Asks a product to act. In a live run, and where the workspace says where the product answers, it is asked over HTTP, or told over the bus if
 * its manifest says so; else the manifest's examples answer, and the row says *simulated*.
 */
export const productActionWork: StepWork<'product_action'> = {
  prepare: (step, scope) => scope.resolve(step.config.payload, 'config.payload'),

  async work({ step, input, scope: { run, visit }, needs, signal }) {
    const { product, action, timeoutMs = DEFAULT_TIMEOUT_MS } = step.config;
    if (!isJsonObject(input))
      return failed({
        class: 'validation',
        code: 'payload_not_an_object',
        message: `The payload of ${product}.${action} is not an object.`,
      });
    const own = { product, action };
    if (!goesOutside(step, run, needs.productCalls)) {
      const answer = simulateAction(needs.products, { ...own, payload: input });
      return answer.ok ? completed(answer.value.response, { simulated: true, own }) : failed(answer.error);
    }
    const { orgId, runId } = run;
    const call = {
      ...own,
      payload: input,
      orgId,
      occurredAtUs: visit.startedAtUs,
      idempotencyKey: idempotencyKey({ orgId, runId, stepId: step.id, visit: visit.visit }),
    };
    const found = findAction(needs.products, own);
    if (found.ok && found.value.action.delivery === 'event') return tellProduct({ ...call, definition: found.value.action }, needs);
    const response = await needs.productCalls.call({ ...call, runId, stepId: step.id, timeoutMs }, signal);
    return response.ok ? completed(response.value, { own }) : failed(response.error);
  },
};
