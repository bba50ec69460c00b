import { asInt, type MapKey, type Value } from './cel-value.ts';

/** The key that a value is in a map: texts, whole numbers, true and false; undefined for what cannot be one. */
export const mapKey = (value: Value): MapKey | undefined =>
  typeof value === 'string' || typeof value === 'boolean' ? value : asInt(value);
