import type { Json } from '../../../engine/base/json.ts';
import { fieldsAt, knownAt, pathText, type KnownHere } from '../../../engine/expression/known-paths.ts';
import type { ReadPath } from '../../../engine/expression/read-paths.ts';
import { shapeWords } from '../../../engine/expression/shape-words.ts';
import { shortValue } from './short-value.ts';

/** One line of the list of variables. */
export interface VariableRow {
  /** As an expression names it. */
  readonly variable: string;
  /** From 1. */
  readonly level: number;
  readonly label: string;
  /** Its value now, what it is, or what people call it. */
  readonly detail: string;
  /** Null for one that holds no others. */
  readonly isOpen: boolean | null;
}

/** More than a person looks through; what is beyond is found by its name. */
const MOST = 400;
const DEEPEST = 6;

/** The variables with those inside of the open ones, in order. With something to find: all that are called so, and what leads to them. */
export function variableRows(
  known: KnownHere,
  titles: ReadonlyMap<string, string>,
  open: ReadonlySet<string>,
  find: string,
): readonly VariableRow[] {
  const rows: VariableRow[] = [];
  const wanted = find.trim().toLowerCase();
  const add = (path: ReadPath): boolean => {
    const here = knownAt(path, known);
    if (here === null || rows.length >= MOST) return false;
    const names = path.length >= DEEPEST ? [] : fieldsAt(here.shape, here.value);
    const variable = pathText(path);
    const title = path[0] === 'steps' && path.length === 2 ? titles.get(String(path[1])) : undefined;
    const isFound = wanted !== '' && `${variable} ${title ?? ''}`.toLowerCase().includes(wanted);
    const at = rows.length;
    const isOpen = names.length === 0 ? null : wanted !== '' || open.has(variable);
    rows.push({
      variable,
      level: path.length,
      label: String(path.at(-1)),
      detail: title ?? detailOf(here.value, shapeWords(here.shape)),
      isOpen,
    });
    let holdsFound = false;
    if (isOpen === true) for (const name of names) holdsFound = add([...path, name]) || holdsFound;
    if (wanted !== '' && !isFound && !holdsFound) rows.length = at;
    return isFound || holdsFound;
  };
  for (const root of known.roots) add([root]);
  return rows;
}

function detailOf(value: Json | undefined, words: string): string {
  if (value === undefined) return words === 'anything' ? '' : words;
  if (Array.isArray(value)) return `${value.length} in a list`;
  return typeof value === 'object' && value !== null ? words.replace('anything', 'an object') : shortValue(value);
}
