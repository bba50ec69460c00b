import type { z } from 'zod';
import { isJsonObject } from '../base/json.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import { STEP_DEFINITIONS } from '../steps/step-definitions.ts';
import { actionOf, skillOf, type FlowCatalog } from './flow-catalog.ts';
import type { Step } from './flow.ts';
import { keyWords } from './short-words.ts';

/** What a form calls a field of a step's config, and its unit. */
export interface FieldWords {
  readonly label: string;
  readonly unit: 'ms' | null;
}

/**
 * The label of a place in a step's config: the title its schema gives, for an input or a payload the title in the skill's or the action's schema,
 * and where neither has one the key's own words. Deeper places name each key: `Form › amount › maximum`.
 */
export function fieldWords(step: Step, path: readonly (string | number)[], catalog: FlowCatalog | null): FieldWords {
  const [field, ...inside] = path.map(String);
  if (field === undefined) return { label: 'Config', unit: null };
  const shape = STEP_DEFINITIONS[step.kind].config.shape as Readonly<Record<string, z.ZodType>>; // true: a strictObject's shape
  const meta = Object.hasOwn(shape, field) ? shape[field]?.meta() : undefined;
  const title = meta?.title ?? keyWords(field);
  const unit = meta?.['unit'] === 'ms' ? 'ms' : null;
  if (inside.length === 0) return { label: title, unit };
  const given = meta?.['schemaOf'] === undefined ? null : schemaGiven(step, catalog);
  return given === null
    ? { label: [title, ...inside].join(' › '), unit: null }
    : { label: [titleIn(given, inside[0] ?? ''), ...inside.slice(1)].join(' › '), unit: null };
}

function schemaGiven(step: Step, catalog: FlowCatalog | null): JsonSchema {
  if (catalog === null) return {};
  if (step.kind === 'sage_skill') return skillOf(catalog, step.config.skill)?.input ?? {};
  if (step.kind === 'product_action') return actionOf(catalog, step.config.product, step.config.action)?.payload ?? {};
  return {};
}

function titleIn({ properties }: JsonSchema, key: string): string {
  const property = isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
  const title = isJsonObject(property) ? property['title'] : undefined;
  return typeof title === 'string' && title !== '' ? title : keyWords(key);
}
