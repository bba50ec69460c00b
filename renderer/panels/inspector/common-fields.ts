import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import type { Catalog } from '../../../engine/contract/catalog.ts';
import type { FlowEdit } from '../../../engine/flow/flow-edit.ts';
import type { Step } from '../../../engine/flow/flow.ts';
import { changedStep } from './form-edit.ts';
import { stepSections, type FormSection } from './step-sections.ts';
import { dotted, valueAt, type FieldPath } from './value-at.ts';

/** The fields that all of the steps have, in the same shape; what one calls a step its own is left out. */
export function commonSections(steps: readonly Step[], catalog: Catalog | null): readonly FormSection[] {
  const [first, ...others] = steps.map(step => stepSections(step, catalog));
  if (first === undefined) return [];
  const known = others.map(
    sections =>
      new Map(sections.flatMap(({ path, fields }) => fields.map(field => [dotted([...path, field.name]), JSON.stringify(field)]))),
  );
  return first.flatMap(section => {
    const fields = section.fields.filter(field => {
      const name = dotted([...section.path, field.name]);
      return name !== 'title' && known.every(fieldsOf => fieldsOf.get(name) === JSON.stringify(field));
    });
    return fields.length === 0 ? [] : [{ ...section, fields }];
  });
}

/** What all of the steps say: where they differ nothing stands, and inside of objects whatever is the same. */
export function commonValue(values: readonly (Json | undefined)[]): Json | undefined {
  const [first, ...others] = values;
  if (others.every(other => isSame(first, other))) return first;
  if (!values.every(isJsonObject)) return undefined;
  const objects = values.filter(isJsonObject);
  return Object.fromEntries(
    Object.keys(objects[0] ?? {}).flatMap((key): [string, Json][] => {
      const value = commonValue(objects.map(object => (Object.hasOwn(object, key) ? object[key] : undefined)));
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** The steps say different things there. */
export function differAt(steps: readonly Step[], path: FieldPath): boolean {
  const [first, ...others] = steps.map(step => valueAt(step as unknown as Json, path)); // true: a step is JSON
  return others.some(other => !isSame(first, other));
}

/** The same field of several steps put to one value. A step is not linked to itself. */
export const changedSteps = (steps: readonly Step[], path: FieldPath, value: Json | undefined): readonly FlowEdit[] =>
  steps.flatMap(step => (value === step.id ? [] : changedStep(step, path, value)));

const isSame = (a: Json | undefined, b: Json | undefined): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
