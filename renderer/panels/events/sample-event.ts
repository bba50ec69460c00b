import { isJsonObject, type JsonObject } from '../../../engine/base/json.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import type { ProductManifest } from '../../../engine/products/product.ts';

/** An event to send by hand. */
export interface SampleEvent {
  readonly product: string;
  readonly productTitle: string;
  readonly eventType: string;
  readonly title: string;
  readonly example: JsonObject;
  /** What its payload has to be; null for a type that nobody registered. */
  readonly schema: JsonSchema | null;
}

/** Every event type of the registered products with its example, by product and type. */
export const sampleEvents = (products: readonly ProductManifest[]): readonly SampleEvent[] =>
  products.flatMap(product =>
    Object.entries(product.events).map(([eventType, event]) => ({
      product: product.product,
      productTitle: product.title,
      eventType,
      title: event.title,
      example: event.example,
      schema: event.payload,
    })),
  );

/** The sample of one event type; for a type nobody registered, an empty one of the product its name begins with. */
export function sampleOf(products: readonly ProductManifest[], eventType: string): SampleEvent {
  const known = sampleEvents(products).find(sample => sample.eventType === eventType);
  const product = eventType.split('.')[0] ?? eventType;
  return known ?? { product, productTitle: product, eventType, title: eventType, example: {}, schema: null };
}

/** The payload as it was edited, or a sentence about what is wrong with it. */
export function parsePayload(text: string): { readonly payload: JsonObject } | { readonly problem: string } {
  try {
    const payload: unknown = JSON.parse(text);
    return isJsonObject(payload) ? { payload } : { problem: 'The payload must be a JSON object: { … }.' };
  } catch {
    return { problem: 'The payload is not JSON: a comma, a quote or a bracket is missing.' };
  }
}
