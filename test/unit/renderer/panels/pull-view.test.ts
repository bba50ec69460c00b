import { describe, expect, it } from 'vitest';
import { readPullSubject } from '../../../../renderer/panels/pull/pull-subject.ts';
import { pullView, valueText } from '../../../../renderer/panels/pull/pull-view.ts';
import { aFlow, CATALOG, gate, human, skill } from '../../flow/a-flow.ts';

const DRAFT = skill('draft', { title: 'Draft', config: { skill: 'echo', input: { focus: 'a' } }, next: 'fit' });
const FIT = { ...gate('fit', { expression: 'true', onPass: 'review', onFail: 'halt' }), title: 'Fit?' };
const REVIEW = human('review', {}, { title: 'Review' });
const base = aFlow([DRAFT, FIT, REVIEW]);
const focus = (text: string) => ({ ...DRAFT, config: { skill: 'echo', input: { focus: text } } });

describe('The preview of a pull', () => {
  it('marks what a choice is waited for, and what is taken in', () => {
    const ours = aFlow([focus('mine'), FIT, REVIEW]);
    const theirs = aFlow([focus('theirs'), FIT, { ...REVIEW, title: 'Partner review' }]);

    const view = pullView({ base, ours, theirs }, {}, CATALOG);

    expect([view.open, view.marks]).toEqual([1, { draft: 'conflict', review: 'changed' }]);
    expect(view.conflicts.map(({ holds, words }) => [holds, words.step, words.place])).toEqual([['text', 'Draft', 'Focus']]);
    expect(view.taken.changes.map(({ sentence }) => sentence)).toEqual(['“Review” is now called “Partner review”.']);
    const id = view.conflicts[0]?.conflict.id ?? '';
    const settled = pullView({ base, ours, theirs }, { [id]: { take: 'theirs' } }, CATALOG);
    expect([settled.open, settled.marks]).toEqual([0, { draft: 'changed', review: 'changed' }]);
  });

  it('tells what each side left sound and both together did not', () => {
    const ours = aFlow([{ ...DRAFT, onError: 'review' }, FIT, REVIEW]);
    const theirs = aFlow([DRAFT, gate('fit', { expression: 'true', onPass: 'draft', onFail: 'halt' })]);
    const { problems, conflicts } = pullView({ base, ours, theirs }, {}, CATALOG);
    expect(conflicts).toEqual([]);
    expect(problems.join(' ')).toContain('review');
  });

  it('shows a step by its title, a halt as one, and anything else as it is written', () => {
    const flows = { base, ours: base, theirs: base };
    expect(valueText('review', { holds: 'step' }, flows)).toBe('Review');
    expect(valueText('halt', { holds: 'step' }, flows)).toBe('Halt the run');
    expect(valueText(['fit', 'draft'], { holds: 'order' }, flows)).toBe('Fit? → Draft');
    expect(valueText(undefined, { holds: 'json' }, flows)).toBe('Nothing');
    expect(valueText({ a: 1 }, { holds: 'json' }, flows)).toBe('{\n  "a": 1\n}');
  });

  it.each([
    ['fork', { flowId: 'fork', versionNo: null }],
    ['fork/3', { flowId: 'fork', versionNo: 3 }],
    ['fork/0', null],
    ['fork/3/4', null],
    ['../x', null],
    ['', null],
  ])('is named by “%s”', (subject, wish) => expect(readPullSubject(subject)).toEqual(wish));
});
