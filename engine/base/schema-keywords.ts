/** Keywords whose value is one schema. */
export const OF_SCHEMA: readonly string[] = [
  'items',
  'additionalItems',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
];

/** Keywords whose value names schemas. */
export const OF_SCHEMAS: readonly string[] = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];

/** Keywords whose value lists schemas. */
export const LISTS: readonly string[] = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
