import { z } from 'zod';
import { JsonValue } from '../base/json.ts';
import { JsonSchema } from '../base/json-schema.ts';

export const PRODUCT_FORMAT = 'atelier-product/1';

/** A product's stable name, e.g. `rfp`: in flows, in events, in the settings. */
export const ProductName = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);

export const ProductAction = z.strictObject({
  title: z.string().max(200),
  description: z.string().max(2000).default(''),
  /** What a lost attempt means: repeat freely, repeat with the same key, or ask a person. */
  effect: z.enum(['pure', 'idempotent', 'once']),
  payload: JsonSchema,
  response: JsonSchema,
  /** Answers while no endpoint is configured: the first whose payload agrees with the call's in every key it names, else the first. */
  examples: z.array(z.strictObject({ payload: z.record(z.string(), JsonValue).optional(), response: JsonValue })).min(1),
});
export type ProductAction = z.infer<typeof ProductAction>;

export const ProductEvent = z.strictObject({
  title: z.string().max(200),
  description: z.string().max(2000).default(''),
  payload: JsonSchema,
  example: z.record(z.string(), JsonValue),
});
export type ProductEvent = z.infer<typeof ProductEvent>;

/** A registered system: what it can be asked to do and what it tells. One file in `products/`. */
export const ProductManifest = z.strictObject({
  format: z.literal(PRODUCT_FORMAT),
  product: ProductName,
  title: z.string().max(200),
  description: z.string().max(2000).default(''),
  actions: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,127}$/), ProductAction),
  /** By event type, e.g. `catalyst.purchase.confirmed`. */
  events: z.record(z.string().regex(/^[a-z][a-z0-9_.]{0,127}$/), ProductEvent),
});
export type ProductManifest = z.infer<typeof ProductManifest>;

export interface Products {
  list(): readonly ProductManifest[];
  find(product: string): ProductManifest | undefined;
}
