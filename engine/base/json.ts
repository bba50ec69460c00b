import { z } from 'zod';
import { NotCanonicalError } from './canonical-json.ts';
import { jsonFault } from './json-fault.ts';

/** Any JSON value. Everything that is hashed, stored or sent is one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Parses any JSON value that canonical JSON can write: finite numbers, no whole one beyond 2^53 − 1, whole characters, at most 64 levels. */
export const JsonValue: z.ZodType<Json, Json> = z.any().superRefine((value, context) => {
  const fault = jsonFault(value);
  if (fault === null) return;
  const { message } = new NotCanonicalError(fault.reason, fault.path.map(part => `/${String(part)}`).join(''));
  context.addIssue({ code: 'custom', message, path: [...fault.path] });
});

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
