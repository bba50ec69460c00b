// How well Terra's offline method judges claims of people about pages of the web. Fitted to one half of the claims and counted on the other, then the
// other way round, over several ways to halve them; beside a floor that has nothing but BM25's weights and a threshold, tuned and counted the same way.
// With `--fit` it prints the weights that all claims give, as the policy has them.
import { parseArgs } from 'node:util';
import { rankTexts } from '../../engine/models/bm25.ts';
import { passagesOf } from '../../engine/models/sentences.ts';
import { contentStems } from '../../engine/models/words.ts';
import { Claim, type Verdict } from '../../engine/skills/claim.ts';
import { gatherEvidence } from '../../engine/skills/terra/gather-evidence.ts';
import { indexSources } from '../../engine/skills/terra/index-sources.ts';
import { judgeClaim, wantedBy } from '../../engine/skills/terra/judge-claim.ts';
import { likelihood, measureClaim } from '../../engine/skills/terra/measure-claim.ts';
import { FEATURES, POLICY, type Carrying } from '../../engine/skills/terra/policy.ts';
import { target } from './figures.ts';
import { fitLogistic } from './fit-logistic.ts';
import { readWice, type LabelledClaim } from './wice.ts';

const HALVINGS = 10;
const RESAMPLES = 2000;
const SEED = 20_231_206;
const PENALTY = 10;

const { values } = parseArgs({ options: { data: { type: 'string' }, fit: { type: 'boolean', default: false } } });
const claims = claimsOf(values.data);

function claimsOf(path: string | undefined): readonly LabelledClaim[] {
  try {
    if (path !== undefined) return readWice(path);
    console.error('Which claims? npm run bench:grounding -- --data <the development split of WiCE, as JSON lines>');
  } catch (fault) {
    console.error(
      `${path ?? ''} cannot be read as claims of WiCE: ${fault instanceof Error ? fault.message.slice(0, 300) : String(fault)}`,
    );
  }
  process.exit(2);
}

/** What a method says of one claim. */
interface Said {
  readonly grounded: boolean;
  readonly citations: readonly { readonly start: number; readonly end: number }[];
}

/** A method that learns from some claims and judges others. */
type Learn = (learnt: readonly number[]) => (at: number) => Said;

const startMs = performance.now();
const indexes = claims.map(({ source }) => indexSources([source]));
const measures = claims.map(({ claim }, at) => {
  const index = indexes[at] ?? indexSources([]);
  const wanted = wantedBy(claim, index);
  const gathered = gatherEvidence(wanted, index);
  return gathered === null ? null : measureClaim(wanted.terms, gathered, index);
});
const tookMs = performance.now() - startMs;

const isSupported = (at: number): boolean => claims[at]?.isSupported === true;
const verdicts: Verdict[] = [];

function judged(at: number, carrying: Carrying): Said {
  const claim = Claim.parse({ claim_id: `c${at + 1}`, text: claims[at]?.claim });
  const verdict = judgeClaim(claim, indexes[at] ?? indexSources([]), { testimony: new Set(), carrying });
  verdicts.push(verdict);
  return { grounded: verdict.verdict === 'grounded', citations: verdict.citations };
}

function fitted(learnt: readonly number[]): Carrying {
  const examples = learnt.flatMap(at => {
    const measure = measures[at] ?? null;
    return measure === null ? [] : [{ measure, isPositive: isSupported(at) }];
  });
  const { intercept, weights } = fitLogistic(
    examples.map(({ measure, isPositive }) => ({ isPositive, features: FEATURES.map(feature => measure[feature]) })),
    PENALTY,
  );
  const named = Object.fromEntries(FEATURES.map((feature, at) => [feature, weights[at] ?? 0])) as Carrying['weights']; // true: of every feature
  const model = { intercept, weights: named, from: 0 };
  return { ...model, from: bestThreshold(examples.map(({ measure, isPositive }) => ({ score: likelihood(measure, model), isPositive }))) };
}

