import { z } from 'zod';
import { JsonValue } from '../base/json.ts';
import { JsonSchema } from '../base/json-schema.ts';
import { FreeHeader } from './product-connection.ts';

export const PRODUCT_FORMAT = 'atelier-product/1';

/** A product's stable name, e.g. `rfp`: in flows, in events, in the settings. */
export const ProductName = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);

/** A field of a payload that a request's path, query or header is made of. */
const Field = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/);

/** How an action maps onto an API that knows nothing of Atelier. What is in no list goes into the body. */
export const ActionHttp = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Under the product's address; `{name}` stands for the payload's field of that name, e.g. `/orders/{order_id}`. */
  path: z
    .string()
    .max(1000)
    .regex(
      /^(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|\{[A-Za-z_][A-Za-z0-9_.-]{0,127}\})*)+$/,
      'a path begins with /, has no . or .. between its slashes, and no query',
    ),
  /** Fields of the payload that stand in the query, by their name there. A list gives that name once for each element. */
  query: z.record(z.string().regex(/^[\x21-\x7e]{1,128}$/), Field).default({}),
  /** Fields of the payload that are headers, by the header's name. */
  headers: z
    .record(
      FreeHeader.refine(name => name !== 'authorization', 'tokens are named in workspace.json'),
      Field,
    )
    .default({}),
  /** The one field that is the whole body, for bodies that are no object; absent: the body is an object of the fields that go nowhere else. */
  body: Field.optional(),
  /** Of the body; `application/json` where nothing is said. */
  contentType: z
    .string()
    .max(100)
    .regex(/^application\/(?:[a-z0-9.-]+\+)?json$/, 'a body is JSON')
    .optional(),
});
export type ActionHttp = z.infer<typeof ActionHttp>;

export const ProductAction = z.strictObject({
  title: z.string().max(200),
  description: z.string().max(2000).default(''),
  /** What a lost attempt means: repeat freely, repeat with the same key, or ask a person. */
  effect: z.enum(['pure', 'idempotent', 'once']),
  /** `call`: the product is asked over HTTP and answers. `event`: it is told over the bus; the step completes with `{ event_id }` and does not wait. */
  delivery: z.enum(['call', 'event']).optional(),
  /** Absent: the signed envelope is posted to `/actions/<action>`. */
  http: ActionHttp.optional(),
  payload: JsonSchema,
  response: JsonSchema,
  /** Answers while no endpoint is configured: the first whose payload agrees with the call's in every key it names, else the first. */
  examples: z
    .array(
      z.strictObject({ payload: z.record(z.string(), JsonValue).optional(), response: JsonValue, synthesised: z.literal(true).optional() }),
    )
    .min(1)
    .max(50),
});
export type ProductAction = z.infer<typeof ProductAction>;

export const ProductEvent = z.strictObject({
  title: z.string().max(200),
  description: z.string().max(2000).default(''),
  payload: JsonSchema,
  example: z.record(z.string(), JsonValue),
});
export type ProductEvent = z.infer<typeof ProductEvent>;

const atMost = <Key extends z.ZodString, Value extends z.ZodType>(most: number, record: z.ZodRecord<Key, Value>) =>
  record.refine(entries => Object.keys(entries).length <= most, `at most ${String(most)} are taken`);

/** A registered system: what it can be asked to do and what it tells. One file in `products/`. */
export const ProductManifest = z.strictObject({
  format: z.literal(PRODUCT_FORMAT),
  product: ProductName,
  title: z.string().max(200),
  description: z.string().max(2000).default(''),
  actions: atMost(500, z.record(z.string().regex(/^[a-z][a-z0-9_]{0,127}$/), ProductAction)),
  /** By event type, e.g. `catalyst.purchase.confirmed`. */
  events: atMost(500, z.record(z.string().regex(/^[a-z][a-z0-9_.]{0,127}$/), ProductEvent)),
});
export type ProductManifest = z.infer<typeof ProductManifest>;

export interface Products {
  list(): readonly ProductManifest[];
  find(product: string): ProductManifest | undefined;
}
