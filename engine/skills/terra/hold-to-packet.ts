import type { SourceText } from '../../models/model.ts';
import type { Citation, Claim, Verdict } from '../claim.ts';
import { keysOf, readText, type SourceIndex } from './index-sources.ts';
import { wantedBy } from './judge-claim.ts';
import type { Judgement } from './judgement.ts';
import { quoteFinder, type Locate } from './locate-quote.ts';
import { shareOf, holds } from './weigh-terms.ts';

/** What a judge's word is held against. */
export interface Packet {
  readonly sources: readonly SourceText[];
  /** Slices that tell one side only. */
  readonly testimony: ReadonlySet<string>;
}

/**
 * A judge's verdicts with each quote at its place in the packet. Contested besides what the judge contests: a claim without a verdict, or with two
 * that differ; one whose every quote stands nowhere; one with an amount that no cited passage, and nothing around it, holds; a commitment that rests on
 * testimony alone. Verdicts on claims that were not asked are dropped.
 */
export function holdToPacket(claims: readonly Claim[], said: readonly Judgement[], index: SourceIndex, packet: Packet): Verdict[] {
  const finders = new Map<string, readonly [SourceText, Locate]>(
    packet.sources.map(source => [source.slice, [source, quoteFinder(source.text)]]),
  );
  return claims.map(claim => {
    const mine = said.filter(({ claim_id }) => claim_id === claim.claim_id);
    const [first] = mine;
    if (first === undefined) return unjudged(claim, 'The judge said nothing of it.');
    if (mine.some(({ verdict }) => verdict !== first.verdict)) return unjudged(claim, 'The judge said two things of it.');
    const citations = mine.flatMap(each => each.citations).flatMap(({ slice, quote }) => placed(quote, finders.get(slice)));
    return held(claim, first, citations, index, packet);
  });
}

/** A judge's note, as long as a sentence may be. */
const spoken = (note: string): string => (note.trim() === '' ? 'The judge gave no reason.' : note.trim().slice(0, 500));

type Place = Pick<Citation, 'slice' | 'slice_hash' | 'start' | 'end' | 'quote'>;

function placed(quote: string, found: readonly [SourceText, Locate] | undefined): Place[] {
  const place = found?.[1](quote) ?? null;
  if (found === undefined || place === null) return [];
  const [{ slice, sliceHash, text }] = found;
  return [{ slice, slice_hash: sliceHash, ...place, quote: text.slice(place.start, place.end) }];
}

function held(claim: Claim, said: Judgement, places: readonly Place[], index: SourceIndex, { testimony }: Packet): Verdict {
  const { terms } = wantedBy(claim.text, index);
  const cite = (mark: string): Citation[] =>
    places.map((place, at) => {
      const { keys } = readText(place.quote);
      const score = Math.round(shareOf(terms, term => holds(keys, term)) * 1000) / 1000;
      return { ...place, id: `${claim.claim_id}.${mark}${at + 1}`, unit: 'utf16', score };
    });
  const keys = new Set(places.flatMap(({ quote }) => [...readText(quote).keys]));
  const score = Math.round(shareOf(terms, term => holds(keys, term)) * 1000) / 1000;
  const contested = (reason: Verdict['reason'], note: string): Verdict => ({
    ...{ claim_id: claim.claim_id, verdict: 'contested', reason, score, citations: [], against: cite('near'), note },
  });
  if (said.verdict === 'contested') return contested(said.reason ?? 'unjudged', spoken(said.note ?? ''));
  if (places.length === 0) {
    const note =
      said.citations.length === 0 ? 'The judge cited nothing for it.' : 'What the judge quoted for it does not stand in the packet.';
    return contested('unjudged', note);
  }
  const around = keysOf(passagesAt(places, index), index);
  const missing = terms.find(term => term.kind === 'number' && !holds(keys, term) && !holds(around, term));
  if (missing !== undefined)
    return contested('numeric_mismatch', `No passage that the judge cited holds the number ${missing.key.slice(1)}.`);
  if (claim.kind === 'commitment' && places.every(({ slice }) => testimony.has(slice)))
    return contested('partial', `It stands in the ${places[0]?.slice.replaceAll('_', ' ') ?? ''} only.`);
  return { claim_id: claim.claim_id, verdict: 'grounded', reason: null, score, citations: cite(''), against: [], note: null };
}

/** The sentences that quotes stand in, with those before and after. */
const passagesAt = (places: readonly Place[], index: SourceIndex) =>
  places.flatMap(({ slice, start, end }) => index.within(slice, start, end).flatMap(passage => index.around(passage, 1)));

const unjudged = (claim: Claim, note: string): Verdict => ({
  ...{ claim_id: claim.claim_id, verdict: 'contested', reason: 'unjudged', score: 0, citations: [], against: [], note },
});
