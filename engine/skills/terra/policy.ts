import { hashOf } from '../../base/hash.ts';

/** Terra's thresholds, tuned on the development split of WiCE (Kamoi et al., EMNLP 2023, arXiv 2303.01432). A change of one misses the cache. */
export const POLICY = {
  /** Least share of a claim's words, weighted by how telling they are, that the cited sentences hold. */
  groundedRecall: 0.5,
  /** Below this the packet does not speak of the claim at all. */
  foundRecall: 0.3,
  /** A claim is carried by at most this many sentences, */
  sentences: 3,
  /** and each after the first adds at least this much. */
  leastGain: 0.06,
  /** What holding all of a claim's numbers is worth beside its words. */
  numberShare: 0.1,
  /** What saying it word for word is worth. */
  verbatim: 0.2,
  /** What it costs a sentence that somebody else says it. */
  otherSpeaker: 0.2,
  /** No word is more telling than this (the inverse document frequency of BM25): else one rare word would decide. */
  mostTelling: 4,
  /** A passage of another slice speaks of the same thing from this share on, of either one's words, */
  sameThingRecall: 0.5,
  /** and from this many shared words on, besides what is counted. */
  sameThingWords: 2,
  /** For a denial, more must agree than for another number. */
  denialRecall: 0.6,
  denialWords: 3,
  /** What testimony promises stands in another slice too from this share on. */
  witnessRecall: 0.5,
  /** Sentences that are looked at closely, best first. */
  candidates: 60,
} as const;

export const POLICY_HASH = hashOf('atelier/policy/v1', POLICY);
