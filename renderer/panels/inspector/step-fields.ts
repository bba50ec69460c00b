import { z } from 'zod';
import { isJsonObject } from '../../../engine/base/json.ts';
import { JsonSchema } from '../../../engine/base/json-schema.ts';
import type { Catalog } from '../../../engine/contract/catalog.ts';
import type { Step } from '../../../engine/flow/flow.ts';
import { STEP_KINDS, type StepKind } from '../../../engine/steps/step-definition.ts';
import { STEP_DEFINITIONS } from '../../../engine/steps/step-definitions.ts';
import { formFields, type FormField } from './form-shape.ts';

/** The schema of each kind's config, with the words for its form; made once. */
const CONFIG_SCHEMAS: ReadonlyMap<StepKind, JsonSchema> = new Map(
  STEP_KINDS.map(kind => [kind, JsonSchema.parse(z.toJSONSchema(STEP_DEFINITIONS[kind].config, { io: 'input' }))]),
);

/**
 * The fields of a step's config: those of its kind, and in place of a skill's input and an action's payload the fields that the catalog's schema names.
 * What the config holds beyond its schemas stays, as JSON.
 */
export function configFields(step: Step, catalog: Catalog | null): readonly FormField[] {
  const schema = CONFIG_SCHEMAS.get(step.kind) ?? {};
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  return formFields(schema, { templated: false }).map(field => {
    const part = properties[field.name];
    if (!isJsonObject(part)) return field;
    if (step.kind === 'human_task' && field.name === 'form') return { ...field, description: null, shape: { kind: 'form' } };
    if (part['schemaOf'] === undefined) return isTemplated(field) ? { ...field, templated: true } : field;
    const inner = innerSchema(step, catalog);
    const fields = inner === null ? [] : formFields(inner, { templated: true });
    return { ...field, templated: true, shape: fields.length === 0 ? { kind: 'json' } : { kind: 'group', fields } };
  });
}

/** Texts of the config itself that may hold `{{ expressions }}` say so in their description. */
const isTemplated = (field: FormField): boolean => field.shape.kind === 'text' && (field.description?.includes('{{') ?? false);

function innerSchema(step: Step, catalog: Catalog | null): JsonSchema | null {
  if (step.kind === 'sage_skill') return catalog?.skills.find(skill => skill.name === step.config.skill)?.input ?? null;
  if (step.kind === 'product_action')
    return catalog?.products.find(product => product.product === step.config.product)?.actions[step.config.action]?.payload ?? null;
  return null;
}
