import { hashOf } from '../../base/hash.ts';

/** Terra's thresholds, tuned on the development split of WiCE (Kamoi et al., EMNLP 2023, arXiv 2303.01432). A change of one misses the cache. */
export const POLICY = {
  /** Least share of a claim's words, weighted by how telling they are, that the cited passage holds. */
  groundedRecall: 0.75,
  /** Below this the packet does not speak of the claim at all. */
  foundRecall: 0.35,
  /** What a second and third sentence in the passage cost. */
  widthPenalty: 0.04,
  /** A passage of another slice speaks of the same thing from this share on, of either one's words. */
  sameThingRecall: 0.5,
  /** … and from this many shared words on, besides what is counted. */
  sameThingWords: 2,
  /** For a denial, more must agree than for another number. */
  denialRecall: 0.6,
  denialWords: 3,
  /** What testimony promises stands in another slice too from this share on. */
  witnessRecall: 0.5,
  /** Sentences that are looked at closely, best first. */
  candidates: 16,
} as const;

export const POLICY_HASH = hashOf('atelier/policy/v1', POLICY);
