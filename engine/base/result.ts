/** What may go wrong on an ordinary day is a value: either `ok` with the value, or not, with a typed error. */
export type Result<Value, Failure> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

export const ok = <Value>(value: Value): Result<Value, never> => ({ ok: true, value });

export const refused = <Failure>(error: Failure): Result<never, Failure> => ({ ok: false, error });
