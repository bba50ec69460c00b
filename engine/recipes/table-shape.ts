import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { TableShape } from '../packet/slice-source.ts';

/** A table as the recipe wants it; a sentence that goes on after the source's name when it has not that shape. */
export function inShape(columns: readonly string[], rows: readonly (readonly Json[])[], shape: TableShape = 'rows'): Result<Json, string> {
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined && shape !== 'column' && shape !== 'value')
    return refused(`two columns are called “${twice}”. Name one with AS.`);
  if (columns.includes('__proto__')) return refused('a column is called “__proto__”, which cannot be a name here. Name it with AS.');
  const objects = (some: readonly (readonly Json[])[]): Json[] =>
    some.map(row => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));
  if (shape === 'rows') return ok(objects(rows));
  if (shape === 'column') return ok(rows.map(row => row[0] ?? null));
  const [first] = rows;
  if (first === undefined) return refused('no row was found.');
  return ok(shape === 'row' ? (objects([first])[0] ?? null) : (first[0] ?? null));
}
