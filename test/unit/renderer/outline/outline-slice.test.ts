import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StepId } from '../../../../engine/base/ids.ts';
import type { Flow } from '../../../../engine/flow/flow.ts';
import { plainChoice } from '../../../../renderer/canvas/palette-choices.ts';
import { outlineRows } from '../../../../renderer/outline/outline-rows.ts';
import { aFlow, gate, skill } from '../../flow/a-flow.ts';
import { aStudio, FLOW_ID } from '../state/a-studio.ts';

const id = (name: string) => StepId.parse(name);
const ROW = aFlow([
  skill('a', { next: 'b' }),
  gate('b', { expression: 'true', onPass: 'c', onFail: 'x' }),
  skill('c', { next: 'd' }),
  skill('d'),
  skill('x', { next: 'd' }),
]);

async function opened(flow: Flow = ROW) {
  const { store } = aStudio(flow);
  await store.getState().showFlow(FLOW_ID);
  store.getState().showFlowAs('outline');
  const now = () => store.getState();
  const order = () => outlineRows(now().openFlow?.flow ?? flow).map(({ step }) => step.id);
  return { now, order, flow: () => now().openFlow?.flow ?? flow, last: () => now().openFlow?.history.done.at(-1)?.label };
}

describe('Going through the outline', () => {
  it('goes line by line, in and out of branches, and selects what canvas and inspector select', async () => {
    const { now } = await opened();
    now().goToRow('down');
    expect(now().selection).toEqual(['a']);
    now().goToRow('down');
    now().goToRow('in');
    expect(now().selection).toEqual(['x']);
    now().goToRow('out');
    expect(now().selection).toEqual(['b']);
    now().goToRow('last');
    expect(now().selection).toEqual(['d']);
    now().goToRow('down');
    expect(now().selection).toEqual(['d']);
  });

  it('folds the branches under a step, takes the selection out of them, and passes over them', async () => {
    const { now } = await opened();
    now().select([id('x')]);
    now().foldRow(id('b'), true);
    expect(now().selection).toEqual(['b']);
    now().goToRow('down');
    expect(now().selection).toEqual(['c']);
    now().goToRow('up');
    now().goToRow('in');
    expect(now().foldedSteps.size).toBe(0);
  });

  it('with Shift takes in the lines between, and gives them back', async () => {
    const { now } = await opened();
    now().goToRow('first');
    for (let line = 0; line < 3; line++) now().goToRow('down', { extend: true });
    expect(now().selection).toEqual(['a', 'b', 'x', 'c']);
    now().goToRow('up', { extend: true });
    expect(now().selection).toEqual(['a', 'b', 'x']);
  });
});

describe('Editing in the outline', () => {
  it('adds a step after a line: between it and what followed, in one deed', async () => {
    const { now, order } = await opened();
    now().select([id('a')]);
    now().addRow('after');
    const wish = now().palette;
    if (wish === null) throw new Error('No palette.');
    now().addStep(plainChoice('human_task'), wish);
    expect(order()).toEqual(['a', 'human_task', 'b', 'x', 'c', 'd']);
    expect(now().selection).toEqual(['human_task']);
    now().undo();
    expect(order()).toEqual(['a', 'b', 'x', 'c', 'd']);
  });

  it('adds a step before the start, which then is the start, and before the head of a branch', async () => {
    const { now, order, flow } = await opened();
    for (const stepId of ['a', 'x']) {
      now().select([id(stepId)]);
      now().addRow('before');
      const wish = now().palette;
      if (wish !== null) now().addStep(plainChoice('sage_skill'), wish);
    }
    expect(order()).toEqual(['sage_skill', 'a', 'b', 'sage_skill_2', 'x', 'c', 'd']);
    expect(flow().start).toBe('sage_skill');
  });

  it('moves a step down and up again, on the canvas too, and says at the ends that it goes no further', async () => {
    const flow = { ...ROW, layout: { [id('a')]: { x: 0, y: 0 }, [id('b')]: { x: 400, y: 80 } } };
    const { now, order, flow: shown, last } = await opened(flow);
    now().select([id('a')]);
    now().moveRow('up');
    expect(now().announcement).toBe('It is the first of its way already.');
    now().moveRow('down');
    expect(order()).toEqual(['b', 'x', 'a', 'c', 'd']);
    expect(last()).toBe('move a after b');
    expect(shown().layout?.[id('a')]).toEqual({ x: 400, y: 80 });
    now().moveRow('up');
    expect(order()).toEqual(['a', 'b', 'x', 'c', 'd']);
    expect(last()).toBe('move a before b');
  });

  it('deletes lines, closes the gap, and goes on at the line that follows', async () => {
    const { now, order, flow } = await opened();
    now().select([id('c')]);
    now().removeRows();
    expect(order()).toEqual(['a', 'b', 'x', 'd']);
    expect(flow().steps.find(step => step.id === 'b')?.config).toMatchObject({ onPass: 'd' });
    expect(now().selection).toEqual(['d']);
  });

  it('connects by name, and takes a way away', async () => {
    const { now, flow } = await opened();
    now().startConnecting(id('d'));
    now().connect({ from: id('d'), field: 'next' }, id('a'));
    expect(flow().steps.find(step => step.id === 'd')).toMatchObject({ next: 'a' });
    now().connect({ from: id('b'), field: 'onFail' }, null);
    expect(flow().steps.find(step => step.id === 'b')?.config).toMatchObject({ onFail: 'halt' });
    expect(now().connecting).toBeNull();
  });

  it('holds each step once and loses none, whatever is moved and whatever leads where', async () => {
    const target = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });
    const steps = fc.array(fc.record({ next: target, onError: target, isGate: fc.boolean() }), { minLength: 7, maxLength: 7 });
    const move = fc.record({ at: fc.integer({ min: 0, max: 6 }), where: fc.constantFrom('up' as const, 'down' as const) });
    await fc.assert(
      fc.asyncProperty(steps, fc.array(move, { maxLength: 6 }), async (written, moves) => {
        const named = (at: number | undefined, field: string) => (at === undefined ? {} : { [field]: `s${at}` });
        const { now, order } = await opened(
          aFlow(
            written.map(({ next, onError, isGate }, at) =>
              isGate
                ? gate(`s${at}`, { expression: 'true', ...named(next, 'onPass'), onFail: onError === undefined ? 'halt' : `s${onError}` })
                : skill(`s${at}`, { ...named(next, 'next'), ...named(onError, 'onError') }),
            ),
          ),
        );
        for (const { at, where } of moves) {
          now().select([id(`s${at}`)]);
          now().moveRow(where);
        }
        expect(order().toSorted()).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
        while ((now().openFlow?.history.done.length ?? 0) > 0) now().undo();
        expect(order().toSorted()).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6']);
      }),
      { seed: 20261121, numRuns: 60 },
    );
  });
});
