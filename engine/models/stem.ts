/**
 * A word without the endings that only its grammar needs: "interviews", "interviewed", "interviewing" are one. After the first step of
 * M. F. Porter, "An algorithm for suffix stripping" (1980), with "-ly" and a final "e" taken off too; numbers stay as they are.
 */
export function stem(word: string): string {
  let known = KNOWN.get(word);
  if (known === undefined) {
    known = stemmed(word);
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(word, known);
  }
  return known;
}

/** A text uses few words many times, and to find a stem takes longer than to look it up. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 50_000;

function stemmed(word: string): string {
  let bare = word
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s$/, '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '');
  if (bare.length <= 3 || /\d/.test(bare)) return bare;
  bare = withoutPlural(bare);
  for (const ending of ['ing', 'ed']) {
    if (bare.endsWith(ending) && VOWEL.test(bare.slice(0, -ending.length)) && bare.length - ending.length >= 3) {
      bare = restored(bare.slice(0, -ending.length));
      break;
    }
  }
  if (bare.length > 5 && bare.endsWith('ly')) bare = bare.slice(0, -2);
  if (bare.length > 4 && bare.endsWith('e')) bare = bare.slice(0, -1);
  if (bare.length > 3 && bare.endsWith('y')) bare = bare.slice(0, -1) + 'i';
  return bare;
}

const VOWEL = /[aeiouy]/;

function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('shes') || word.endsWith('ches') || word.endsWith('xes')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.slice(0, -2);
  if (word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') && !word.endsWith('is')) return word.slice(0, -1);
  return word;
}

/** "planned" → "plan", "agreed" → "agre": doubled consonants are made single, but for l, s and z. */
const restored = (stump: string): string => (/([^aeioulsz])\1$/.test(stump) ? stump.slice(0, -1) : stump);
