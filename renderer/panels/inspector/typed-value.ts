import { isJsonObject, type Json } from '../../../engine/base/json.ts';
import { ok, refused, type Result } from '../../../engine/base/result.ts';
import type { FieldShape } from './form-shape.ts';

/** What was typed into a field, as the value it stands for; undefined empties the field. Refused with a sentence that says what is wrong. */
export function typedValue(typed: string, shape: FieldShape): Result<Json | undefined, string> {
  if (typed.trim() === '') return ok(undefined);
  switch (shape.kind) {
    case 'number':
      return typedNumber(typed.trim(), shape);
    case 'json':
      return typedJson(typed);
    case 'text':
      return shape.maxLength !== null && typed.length > shape.maxLength
        ? refused(`At most ${shape.maxLength} characters; these are ${typed.length}.`)
        : ok(typed);
    case 'expression':
    case 'choice':
    case 'reference':
      return ok(typed.trim());
    case 'date':
      return typedDate(typed.trim(), shape);
    case 'yes-no':
    case 'list':
    case 'group':
    case 'record':
    case 'one-of':
    case 'form':
      return ok(typed);
  }
}

function typedNumber(typed: string, shape: Extract<FieldShape, { kind: 'number' }>): Result<number, string> {
  const number = Number(typed.replaceAll(/[\s_]/g, ''));
  const unit = shape.unit === null ? '' : ` ${shape.unit}`;
  if (!Number.isFinite(number)) return refused(`“${typed}” is not a number. Write digits, for instance 1500.`);
  if (shape.whole && !Number.isInteger(number)) return refused('Only whole numbers fit here.');
  if (shape.min !== null && number < shape.min) return refused(`At least ${shape.min}${unit}.`);
  if (shape.max !== null && number > shape.max) return refused(`At most ${shape.max}${unit}.`);
  return ok(number);
}

/** As the browser's own field gives it: `2027-03-31`, or `2027-03-31T17:00` in UTC. */
function typedDate(typed: string, { withTime }: Extract<FieldShape, { kind: 'date' }>): Result<string, string> {
  const atMs = Date.parse(withTime ? `${typed.replace(/Z$/, '')}Z` : typed);
  if (Number.isNaN(atMs))
    return refused(`“${typed}” is no ${withTime ? 'date and time, for instance 2027-03-31T17:00' : 'date, for instance 2027-03-31'}.`);
  return ok(withTime ? `${new Date(atMs).toISOString().slice(0, 19)}Z` : typed);
}

function typedJson(typed: string): Result<Json, string> {
  try {
    return ok(JSON.parse(typed) as Json); // true: what JSON.parse gives is JSON
  } catch (error) {
    return refused(`This is not JSON yet: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** A value as it stands in its field. */
export function valueText(value: Json | undefined, shape: FieldShape): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && shape.kind !== 'json') return value;
  return shape.kind === 'json' ? JSON.stringify(value, null, 2) : JSON.stringify(value);
}

/**
 * Whether a field of this shape can show the value. What it cannot is shown as JSON, as it is, so that nothing of it is lost.
 */
export function fitsShape(value: Json | undefined, shape: FieldShape): boolean {
  if (value === undefined) return true;
  switch (shape.kind) {
    case 'text':
      return typeof value !== 'object';
    case 'expression':
    case 'reference':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'string' && (shape.withTime ? INSTANT : DAY).test(value);
    case 'number':
      return typeof value === 'number';
    case 'yes-no':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' || (shape.values ?? []).includes(value);
    case 'list':
      return Array.isArray(value);
    case 'group':
    case 'record':
    case 'form':
      return isJsonObject(value);
    case 'one-of':
    case 'json':
      return true;
  }
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/** A text that holds `{{ … }}`. */
export const holdsExpression = (value: Json | undefined): value is string => typeof value === 'string' && value.includes('{{');
