/** One step of the schema. Its file is never edited once it was released: a change is a further migration. */
export interface Migration {
  /** From 1, without gaps; the same number does the same in every dialect. */
  readonly number: number;
  readonly name: string;
  /** Statements in the dialect of the folder. The migrator runs them inside its own transaction. */
  readonly sql: string;
}
