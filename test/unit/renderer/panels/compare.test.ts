import { describe, expect, it } from 'vitest';
import { FlowId, PacketId, RunId } from '../../../../engine/base/ids.ts';
import type { RunComparison } from '../../../../engine/compare/run-comparison.ts';
import { diffFlows } from '../../../../engine/flow/diff-flows.ts';
import { Flow } from '../../../../engine/flow/flow.ts';
import { comparisonHtml } from '../../../../renderer/panels/compare/comparison-html.ts';
import {
  comparisonLink,
  comparisonSubject,
  readLink,
  readSubject,
  swapped,
  type Comparison,
} from '../../../../engine/contract/comparison-address.ts';
import { stepWords } from '../../../../renderer/panels/compare/divergence-words.ts';
import { figureLines } from '../../../../renderer/panels/compare/figure-lines.ts';
import { edgesApart, stepDifferences } from '../../../../renderer/panels/compare/step-differences.ts';
import { valueChanges } from '../../../../renderer/panels/compare/value-changes.ts';
import { pageTab } from '../../../../renderer/state/desk.ts';
import { addressOf, flowIn, placeAt } from '../../../../renderer/window/tab-address.ts';
import { aHash, aStep } from './a-run.ts';

const [one, two] = [RunId.parse('run_1'), RunId.parse('run_2')];
const pricing = FlowId.parse('pricing');

describe('The address of a comparison', () => {
  const comparisons: readonly Comparison[] = [
    { kind: 'runs', a: one, b: two },
    { kind: 'versions', a: { flowId: pricing, versionNo: 1 }, b: { flowId: pricing, versionNo: null }, packetId: null },
    { kind: 'versions', a: { flowId: pricing, versionNo: 2 }, b: { flowId: pricing, versionNo: 12 }, packetId: PacketId.parse('tomas') },
    { kind: 'json', a: { flowId: pricing, versionNo: 1 }, b: { flowId: pricing, versionNo: 2 } },
    { kind: 'set', a: { flowId: pricing, versionNo: 1 }, b: { flowId: FlowId.parse('fork'), versionNo: null } },
  ];

  it.each(comparisons)('leads back to what it was made from: %j', comparison => {
    const tab = pageTab('compare', comparisonSubject(comparison), 'Comparison');
    const place = placeAt(addressOf(tab));
    expect(place).toEqual({ kind: 'page', panelId: 'compare', subject: tab.kind === 'page' ? tab.subject : '' });
    expect(readSubject(place?.kind === 'page' ? place.subject : '')).toEqual(comparison);
    expect(swapped(swapped(comparison))).toEqual(comparison);
    expect(readLink(comparisonLink(comparison))).toEqual({ ok: true, value: addressOf(tab) });
  });

  it.each([
    '',
    'runs/a',
    'runs/run_1/run_2/more',
    'versions/pricing@0/pricing@1',
    'versions/pricing/pricing@1',
    'flows/a/b',
    'set/pricing@1',
    'json/pricing@1/pricing@2/tomas',
    'runs/../..',
  ])('names nothing when it reads “%s”', subject => expect(readSubject(subject)).toBeNull());

  it.each([
    'https://compare/runs/run_1/run_2',
    'atelier://compare/runs/run_1',
    'atelier://compare/runs/run_1/run_2?then=x',
    'atelier://compare/runs/run_1/run_2#x',
    'atelier://compare:80/runs/run_1/run_2',
    'atelier://compare/%E0%A4%A/x/y',
    'atelier://flow/No such flow',
    'atelier:',
    'not an address',
    `atelier://flow/${'a'.repeat(3_000)}`,
  ])('is refused in a sentence when it comes from elsewhere as “%s”', link => {
    const read = readLink(link);
    expect(read.ok ? read.value : read.error).toMatch(/^This link .+\.$/);
  });

  it('may name the flow that the program was opened with in the query, while the fragment holds the token', () => {
    expect(flowIn('?flow=pricing')).toEqual({ kind: 'flow', flowId: 'pricing' });
    expect([flowIn(''), flowIn('?flow=no such flow')]).toEqual([null, null]);
  });

  it.each(['', '#', '#token=abc', '#/', '#/flow/no such flow', '#/compare/%E0%A4%A'])('of “%s” is no place', fragment =>
    expect(placeAt(fragment)).toBeNull(),
  );
});

describe('What differs between two values', () => {
  it('is told place by place, texts word by word', () => {
    const changes = valueChanges(
      { claims: [{ text: 'The bridge opens on Monday' }], score: 1 },
      { claims: [{ text: 'The bridge opens on Friday' }], note: 'new' },
    );
    expect(changes.map(({ place }) => place)).toEqual(['claims › 1 › text', 'note', 'score']);
    expect(changes[0]?.a?.filter(({ how }) => how === 'own')).toEqual([{ text: 'Monday', how: 'own' }]);
    expect(changes[0]?.b?.filter(({ how }) => how === 'own')).toEqual([{ text: 'Friday', how: 'own' }]);
    expect([changes[1]?.a, changes[2]?.b]).toEqual([null, null]);
  });

  it('shows of lists of another length what came and what went', () => {
    const [change] = valueChanges(['Call Petra', 'Send the plan'], ['Call Petra', 'Open the hall', 'Send the plan']);
    expect(change?.a?.filter(({ how }) => how === 'own')).toEqual([]);
    expect(change?.b?.flatMap(({ text, how }) => (how === 'own' ? text.match(/\w+/g) : []))).toEqual(['Open', 'the', 'hall']);
  });

  it('leaves out most of what is the same in long texts', () => {
    const long = 'word '.repeat(2_000);
    const [change] = valueChanges(`${long}old`, `${long}new`);
    const text = change?.b?.map(part => part.text).join('') ?? '';
    expect(text.endsWith('new') && text.length < 200).toBe(true);
  });

  it('shows two texts that have nothing in common whole, up to a length', () => {
    const words = (seed: string) => Array.from({ length: 3_000 }, (_, at) => `${seed}${String(at)}`).join(' ');
    const [change] = valueChanges(words('a'), words('b'));
    expect(change?.a?.map(({ how }) => how)).toEqual(['own', 'cut']);
  });
});

