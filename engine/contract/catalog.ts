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
  /** Replaces the prompt for this workspace; null takes the shipped one back. */
  savePrompt: oc
    .input(z.object({ skill: z.string().max(128), prompt: z.string().max(100_000).nullable() }))
    .output(SkillHead)
    .errors({
      NO_SUCH_SKILL: { data: z.object({ skill: z.string() }), message: 'This skill is not in the workspace.' },
      STORAGE: { data: z.object({ sentence: z.string() }), message: 'The prompt could not be written.' },
    }),
};
