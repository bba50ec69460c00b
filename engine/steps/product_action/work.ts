import { isJsonObject } from '../../base/json.ts';
import { simulateAction } from '../../products/simulate-action.ts';
import { completed, failed, type StepWork } from '../step-work.ts';

/** Asks a product to act. No endpoint is configured yet for any product, so the manifest's examples answer, and the row says *simulated*. */
export const productActionWork: StepWork<'product_action'> = {
  prepare: (step, scope) => scope.resolve(step.config.payload, 'config.payload'),

  work({ step, input, needs }) {
    const { product, action } = step.config;
    const manifest = needs.products.find(product);
    if (manifest === undefined)
      return Promise.resolve(
        failed({
          class: 'not_found',
          code: 'no_such_product',
          message: `No product “${product}” is registered. Pick one in the step's form, or register it.`,
        }),
      );
    if (!isJsonObject(input))
      return Promise.resolve(
        failed({ class: 'validation', code: 'payload_not_an_object', message: `The payload of ${product}.${action} is not an object.` }),
      );
    const answer = simulateAction(manifest, action, input);
    return Promise.resolve(answer.ok ? completed(answer.value, { simulated: true, own: { product, action } }) : failed(answer.error));
  },
};