describe('Two drawings', () => {
  const step = (id: string, next?: string) => ({
    id,
    kind: 'event_wait',
    config: { eventType: 'a.b' },
    ...(next === undefined ? {} : { next }),
  });
  const drawing = (steps: readonly object[], layout: object) =>
    Flow.parse({ format: 'atelier-flow/1', name: 'F', start: 'a', steps, layout });
  const was = drawing([step('a', 'b'), step('b')], { a: { x: 0, y: 0 }, b: { x: 0, y: 100 } });
  const is = drawing([step('a', 'c'), step('c')], { a: { x: 80, y: 0 }, c: { x: 0, y: 100 } });

  it('mark what was added, removed and changed, and what moved only when asked', () => {
    const diff = diffFlows(was, is);
    expect(stepDifferences(was, is, diff, 'hidden')).toEqual({ a: 'changed', b: 'removed', c: 'added' });
    const moved = drawing([step('a', 'b'), step('b')], { a: { x: 80, y: 0 }, b: { x: 0, y: 100 } });
    expect(stepDifferences(was, moved, diffFlows(was, moved), 'hidden')).toEqual({});
    expect(stepDifferences(was, moved, diffFlows(was, moved), 'shown')).toEqual({ a: 'moved' });
  });

  it('mark the edges that only one of them has', () => {
    expect([...edgesApart(was, is)]).toEqual(['a:next']);
    expect(edgesApart(was, was).size).toBe(0);
  });
});

describe('Two runs side by side', () => {
  const figures = { durationMs: 1_200, tokens: 10, costMicroUsd: 40_000, citations: 3 };
  const side = {
    ...figures,
    state: 'completed',
    from: 'work',
    cachedFrom: null,
    inputHash: null,
    outputHash: null,
    humanOutcome: null,
    gateResult: null,
  } as const;
  const totals = { ...figures, avoidedMicroUsd: 0, cacheHits: 0, cacheMisses: 1, claims: 4, contestedClaims: 2 };
  const head = (runId: RunId, versionNo: number): RunComparison['a'] => ({
    runId,
    state: 'succeeded',
    mode: 'draft',
    flow: { id: pricing, name: 'Pricing <b>talk</b>', versionNo, versionHash: aHash('a') },
    packetHash: aHash('b'),
  });
  const draft = {
    id: aStep('draft'),
    visit: 1,
    kind: 'sage_skill',
    title: 'Draft',
    a: side,
    b: { ...side, durationMs: 200 },
    same: false,
    inputSame: false,
    outputSame: false,
    delta: { durationMs: -1_000, tokens: 0, costMicroUsd: 0, citations: 0 },
  } as const;
  const comparison: RunComparison = {
    a: head(one, 1),
    b: { ...head(two, 2), state: 'halted' },
    first: { stepId: aStep('draft'), visit: 1, cause: 'prompt', sentence: 'The prompt of “draft” changed.' },
    steps: [draft, { ...draft, id: aStep('end'), title: 'End', same: true }],
    totals: {
      a: totals,
      b: { ...totals, durationMs: 200 },
      delta: {
        ...totals,
        durationMs: -1_000,
        tokens: 0,
        costMicroUsd: -20_000,
        citations: 0,
        cacheMisses: 0,
        claims: 1,
        contestedClaims: 0,
      },
    },
  };

  it('have every figure as A, B and what is between', () => {
    const lines = new Map(figureLines(comparison).map(line => [line.name, line]));
    expect(lines.get('Outcome')).toMatchObject({ a: 'Succeeded', b: 'Halted', delta: 'differs' });
    expect(lines.get('Time')).toMatchObject({ a: '1.2 s', b: '200 ms', delta: '−1.0 s' });
    expect([lines.get('Cost')?.delta, lines.get('Claims')?.delta, lines.get('Tokens')?.delta]).toEqual(['−$0.02', '+1', 'same']);
  });

  it('say of each step in words how it differs', () => {
    expect(
      [draft, { ...draft, inputSame: true }, { ...draft, outputSame: true }, { ...draft, b: null }, { ...draft, same: true }].map(
        stepWords,
      ),
    ).toEqual(['input and output differ', 'same input, another output', 'another input, same output', 'only in A', 'same']);
  });

  it('become one file that takes nothing in and runs nothing', () => {
    const changes = valueChanges('<script>alert(1)</script> Monday', '<script>alert(1)</script> Friday');
    const html = comparisonHtml(comparison, new Map([['draft/1', [{ name: 'Prompt', changes, note: null, isMasked: false }]]]), 0);
    expect(html).not.toMatch(/<script|<b>|src=|href=|url\(/);
    expect(html).toContain('<del>Monday</del>');
    expect(html).toContain('<ins>Friday</ins>');
    expect(html).toContain('The prompt of “draft” changed.');
    expect(html).toContain('1 step did the same in both and is left out.');
  });
});