/** Where both classes are told apart best, as the middle of a stretch of thresholds: one alone would follow a few claims. */
function bestThreshold(scored: readonly { readonly score: number; readonly isPositive: boolean }[]): number {
  const steps = Array.from({ length: 101 }, (_none, step) => step / 100);
  const accuracies = steps.map(from => balanced(scored.map(({ score, isPositive }) => [score >= from, isPositive])));
  const around = steps.map((_from, at) => mean(accuracies.slice(Math.max(0, at - 4), at + 5)));
  return steps[around.indexOf(Math.max(...around))] ?? 0.5;
}

const terra: Learn = learnt => {
  const carrying = fitted(learnt);
  return at => judged(at, carrying);
};

const FLOOR_SENTENCES = 3;
/** The sentences that together hold most of the claim's words, weighted as BM25 weights them. */
const floors = claims.map(({ claim, source: { text } }) => {
  const passages = passagesOf(text).map(passage => ({ ...passage, stems: new Set(contentStems(text.slice(passage.start, passage.end))) }));
  const ranking = rankTexts(passages.map(({ stems }) => [...stems]));
  const wanted = new Set(contentStems(claim));
  const sum = (stems: Iterable<string>): number => [...stems].reduce((all, stem) => all + ranking.weight(stem), 0);
  const citations: typeof passages = [];
  const missing = new Set(wanted);
  while (citations.length < FLOOR_SENTENCES) {
    const gains = passages.map(({ stems }) => sum([...missing].filter(stem => stems.has(stem))));
    const best = passages[gains.indexOf(Math.max(...gains))];
    if (best === undefined || Math.max(...gains) === 0) break;
    citations.push(best);
    for (const stem of best.stems) missing.delete(stem);
  }
  return { score: wanted.size === 0 ? 0 : 1 - sum(missing) / sum(wanted), citations };
});
const floor: Learn = learnt => {
  const from = bestThreshold(learnt.map(at => ({ score: floors[at]?.score ?? 0, isPositive: isSupported(at) })));
  return at => ({ grounded: (floors[at]?.score ?? 0) >= from, citations: floors[at]?.citations ?? [] });
};

/** What was said of each claim by what learnt from the other half, once for each way to halve them. */
function crossed(learn: Learn): Said[][] {
  return Array.from({ length: HALVINGS }, (_none, halving) => {
    const order = shuffled(claims.length, SEED + halving);
    const halves = [order.slice(0, order.length >> 1), order.slice(order.length >> 1)] as const;
    const said: Said[] = [];
    for (const [learnt, asked] of [halves, halves.toReversed()] as const) {
      const judge = learn(learnt);
      for (const at of asked) said[at] = judge(at);
    }
    return said;
  });
}

/** Figures of some claims, by their indices; a claim may stand there more than once. */
const FIGURES: readonly (readonly [string, (said: readonly Said[], among: readonly number[]) => number])[] = [
  ['balanced accuracy', (said, among) => balanced(among.map(at => [said[at]?.grounded === true, isSupported(at)]))],
  ['precision of “grounded”', (said, among) => mean(among.filter(at => said[at]?.grounded === true).map(at => (isSupported(at) ? 1 : 0)))],
  ['share of supported claims grounded', (said, among) => mean(among.filter(isSupported).map(at => (said[at]?.grounded === true ? 1 : 0)))],
  [
    'labelled sentences cited, of supported claims that are grounded',
    (said, among) => mean(among.filter(at => isSupported(at) && said[at]?.grounded === true).map(at => citedShare(claims[at], said[at]))),
  ],
  [
    'labelled sentences cited, of all supported claims (contested ones cite none)',
    (said, among) => mean(among.filter(isSupported).map(at => (said[at]?.grounded === true ? citedShare(claims[at], said[at]) : 0))),
  ],
  [
    'citations that are labelled, of supported claims that are grounded',
    (said, among) =>
      mean(among.filter(at => isSupported(at) && said[at]?.grounded === true).map(at => labelledShare(claims[at], said[at]))),
  ],
];

