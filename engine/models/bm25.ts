/** What is looked for: stems and how much each counts. */
export type Query = ReadonlyMap<string, number>;

/** Texts that can be ranked, made once for a set of texts. */
export interface Ranking {
  /** One score per text, in their order; 0 shares no word with the query. */
  scores(query: Query): number[];
  /** How telling a stem is among these texts: rare ones more, always above 0. */
  weight(stem: string): number;
}

/** S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the customary k1 = 1.2, b = 0.75. `lengthShare` is b: how much a long text is held back. */
export function rankTexts(texts: readonly (readonly string[])[], lengthShare: number = B): Ranking {
  const frequencies = texts.map(countStems);
  const textsWith = new Map<string, number>();
  for (const frequency of frequencies) for (const stem of frequency.keys()) textsWith.set(stem, (textsWith.get(stem) ?? 0) + 1);
  const meanLength = Math.max(1, texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length));
  const weight = (stem: string): number => {
    const count = textsWith.get(stem) ?? 0;
    return Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));
  };
  return {
    weight,
    scores: query =>
      frequencies.map((frequency, index) => {
        const norm = K1 * (1 - lengthShare + (lengthShare * (texts[index]?.length ?? 0)) / meanLength);
        let score = 0;
        for (const [stem, share] of query) {
          const count = frequency.get(stem);
          if (count !== undefined) score += (share * weight(stem) * count * (K1 + 1)) / (count + norm);
        }
        return score;
      }),
  };
}

const K1 = 1.2;
const B = 0.75;

function countStems(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}
