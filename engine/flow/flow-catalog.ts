import type { JsonSchema } from '../base/json-schema.ts';

/** What a flow may refer to, as far as checking needs to know it. */
export interface FlowCatalog {
  readonly skills: readonly CatalogSkill[];
  readonly products: readonly CatalogProduct[];
  /** `user:…`; absent when nobody is listed, and then anybody may be named. */
  readonly users?: readonly string[];
  /** `role:…` */
  readonly roles?: readonly string[];
}

export interface CatalogSkill {
  readonly name: string;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
}

export interface CatalogProduct {
  readonly product: string;
  readonly actions: Readonly<Record<string, { readonly payload: JsonSchema; readonly response: JsonSchema }>>;
  /** By event type. */
  readonly events: Readonly<Record<string, { readonly payload: JsonSchema }>>;
}

export const skillOf = (catalog: FlowCatalog, name: string): CatalogSkill | undefined => catalog.skills.find(skill => skill.name === name);

export const productOf = (catalog: FlowCatalog, name: string): CatalogProduct | undefined =>
  catalog.products.find(({ product }) => product === name);

export function actionOf(catalog: FlowCatalog, product: string, action: string): CatalogProduct['actions'][string] | undefined {
  const actions = productOf(catalog, product)?.actions ?? {};
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}

export function eventOf(catalog: FlowCatalog, eventType: string): CatalogProduct['events'][string] | undefined {
  const teller = catalog.products.find(({ events }) => Object.hasOwn(events, eventType));
  return teller?.events[eventType];
}
