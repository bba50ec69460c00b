import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Actor } from '../base/ids.ts';
import { JsonSchema } from '../base/json-schema.ts';
import { MODEL_CLASSES } from '../models/model.ts';
import { ProductManifest } from '../products/product.ts';

export const SkillHead = z.object({
  name: z.string(),
  version: z.string(),
  title: z.string(),
  description: z.string(),
  kind: z.enum(['prompt', 'coded']),
  modelClass: z.enum(MODEL_CLASSES),
  input: JsonSchema,
  output: JsonSchema,
  prompt: z.string(),
  /** True when the workspace's own prompt replaces the shipped one. */
  edited: z.boolean(),
  /** True when it came with the workspace and stands in for no shipped one. */
  own: z.boolean(),
});
export type SkillHead = z.infer<typeof SkillHead>;

/** What a flow can refer to; `checkFlow` and the forms read it. */
export const Catalog = z.object({
  skills: z.array(SkillHead),
  products: z.array(ProductManifest),
  users: z.array(Actor),
  roles: z.array(Actor),
});
export type Catalog = z.infer<typeof Catalog>;

export const catalogContract = {
  read: oc.output(Catalog),
};
