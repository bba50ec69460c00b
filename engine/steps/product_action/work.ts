import { isJsonObject } from '../../base/json.ts';
import { simulateAction } from '../../products/simulate-action.ts';
import { completed, failed, type StepWork } from '../step-work.ts';

/** Asks a product to act. No endpoint is configured yet for any product, so the manifest's examples answer, and the row says *simulated*. */
export const productActionWork: StepWork<'product_action'> = {
  prepare: (step, scope) => scope.resolve(step.config.payload, 'config.payload'),

  work({ step, input, needs }) {
    const { product, action } = step.config;
    if (!isJsonObject(input))
      return Promise.resolve(
        failed({ class: 'validation', code: 'payload_not_an_object', message: `The payload of ${product}.${action} is not an object.` }),
      );
    const answer = simulateAction(needs.products, { product, action, payload: input });
    return Promise.resolve(
      answer.ok ? completed(answer.value.response, { simulated: answer.value.simulated, own: { product, action } }) : failed(answer.error),
    );
  },
};
