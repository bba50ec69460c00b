import { hashOf } from '../../base/hash.ts';

/** From what a claim's measures say to how likely the packet carries all of it: a logistic regression. */
export interface Carrying {
  readonly intercept: number;
  readonly weights: Readonly<Record<Feature, number>>;
  /** From this likelihood on the claim is carried. */
  readonly from: number;
}

/**
 * How a claim is measured: the share of its terms that the best sentences and their neighbours hold; how many of its numbers and dates stand neither
 * nearby nor anywhere, how many of its names; and the share again where none is missing. What they are in full stands with `Measure`.
 */
export const FEATURES = ['share', 'numbersFar', 'numbersNowhere', 'namesFar', 'namesNowhere', 'whole'] as const;
export type Feature = (typeof FEATURES)[number];

/** Fitted by `npm run bench:grounding` to all claims of the split; the bench's own figures are of claims that its weights were not fitted to. */
const CARRYING: Carrying = {
  intercept: -1.922,
  weights: { share: 2.525, numbersFar: -0.662, numbersNowhere: -0.913, namesFar: -0.171, namesNowhere: -0.317, whole: 1.374 },
  from: 0.6,
};

/**
 * Terra's thresholds and weights. Tuned on the development split of WiCE (Kamoi et al., EMNLP 2023, arXiv 2303.01432) and on nothing else. A
 * change of one misses the cache.
 */
export const POLICY = {
  /** How telling a term is: a word, a word of everyday English, a number or a part of a date. */
  wordWeight: 1,
  commonWeight: 0.5,
  numberWeight: 0.7,
  /** Sentences that are looked at closely, those that hold most of the claim's terms first. */
  candidates: 60,
  /** A claim is carried by at most this many sentences, */
  sentences: 3,
  /** and cites those that add at least this much of it. */
  leastGain: 0.06,
  /** this many citations at most, with those of neighbours that hold a number, a date or a name. */
  citations: 5,
  /** What saying it word for word is worth, beside the share of its terms. */
  verbatim: 0.2,
  /** What it costs a sentence that somebody else says it. */
  otherSpeaker: 0.2,
  /** Sentences before and after one that is cited, that may hold words it leaves out, */
  around: 1,
  /** and numbers, dates and names. */
  aroundNumbers: 2,
  /** A slice's first sentences say its title and its day: they hold for all of it. */
  head: 4,
  /** Below this share of its terms the packet does not speak of the claim at all. */
  foundShare: 0.3,
  carrying: CARRYING,
  /** A passage of another slice speaks of the same thing from this share on, of either one's terms, */
  sameThingShare: 0.5,
  /** and from this many shared words on, besides what is counted. */
  sameThingWords: 2,
  /** A claim of fewer words is not held against a slice that says the same with another number: too many things are said so. */
  tieWords: 3,
  /** Passages that are looked at for another number, a denial or a witness. */
  rivals: 200,
  /** For a denial, more must agree than for another number. */
  denialShare: 0.6,
  denialWords: 3,
  /** What testimony promises stands in another slice too from this share on. */
  witnessShare: 0.5,
} as const;

export const POLICY_HASH = hashOf('atelier/policy/v1', POLICY);
