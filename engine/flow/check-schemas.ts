import type { Flow } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';
import { schemaFault } from '../base/schema-fault.ts';

/** The schemas that the flow itself declares: those of its slices and of its context. */
export function checkSchemas({ packet, context }: Flow): FlowProblem[] {
  const declared = [
    ...Object.entries(packet.slices).map(([name, { schema }]) => ({
      field: `packet.slices.${name}.schema`,
      what: `the slice ${name}`,
      schema,
    })),
    ...(context === undefined ? [] : [{ field: 'context.schema', what: 'the context', schema: context.schema }]),
  ];
  return declared.flatMap(({ field, what, schema }) => {
    const fault = schemaFault(schema);
    return fault === null
      ? []
      : [{ severity: 'error' as const, code: 'bad-schema', field, message: `What is declared of ${what} is no JSON Schema. ${fault}` }];
  });
}
