import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowText } from '../../../engine/flow/flow-text.ts';
import { readFlowText } from '../../../engine/flow/read-flow-text.ts';
import { aFlow, gate, skill } from './a-flow.ts';
import { someFlow } from './some-flow.ts';

describe('the text of a flow', () => {
  it('is the same byte for byte when it is read and written again', () => {
    fc.assert(
      fc.property(someFlow, flow => {
        const text = flowText(flow);
        const read = readFlowText(text);

        expect(read.problems).toEqual([]);
        expect(read.flow).toEqual(flow);
        expect(read.flow === null ? null : flowText(read.flow)).toBe(text);
      }),
      { numRuns: 500, seed: 20_261_121 },
    );
  });

  it('is the same whatever the order in which the fields were set', () => {
    const steps = [skill('b', { title: 'B', next: 'a' }), gate('a', { onFail: 'b', expression: 'true' })];
    const [one, other] = [
      aFlow(steps, { layout: { a: { x: 1, y: 2 }, b: { x: 3, y: 4 } } }),
      aFlow(
        steps.map(step => Object.fromEntries(Object.entries(step).toReversed()) as typeof step),
        { layout: { b: { y: 4, x: 3 }, a: { y: 2, x: 1 } } },
      ),
    ];

    expect(flowText(other)).toBe(flowText(one));
    expect(Object.keys(JSON.parse(flowText(one)) as object).at(-1)).toBe('layout');
  });

  it.each(readdirSync('resources/flows'))('is, for the shipped %s, the file itself', file => {
    const text = readFileSync(`resources/flows/${file}`, 'utf8');
    const { flow } = readFlowText(text);

    expect(flow === null ? null : flowText(flow)).toBe(text);
  });
});
