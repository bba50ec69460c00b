import { z } from 'zod';
import { JsonRecord } from '../../base/json-schema.ts';
import type { StepDefinition } from '../step-definition.ts';

export const ProductActionConfig = z.strictObject({
  product: z.string().max(64).meta({ title: 'Product', description: 'The registered system that acts.', reference: 'product' }),
  action: z.string().max(128).meta({ title: 'Action', description: 'What it is asked to do.', reference: 'action' }),
  payload: JsonRecord.default({}).meta({
    title: 'Payload',
    description: 'What the action is given: literal values or {{ expressions }}.',
    schemaOf: 'action',
  }),
  timeoutMs: z
    .int()
    .min(1)
    .max(86_400_000)
    .optional()
    .meta({ title: 'Time limit', description: 'Milliseconds until an attempt is given up.', unit: 'ms' }),
});
export type ProductActionConfig = z.infer<typeof ProductActionConfig>;

export const productAction: StepDefinition<typeof ProductActionConfig> = {
  kind: 'product_action',
  title: 'Product action',
  purpose: 'A registered product does something and answers.',
  config: ProductActionConfig,
  blank: { product: '', action: '', payload: {} },
  handles: [
    { field: 'next', label: null, always: true },
    { field: 'onError', label: 'error', always: false },
  ],
  line: config => (config.product === '' ? '' : `${config.product}.${config.action}`),
};
