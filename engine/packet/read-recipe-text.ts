import { SliceName } from '../base/ids.ts';
import { isJsonObject } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { MAX_RECIPE_BYTES, Recipe, RECIPE_FORMAT } from './recipe.ts';
import { SliceSource } from './slice-source.ts';

/** What is wrong with a recipe: what, where, what now. */
export interface RecipeFault {
  readonly sentence: string;
  /** The one whose source is wrong, where it is one. */
  readonly slice: SliceName | null;
}

/** A recipe file's recipe. */
export function readRecipeText(text: string): Result<Recipe, RecipeFault> {
  const read = parseJson(text, { maxBytes: MAX_RECIPE_BYTES });
  if (read.ok) return readRecipe(read.value);
  const { line, column, message } = read.error;
  return refused({ sentence: `Line ${String(line)}, column ${String(column)}: ${message}`, slice: null });
}

/** Somebody else's value as a recipe. */
export function readRecipe(value: unknown): Result<Recipe, RecipeFault> {
  const format = isJsonObject(value) ? value['format'] : undefined;
  if (!isJsonObject(value) || typeof format !== 'string' || !format.startsWith('atelier-recipe/'))
    return fault(`This is not a recipe: a recipe is an object with "format": "${RECIPE_FORMAT}" and "slices".`);
  if (format !== RECIPE_FORMAT)
    return fault(
      `This recipe was written by a newer Atelier Studio (${format.slice(0, 40)}); this one reads ${RECIPE_FORMAT}. Update to open it.`,
    );
  const { slices } = value;
  if (!isJsonObject(slices)) return fault('This recipe has no slices: add "slices": { } with a source for each.');
  for (const [name, source] of Object.entries(slices)) {
    const sliceName = SliceName.safeParse(name);
    if (!sliceName.success)
      return fault(
        `“${name.slice(0, 80)}” cannot be the name of a slice: names have letters, digits and _, and do not begin with a digit.`,
      );
    const read = readSliceSource(source);
    if (!read.ok) return refused({ sentence: `The slice “${name}”: ${read.error}`, slice: sliceName.data });
  }
  const recipe = Recipe.safeParse(value);
  if (recipe.success) return ok(recipe.data);
  return fault(`This recipe has ${issueWords(recipe.error.issues[0])}`);
}

/** Somebody else's value as a source; the error says what is wrong with it, beginning with a small letter. */
export function readSliceSource(value: unknown): Result<SliceSource, string> {
  const kinds = SliceSource.options.map(option => option.shape.from.value);
  const from = isJsonObject(value) ? value['from'] : undefined;
  if (!kinds.some(kind => kind === from))
    return refused(
      `its source needs "from", one of ${kinds.join(', ')}${typeof from === 'string' ? `, and not “${from.slice(0, 40)}”` : ''}.`,
    );
  const source = SliceSource.safeParse(value);
  return source.success ? ok(source.data) : refused(`its source has ${issueWords(source.error.issues[0])}`);
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[] | undefined;
}

function issueWords(issue: (Issue & { readonly input?: unknown }) | undefined): string {
  if (issue === undefined) return 'something that does not belong there.';
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return `${(issue.keys ?? []).map(key => `“${key}”`).join(' and ')}, which does not belong there.`;
  return `a “${place}” that does not fit: ${issue.message}.`;
}

const fault = (sentence: string): Result<never, RecipeFault> => refused({ sentence, slice: null });
