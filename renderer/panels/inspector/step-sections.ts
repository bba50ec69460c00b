import { z } from 'zod';
import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import { JsonSchema } from '../../../engine/base/json-schema.ts';
import type { Catalog } from '../../../engine/contract/catalog.ts';
import { Retry, type Step } from '../../../engine/flow/flow.ts';
import { formFields, type FormField } from './form-shape.ts';
import { configFields } from './step-fields.ts';

/** A part of a step's form. */
export interface FormSection {
  /** Null for what is always open. */
  readonly title: string | null;
  readonly isOpen: boolean;
  /** Where in the step its fields stand. */
  readonly path: readonly string[];
  readonly fields: readonly FormField[];
}

const TITLE: FormField = {
  name: 'title',
  title: 'Title',
  description: null,
  required: false,
  templated: false,
  shape: { kind: 'text', long: false, maxLength: 200 },
};
const NEXT: FormField = { ...TITLE, name: 'next', title: 'Next step', shape: { kind: 'reference', to: 'step', alsoHalt: false } };
const ON_ERROR: FormField = {
  ...NEXT,
  name: 'onError',
  title: 'When it fails',
  description: 'The step to go on with after a failure; without one the run fails.',
};
const SAVE: FormField = {
  ...TITLE,
  name: 'save',
  title: 'Save to context',
  description: 'Names in context and the expressions that fill them, for instance output.score.',
  shape: { kind: 'record', of: { kind: 'expression' } },
};
const RETRY_FIELDS = formFields(JsonSchema.parse(z.toJSONSchema(Retry, { io: 'input' })), { templated: false });
const RETRY: FormField = {
  ...TITLE,
  name: 'retry',
  title: 'Retry',
  description: 'How often a failed attempt is made again, and after how long.',
  shape: { kind: 'group', fields: RETRY_FIELDS },
};

/** A step's form in its parts: title and what its kind needs first; what is seldom set, and is not set, lies folded at the end. */
export function stepSections(step: Step, catalog: Catalog | null): readonly FormSection[] {
  const config: Json = step.config as Json; // true: a config is JSON
  const [shown, seldom] = parted(configFields(step, catalog), config);
  const links = step.kind === 'gate' ? [] : [NEXT];
  const whole: Json = step as unknown as Json; // true: a step is JSON
  const later = step.kind === 'gate' ? [] : [ON_ERROR, RETRY];
  const [setLater, unsetLater] = parted(later, whole);
  return [
    { title: null, isOpen: true, path: [], fields: [TITLE] },
    { title: null, isOpen: true, path: ['config'], fields: shown },
    { title: null, isOpen: true, path: [], fields: [...links, ...setLater, ...(step.kind === 'gate' ? [] : [SAVE])] },
    { title: 'More about this step', isOpen: false, path: ['config'], fields: seldom },
    { title: 'Failures', isOpen: false, path: [], fields: unsetLater },
  ].filter(section => section.fields.length > 0);
}

/** Fields that are required, set, or made of what the catalog asks for; and the others. */
function parted(fields: readonly FormField[], value: Json): readonly [readonly FormField[], readonly FormField[]] {
  const isShown = (field: FormField) =>
    field.required || field.templated || field.shape.kind === 'reference' || (isJsonObject(value) && value[field.name] !== undefined);
  return [fields.filter(isShown), fields.filter(field => !isShown(field))];
}
