/** Something wrong in a text, in UTF-16 characters from 0. */
export interface TextProblem {
  readonly position: number;
  readonly length: number;
  readonly sentence: string;
}

/** A word that may come next. */
export interface Completion {
  readonly label: string;
  readonly kind: 'table' | 'column' | 'word';
  readonly detail: string;
}
