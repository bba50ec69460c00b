const list = (words: string): readonly string[] => words.split(' ');
const numbered = (words: readonly string[], first: number): ReadonlyMap<string, number> =>
  new Map(words.map((word, index) => [word, index + first]));

const SMALL = numbered(
  list('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
  0,
);
const TENS = list('twenty thirty forty fifty sixty seventy eighty ninety');
const ORDINALS = numbered(
  list(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  ),
  1,
);
const MONTHS = list('january february march april may june july august september october november december');
const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...numbered(MONTHS, 1),
  ...numbered(
    MONTHS.map(month => month.slice(0, 3)),
    1,
  ),
  ['sept', 9],
]);

/** "seventeen" → 17; null beyond nineteen and for other words. All of these take words in lower case. */
export const smallNumber = (word: string): number | null => SMALL.get(word) ?? null;

/** "forty" → 40 */
export const tensNumber = (word: string): number | null => (TENS.includes(word) ? (TENS.indexOf(word) + 2) * 10 : null);

/** "third" → 3 */
export const ordinalOf = (word: string): number | null => ORDINALS.get(word) ?? null;

/** "sept" → 9 */
export const monthOf = (word: string): number | null => MONTH_NUMBERS.get(word) ?? null;

/** What a number word multiplies by. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
