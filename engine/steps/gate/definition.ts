import { z } from 'zod';
import { StepId } from '../../base/ids.ts';
import type { StepDefinition } from '../step-definition.ts';

export const GateConfig = z.strictObject({
  expression: z
    .string()
    .max(4096)
    .meta({ title: 'Expression', description: 'True takes the pass side, false the fail side.', expression: true }),
  onPass: StepId.optional().meta({ title: 'On pass', description: 'The step to go on with when it is true.', reference: 'step' }),
  onFail: z
    .union([z.literal('halt'), StepId])
    .default('halt')
    .meta({ title: 'On fail', description: 'The step to go on with when it is false, or halt.', reference: 'step' }),
});
export type GateConfig = z.infer<typeof GateConfig>;

export const gate: StepDefinition<typeof GateConfig> = {
  kind: 'gate',
  title: 'Gate',
  purpose: 'An expression decides: go on, branch or halt.',
  config: GateConfig,
  blank: { expression: '', onFail: 'halt' },
  handles: [
    { field: 'onPass', label: 'pass', always: true },
    { field: 'onFail', label: 'fail', always: true },
  ],
  line: config => config.expression,
};
