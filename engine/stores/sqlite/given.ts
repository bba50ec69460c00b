/**
 * A bound parameter in a query that orders or limits and is asked often. SQLite lets a parameter that stands there bare decide how the query is
 * done, and so compiles the statement anew whenever one is bound: 13 µs instead of 1.5 for a query of 12 columns that finds nothing. What is
 * computed of a parameter decides nothing, and an index serves it all the same.
 */
export const GIVEN_TEXT = 'CAST(? AS TEXT)';
export const GIVEN_INTEGER = 'CAST(? AS INTEGER)';
