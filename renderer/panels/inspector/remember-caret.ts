import type { CaretPlace } from './form-place.ts';

/** Remembers which field of a form had the caret last. `insert` writes a variable there; a sentence when there is no such field. */
export function rememberCaret() {
  let last: CaretPlace | null = null;
  return {
    tell: (caret: CaretPlace): void => {
      last = caret;
    },
    insert: (variable: string): string | null => {
      last?.insert(variable);
      return last === null ? 'Put the caret into a field that takes expressions first.' : null;
    },
  };
}
