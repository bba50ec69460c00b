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
  const postings = postingsOf(texts);
  const meanLength = Math.max(1, texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length));
  const norms = texts.map(text => K1 * (1 - lengthShare + (lengthShare * text.length) / meanLength));
  const weight = (stem: string): number => {
    const count = postings.get(stem)?.texts.length ?? 0;
    return Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));
  };
  return {
    weight,
    // Text by text the terms are added in the order of the query, so that a score does not depend on how it is found.
    scores(query) {
      const scores = new Array<number>(texts.length).fill(0);
      for (const [stem, share] of query) {
        const posting = postings.get(stem);
        if (posting === undefined) continue;
        const worth = share * weight(stem);
        for (const [at, index] of posting.texts.entries()) {
          const count = posting.counts[at] ?? 0;
          scores[index] = (scores[index] ?? 0) + (worth * count * (K1 + 1)) / (count + (norms[index] ?? K1));
        }
      }
      return scores;
    },
  };
}

const K1 = 1.2;
const B = 0.75;

/** Where a stem stands: indices of texts, and how often in each. */
interface Posting {
  readonly texts: number[];
  readonly counts: number[];
}

function postingsOf(texts: readonly (readonly string[])[]): ReadonlyMap<string, Posting> {
  const postings = new Map<string, Posting>();
  for (const [index, stems] of texts.entries()) {
    for (const stem of stems) {
      const posting = postings.get(stem);
      if (posting === undefined) postings.set(stem, { texts: [index], counts: [1] });
      else if (posting.texts.at(-1) === index) posting.counts[posting.counts.length - 1] = (posting.counts.at(-1) ?? 0) + 1;
      else {
        posting.texts.push(index);
        posting.counts.push(1);
      }
    }
  }
  return postings;
}