/** Share of the citations that some labelled set holds. */
function labelledShare(claim: LabelledClaim | undefined, said: Said | undefined): number {
  if (claim === undefined || said === undefined) return 0;
  const labelled = [...new Set(claim.supporting.flat())].flatMap(sentence => claim.sentences[sentence] ?? []);
  return mean(said.citations.map(({ start, end }) => (labelled.some(place => start < place.end && end > place.start) ? 1 : 0)));
}

/** Share of the labelled sentences that the citations hold, by the set that they hold most of. */
function citedShare(claim: LabelledClaim | undefined, said: Said | undefined): number {
  if (claim === undefined || said === undefined) return 0;
  const isCited = (sentence: number): boolean => {
    const place = claim.sentences[sentence];
    return place !== undefined && said.citations.some(({ start, end }) => start < place.end && end > place.start);
  };
  return Math.max(0, ...claim.supporting.map(set => mean(set.map(sentence => (isCited(sentence) ? 1 : 0)))));
}

function balanced(pairs: readonly (readonly [said: boolean, truth: boolean])[]): number {
  const right = (truth: boolean): number => mean(pairs.filter(pair => pair[1] === truth).map(pair => (pair[0] === truth ? 1 : 0)));
  return (right(true) + right(false)) / 2;
}

function mean(figures: readonly number[]): number {
  return figures.length === 0 ? Number.NaN : figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled(count: number, seed: number): number[] {
  const next = chance(seed);
  const order = Array.from({ length: count }, (_none, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [order[at], order[other]] = [order[other] ?? at, order[at] ?? other];
  }
  return order;
}

/** `0.801 (0.757 to 0.842)`: the figure over all ways to halve, and what 95 of 100 resamples of the claims give. */
function withInterval(runs: readonly (readonly Said[])[], figure: (said: readonly Said[], among: readonly number[]) => number): string {
  const all = claims.map((_claim, at) => at);
  const next = chance(SEED);
  const resampled = Array.from({ length: RESAMPLES }, (_none, round) => {
    const among = all.map(() => Math.floor(next() * claims.length));
    return figure(runs[round % runs.length] ?? [], among);
  }).sort((a, b) => a - b);
  const at = (share: number): string => (resampled[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN).toFixed(3);
  return `${mean(runs.map(said => figure(said, all))).toFixed(3)} (${at(0.025)} to ${at(0.975)})`;
}

const [ours, theirs] = [crossed(terra), crossed(floor)];
const all = claims.map((_claim, at) => at);
const supported = all.filter(isSupported).length;
console.log(`${claims.length} claims, ${supported} supported. Each figure with its 95 % interval; ${HALVINGS} ways to halve the claims.`);
for (const [name, figure] of FIGURES) {
  console.log(`${name}: Terra ${withInterval(ours, figure)}, BM25 floor ${withInterval(theirs, figure)}`);
}
const accuracy = mean(ours.map(said => FIGURES[0]?.[1](said, all) ?? Number.NaN));
target(`balanced accuracy on claims it was not fitted to: ${accuracy.toFixed(3)}`, '≥ 0.78', accuracy >= 0.78);

const frozen = all.map(at => judged(at, POLICY.carrying));
console.log(
  `with the policy's own weights, which are fitted to these claims: ${FIGURES.map(([name, figure]) => `${name} ${figure(frozen, all).toFixed(3)}`).join(', ')}`,
);

const cited = verdicts.flatMap(verdict =>
  [...verdict.citations, ...verdict.against].map(citation => ({ citation, claim: claims[Number(verdict.claim_id.slice(1)) - 1] })),
);
const integrity = mean(cited.map(({ citation: { start, end, quote }, claim }) => (claim?.source.text.slice(start, end) === quote ? 1 : 0)));
target(`offset integrity of ${cited.length} citations: ${integrity.toFixed(3)}`, '1.000', integrity === 1);
console.log(`read and measured in ${(tookMs / claims.length).toFixed(1)} ms a claim with its pages`);

if (values.fit)
  console.log(JSON.stringify(fitted(all), (_key, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(3)) : value), 2));
