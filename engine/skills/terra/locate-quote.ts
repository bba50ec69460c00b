/** Finds what somebody quotes from a text. */
export type Locate = (quote: string) => { readonly start: number; readonly end: number } | null;

/** Fewer letters and figures than this stand everywhere, and support nothing. */
const SHORTEST = 8;

/**
 * Where a quote stands in a text: UTF-16 offsets of what stands there, which may differ from the quote in the width of its spaces, the shape of its
 * quotation marks and dashes, and the escapes of a JSON text, and in nothing else. The first place of several. Null when it stands nowhere.
 */
export function quoteFinder(text: string): Locate {
  let flat: Flat | null = null;
  return quote => {
    const wanted = quote.trim();
    if ((wanted.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < SHORTEST) return null;
    const exact = text.indexOf(wanted);
    if (exact >= 0) return { start: exact, end: exact + wanted.length };
    flat ??= flattened(text);
    const sought = flattened(wanted).text;
    const at = flat.text.indexOf(sought);
    const [start, last] = [flat.places[at], flat.places[at + sought.length - 1]];
    return at < 0 || start === undefined || last === undefined ? null : { start, end: last + 1 };
  };
}

interface Flat {
  readonly text: string;
  /** Where each of its characters stands in the text it is of. */
  readonly places: readonly number[];
}

/** Whole families of marks by the plain one of each. A fence around evidence shows "<" as ‹ where it could be taken for its own end. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛ʼ′]/, "'"],
  [/[“”„‟«»″]/, '"'],
  [/[‐‑‒–—−]/, '-'],
  [/‹/, '<'],
  [/\s/, ' '],
];

const plain = (letter: string): string => SHAPES.find(([family]) => family.test(letter))?.[1] ?? letter;

/** Spaces as one, marks and dashes in their plain shape, escapes as what they stand for. */
function flattened(text: string): Flat {
  const isJson = /^\s*[{[]/.test(text);
  const letters: string[] = [];
  const places: number[] = [];
  const add = (letter: string, at: number): void => {
    if (letter === ' ' && letters.at(-1) === ' ') return;
    letters.push(letter);
    places.push(at);
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const escaped = isJson && letter === '\\' ? text.charAt(at + 1) : '';
    if (escaped !== '') {
      at++;
      add(/[nrtbf]/.test(escaped) ? ' ' : escaped, at);
    } else add(letter.charCodeAt(0) < 128 && letter > ' ' ? letter : plain(letter), at);
  }
  return { text: letters.join(''), places };
}
