import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import type { FlowEdit } from '../../../../engine/flow/flow-edit.ts';
import { done, doneAgain, NO_HISTORY, takenBack, type Drawn } from '../../../../renderer/state/history.ts';
import { aFlow, skill } from '../../flow/a-flow.ts';

const a = StepId.parse('a');
const START: Drawn = { flow: aFlow([skill('a')]), history: NO_HISTORY };
const rename = (name: string): FlowEdit => ({ kind: 'change-flow', changes: [{ path: ['name'], value: name }] });
const move = (x: number): FlowEdit => ({ kind: 'move-steps', to: { [a]: { x, y: 0 } } });

describe('The history of a flow', () => {
  it('takes deeds back and does them again, to the very same flow', () => {
    const twice = does(does(START, [rename('One')]), [move(8)]);

    const back = must(takenBack(must(takenBack(twice))));
    const again = must(doneAgain(must(doneAgain(back))));

    expect(back.flow).toEqual(START.flow);
    expect(again.flow).toEqual(twice.flow);
    expect([again.history.done.length, again.history.undone.length]).toEqual([2, 0]);
  });

  it('is one deed for edits that were made together, in the words of the first', () => {
    const drawn = does(START, [{ kind: 'link', from: a, field: 'next', to: null }, rename('Two'), move(16)]);

    expect(drawn.history.done.map(deed => deed.label)).toEqual(['disconnect a']);
    expect(must(takenBack(drawn)).flow).toEqual(START.flow);
  });

  it('does all of a deed or nothing of it', () => {
    const refused = done(START, [rename('Half'), { kind: 'set-start', stepId: StepId.parse('gone') }], { atUs: 0 });

    expect(refused).toMatchObject({ ok: false, error: { code: 'no-such-step' } });
    expect(START.flow.name).toBe('Test');
  });

  it('makes one deed of a series that goes on quickly, and two when it pauses', () => {
    const nudge = (drawn: Drawn, x: number, atUs: number) => must(done(drawn, [move(x)], { series: 'nudge a', atUs }));

    const quick = nudge(nudge(START, 8, 0), 16, 300_000);
    const paused = nudge(quick, 24, 3_000_000);

    expect([quick.history.done.length, paused.history.done.length]).toEqual([1, 2]);
    expect(must(takenBack(quick)).flow).toEqual(START.flow);
    expect(must(takenBack(paused)).flow.layout).toEqual({ a: { x: 16, y: 0 } });
  });

  it('forgets what was taken back when something new is done', () => {
    const branched = does(must(takenBack(does(START, [rename('Old')]))), [rename('New')]);

    expect(must(doneAgain(branched)).flow.name).toBe('New');
  });

  it('has nothing to take back or do again at its ends', () => {
    expect(must(takenBack(START))).toEqual(START);
    expect(must(doneAgain(START))).toEqual(START);
  });
});

const does = (drawn: Drawn, edits: readonly FlowEdit[]): Drawn => must(done(drawn, edits, { atUs: drawn.history.done.length * 5_000_000 }));

function must(result: ReturnType<typeof done>): Drawn {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
