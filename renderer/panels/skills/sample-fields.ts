import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import type { SchemaProblem } from '../../../engine/base/json-schema.ts';
import type { FlowProblem } from '../../../engine/flow/flow-problem.ts';
import { formFields, type FormField } from '../inspector/form-shape.ts';

/** The form of a sample input: a text without a limit is evidence, and gets room. */
export const sampleFields = (input: JsonSchema): readonly FormField[] =>
  formFields(input, { templated: false }).map(field =>
    field.shape.kind === 'text' && field.shape.maxLength === null ? { ...field, shape: { ...field.shape, long: true } } : field,
  );

/** What is wrong with a sample, field by field; `required` fields that are missing stand at their own field. */
export function sampleProblems(problems: readonly SchemaProblem[], fields: readonly FormField[]): readonly FlowProblem[] {
  return problems.map(({ path, message }) => {
    const missing = /required property "([^"]+)"/.exec(message)?.[1];
    const known = missing !== undefined && fields.some(({ name }) => name === missing) && path === '';
    const field = known ? missing : path.slice(1).replaceAll('/', '.');
    return { severity: 'error', code: 'bad-value', field, message: known ? 'This is needed.' : message };
  });
}
