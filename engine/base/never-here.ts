/** Ends every exhaustive switch: a case that was forgotten does not compile, and one that slips through hostile input is thrown. */
export function neverHere(value: never): never {
  throw new Error(`No case for ${JSON.stringify(value)}: this is a fault of Atelier, please report it.`);
}
