import type { Sentence } from './evidence.ts';

/** What a field asks for by its name and description, and the forms in which texts say such things. */
export interface Cue {
  readonly asks: RegExp;
  readonly shows: RegExp;
  /** How much it counts beside others; 1 when absent. */
  readonly weight?: number;
}

const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const COUNT = '(?:\\d[\\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred)';

/** In no order: a field may ask for several of them. */
const CUES: readonly Cue[] = [
  {
    asks: /\b(?:money|budgets?|costs?|prices?|means|spen[dt]|pa(?:y|id)|funds?|invoices?|income)\b/i,
    shows: /[€$£]\s?\d|\b\d[\d.,]*\s?(?:k|million|thousand)?\s?(?:euros?|dollars?|pounds?|francs?|EUR|USD|GBP|CHF)\b/i,
  },
  {
    asks: /\b(?:when|dates?|days?|deadlines?|due|timing|start|begins?)\b/i,
    shows: new RegExp(
      `\\b${WEEKDAY}\\b|\\b\\d{1,2}\\.? ${MONTH}\\b|\\b(?:in|of|until|by|from|since|for|before) ${MONTH}\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b(?:week|end|middle|beginning) of\\b|\\bnext (?:week|month|year)\\b`,
    ),
    // A day alone is in half of all sentences: it says something beside what is to happen on it.
    weight: 0.4,
  },
  {
    asks: /\b(?:agree[ds]?|promis\w+|commit\w*|decisions?|decided|owed?|next steps?|to do|plans?|planned)\b/i,
    shows: new RegExp(
      `^[Dd]ecided\\b|\\b(?:[Ww]e|also|have) decided\\b|\\b(?:will|shall|agreed?|promised?|committed|undertook|going to|is to|are to|due)\\b|\\b(?:have|has) to\\b|\\b(?:by|until) (?:${WEEKDAY}|the end|\\d{1,2} ${MONTH})`,
    ),
  },
  {
    asks: /\b(?:risks?|unclear|undecided|not decided|open points?|problems?|obstacles?|doubts?|concerns?|missing|wrong|late|complaints?)\b/i,
    shows:
      /\b(?:not (?:\w+ ){0,2}(?:decided|clear|known|sure|yet|allowed|enough|answered|reached|well)|unclear|undecided|late|delay\w*|fail\w*|broke|missed|lost|lacks?|depends?|unless|if \w+ \w+ says no|risks?|worried|difficult|(?:is|are) against|cannot|do not know|does not (?:work|allow)|too (?:late|few|little|much)|complain\w*|mistakes?|above the limit|overdue|careful|disappointed|still open|not in use)\b/i,
  },
  {
    asks: /\b(?:feel\w*|fears?|weighs?|moods?|afraid)\b/i,
    shows:
      /\b(?:feels?|felt|afraid|fears?|worried|guilty|relieved|disappointed|proud|ashamed|angry|sad|happy|glad|scared|stung|lighter|nobody yet|knot)\b/i,
  },
  {
    asks: /\b(?:done|happened|reported|results?|reached|finished|progress|achieved)\b/i,
    shows:
      /\b(?:have|has|had) (?!(?:agreed|promised|decided|to)\b)(?:\w+ )?\w+(?:ed|en|nt|ght|old|uilt|one|ade)\b|\b(?:went|came|gave|took|made|wrote|spoke|sent|sold|bought|built|found|began|ran|won|lost|met|asked|read|told|finished|passed|ended|handed|delivered|helped|grew|hired)\b/i,
  },
  {
    asks: /\b(?:learn\w*|insights?|lessons?|understood|noticed|reasons?)\b/i,
    shows:
      /\b(?:learn(?:ed|t)|lesson|noticed|understood|reali[sz]ed|turned out|because|so that|means that|the reason|that is why|no longer|thinks?|thought|what hurts|did not expect)\b/i,
  },
  {
    asks: /\b(?:needs?|wants?|wish\w*|looking for|hopes?|purpose|matters|asked for)\b/i,
    shows: /\b(?:needs?|wants?|look(?:ing|s)? for|would like|wish(?:es)?|hopes?|matters|lacks?|asked for)\b/i,
  },
  {
    asks: /\b(?:audience|people|participants?|for whom|how many)\b/i,
    shows: new RegExp(
      `\\b${COUNT}\\b (?:\\p{L}+ ){0,3}(?:people|persons|guests|guides|children|adults|families|members|colleagues|men|women|apprentices|participants|students|guests|\\p{L}+(?:ers|ors|ees|ants|ents))\\b`,
      'iu',
    ),
  },
  {
    asks: /\bdecides?\b|\bdecision makers?\b/i,
    shows: /\b(?:decides?|committee|board|director|chair|head of|works council|approves?d?)\b/i,
  },
  {
    asks: /\b(?:prefers?|likes?|dislikes?|preferences?)\b/i,
    shows: /\b(?:prefers?|(?:dis)?likes?|loves?|hates?|never wants?|keep in mind|rather)\b/i,
  },
  { asks: /\bquestions?\b/i, shows: /\?["'”’)\]]*$/ },
];

/** A field's cues by its own words, or none. */
export const cuesAsked = (asked: string): readonly Cue[] => CUES.filter(({ asks }) => asks.test(asked));

/** The share of the cues that a sentence shows: 0 for none, and where nothing is asked. */
export function shareShown(cues: readonly Cue[], { said }: Sentence): number {
  let [all, shown] = [0, 0];
  for (const { shows, weight = 1 } of cues) {
    all += weight;
    if (shows.test(said)) shown += weight;
  }
  return all === 0 ? 0 : shown / all;
}
