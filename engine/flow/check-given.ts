import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { stepTitle, type Step } from './flow.ts';
import type { FlowProblem } from './flow-problem.ts';
import { nearestName } from './nearest-name.ts';

interface Giving {
  readonly step: Step;
  /** `config.input` or `config.payload`. */
  readonly field: string;
  readonly given: JsonObject;
  readonly schema: JsonSchema;
  /** E.g. "The skill terra.ground". */
  readonly taker: string;
}

/**
 * What a step gives its skill or action, as far as it stands there in writing: required fields that are absent, fields that are not known,
 * and literal values that miss their schema. What `{{ expressions }}` will give shows only when it runs.
 */
export function checkGiven({ step, field, given, schema, taker }: Giving): readonly FlowProblem[] {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].filter(name => typeof name === 'string') : [];
  const problem = (code: string, inside: string, message: string): FlowProblem => ({
    severity: 'error',
    code,
    stepId: step.id,
    field: inside === '' ? field : `${field}.${inside}`,
    message: `“${stepTitle(step)}”: ${message}`,
  });
  const missing = required
    .filter(name => !Object.hasOwn(given, name))
    .map(name => problem('missing-input', '', `${taker} needs \`${name}\`. Give it a value or an {{ expression }}.`));
  const unknown = schema['additionalProperties'] === false ? Object.keys(given).filter(name => !Object.hasOwn(properties, name)) : [];
  const notTaken = unknown.map(name => {
    const near = nearestName(name, Object.keys(properties));
    return problem('unknown-input', name, `${taker} takes no \`${name}\`.${near === null ? ' Remove it.' : ` Is \`${near}\` meant?`}`);
  });
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isJsonObject(property) || hasTemplate(value) || isPlainly(property, value)) return [];
    const misses = schemaProblems({ ...definitionsOf(schema), ...property }, value);
    return misses.slice(0, 3).map(({ path, message }) => problem('wrong-input', name + path.replaceAll('/', '.'), `${taker}: ${message}`));
  });
  return [...missing, ...notTaken, ...wrong];
}

const definitionsOf = ({ $defs, definitions }: JsonSchema): JsonSchema => ({
  ...($defs === undefined ? {} : { $defs }),
  ...(definitions === undefined ? {} : { definitions }),
});

const hasTemplate = (value: Json): boolean =>
  typeof value === 'string' ? value.includes('{{') : typeof value === 'object' && value !== null && Object.values(value).some(hasTemplate);

const ANNOTATIONS: ReadonlySet<string> = new Set(['type', 'title', 'description', 'default', 'examples']);

/** True when a look at the type settles it, which spares the validator for the bulk of what people write. */
function isPlainly(schema: JsonObject, value: Json): boolean {
  const { type } = schema;
  const isOfType = typeof value === type || (type === 'integer' && Number.isInteger(value));
  return isOfType && Object.keys(schema).every(keyword => ANNOTATIONS.has(keyword));
}
