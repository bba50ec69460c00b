import { z } from 'zod';

/** Any JSON value. Everything that is hashed, stored or sent is one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Parses any JSON value. */
export const JsonValue: z.ZodType<Json, Json> = z.json();

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
